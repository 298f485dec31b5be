"""`casetui snippets`: what `::name` becomes, and where your own stand."""

from casetui.cli.members import Json
from casetui.cli.output import say, say_json, say_pairs, say_table
from data.local.snippets import read_snippets, snippets_file
from data.rules.snippets import BUILT_IN, PLACEHOLDERS


def snippets(json: Json = False) -> None:
    """What `::name` and a space or Tab become in a note, and the file where you write your own."""
    found, path = read_snippets(), snippets_file()
    if json:
        listed = [
            {"name": name, "text": text, "own": BUILT_IN.get(name) != text}
            for name, text in sorted(found.texts.items())
        ]
        say_json({"file": str(path), "exists": path.exists(), "problem": found.problem, "snippets": listed})
        return
    say_table((f"::{name}", text) for name, text in sorted(found.texts.items()))
    say()
    say_pairs((f"{{{name}}}", told) for name, told in PLACEHOLDERS.items())
    say()
    say(f'Your own stand in {path}, a line each: name = "text with {{first}} in it".')
    if found.problem:
        say(found.problem)
