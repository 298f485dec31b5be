"""`casetui prompts list`, `… show NAME`, `… check`: what to ask about a topic, and the office's own packs."""

from pathlib import Path
from typing import Annotated, Any

import typer

from casetui.cli.grouping import listing
from casetui.cli.members import Json
from casetui.cli.output import say, say_block, say_json, say_pairs, say_table
from data.local.prompts import prompts_folder, read_packs
from data.rules.prompts import packs_called
from data.types.errors import BadInput, NotFound
from data.types.prompts import Packs, PromptPack

HOW = """Prompts of the topics: what to ask, what may be said, what to remember, and the article.

An office puts its own beside those that came with the program: files ending in .toml in the folder `prompts`
beside the settings, in the form [[pack]] title, topics, case_types, summary, article, [[pack.group]] title, lines.
A pack with the title of one that came along stands in its place, and keeps of it what it does not give.
"""

many = listing(HOW)


@many.command("list")
def list_(json: Json = False) -> None:
    """Every pack, the office's own first, with what it is for and its article."""
    found = read_packs()
    if json:
        say_json(
            {
                "folder": str(prompts_folder()),
                "problems": found.problems,
                "packs": [_told(pack, whole=False) for pack in found.packs],
            }
        )
        return
    say_table(
        (
            (pack.title, ", ".join(pack.case_types), pack.file or "shipped", pack.article or "no article")
            for pack in found.packs
        ),
        heading=("pack", "case types", "from", "article"),
    )
    _say_problems(found)


@many.command("show")
def show(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="A title, topic or case type, or how one begins.")
    ],
    json: Json = False,
) -> None:
    """One pack: summary, article, and its lines under their headings."""
    found = read_packs()
    packs = packs_called(name, found)
    if not packs:
        raise NotFound(f"no pack of prompts is called {name!r}", todo="`casetui prompts list` names them.")
    if len(packs) > 1:
        raise BadInput(f"{name!r} may be {' or '.join(pack.title for pack in packs)}: type more of it")
    pack = packs[0]
    if json:
        say_json(_told(pack, whole=True))
        return
    say_pairs(
        [
            ("Prompts", pack.title),
            ("Case types", ", ".join(pack.case_types)),
            ("In short", pack.summary),
            ("Article", pack.article),
            ("From", pack.file or "shipped"),
        ]
    )
    for group in pack.groups:
        say_block(group.title, "\n".join(group.lines))
    _say_problems(found)


@many.command("check")
def check(
    place: Annotated[
        Path | None, typer.Argument(metavar="PATH", help="A file or folder; else the office's own folder.")
    ] = None,
    json: Json = False,
) -> int:
    """Say what of the office's own files cannot be used, by file and key; exit code 2 when something cannot."""
    where = place or prompts_folder()
    if place is not None and not place.exists():
        raise BadInput(f"{place}: there is no such file or folder")
    found = read_packs(where)
    own = [pack for pack in found.packs if pack.file]
    if json:
        say_json({"place": str(where), "packs": [pack.title for pack in own], "problems": found.problems})
    elif found.problems:
        for problem in found.problems:
            say(problem)
    else:
        say(f"{where}: {len(own)} of the office's own, and every one can be used.")
    return 2 if found.problems else 0


def _told(pack: PromptPack, *, whole: bool) -> dict[str, Any]:
    told = {
        "title": pack.title,
        "topics": pack.topics,
        "case_types": pack.case_types,
        "summary": pack.summary,
        "article": pack.article,
        "file": pack.file,
    }
    return told | {"groups": pack.groups} if whole else told


def _say_problems(found: Packs) -> None:
    for problem in found.problems:
        say(f"Not used: {problem}")
