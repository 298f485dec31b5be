"""`casetui snippets`: what `::name` becomes, whose it is, and where your own stand."""

import typer

from casetui.cli.members import Json
from casetui.cli.opening import Given
from casetui.cli.output import say, say_json, say_pairs, say_table
from data.desk import choices
from data.local.snippets import read_snippets, snippets_file
from data.rules.snippets import OWN, PLACEHOLDERS
from data.types.errors import NotSetUp, StoreTrouble
from data.types.snippets import Declared


def snippets(ctx: typer.Context, json: Json = False) -> None:
    """What `::name` and a space or Tab become in a note, whose it is, and the file where you write your own."""
    declared, unread = _declared(ctx.obj)
    found, path = read_snippets(declared), snippets_file()
    problem = " ".join(part for part in (found.problem, unread) if part)
    if json:
        listed = [
            {"name": name, "text": text, "whose": found.whose[name], "own": found.whose[name] == OWN}
            for name, text in sorted(found.texts.items())
        ]
        say_json({"file": str(path), "exists": path.exists(), "problem": problem, "snippets": listed})
        return
    say_table((f"::{name}", found.whose[name], text) for name, text in sorted(found.texts.items()))
    say()
    say_pairs((f"{{{name}}}", told) for name, told in PLACEHOLDERS.items())
    say()
    say(f'Your own stand in {path}, a line each: name = "text with {{first}} in it".')
    if problem:
        say(problem)


def _declared(given: Given) -> tuple[tuple[Declared, ...], str]:
    """The office's, and why there are none where its database does not answer."""
    try:
        with given.desk() as desk:
            return choices.snippets(desk), ""
    except NotSetUp:
        return (), ""
    except StoreTrouble as error:
        return (), f"{error.title}: the office's snippets are not among them."
