"""`casetui db verify | anchor | erase-values`: whether history is as it was written (features B22, C5)."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from casetui.cli.choosing import reference
from casetui.cli.members import Json, member_of
from casetui.cli.misuse import Misuse
from casetui.cli.opening import Given, now
from casetui.cli.output import say, say_json
from casetui.cli.progress import bar
from data.local.passwords import password_for
from data.local.signing import signing_key
from data.steward import anchoring, erasing, verifying

Key = Annotated[
    Path | None, typer.Option("--key", metavar="FILE", help="The signing key, instead of the keyring's.")
]


def verify(
    ctx: typer.Context,
    case: Annotated[str, typer.Option("--case", metavar="C-…", help="The history of this case only.")] = "",
    anchor: Annotated[
        Path | None,
        typer.Option("--anchor", metavar="FILE", help="Also see that nothing it knows was cut off."),
    ] = None,
    key: Key = None,
    json: Json = False,
) -> None:
    """Walk the chains of all histories; a row that is not as it was written is named, and the exit code is 1."""
    number = reference(case, "case") if case else None
    held = None
    if anchor is not None:
        held = anchoring.read_anchor(anchor, signing_key(key, make=False))
    given: Given = ctx.obj
    url = given.settings().database
    with bar("Walking the chains", rate=True) as told:
        done = verifying.verify_store(url, password_for(url), told, case=number, anchor=held)
    if json:
        say_json({**done._asdict(), "signed_by": held.signed_by if held else ""})
    else:
        _say(done)
        if held is not None:
            say(
                f"Compared with the anchor of {held.at:%Y-%m-%d %H:%M} UTC, signed by the key {held.signed_by}."
            )
    if done.faults:
        raise typer.Exit(1)


def _say(done: verifying.Verified) -> None:
    for one in done.broken:
        sys.stderr.write(f"{one.said}\n")
    if done.faults > len(done.broken):
        sys.stderr.write(f"And {done.faults - len(done.broken):,} more.\n")
    counted = f"{done.chains:,} histories, {done.links:,} links, {done.changes:,} changes"
    erased = f"; value erased in {done.erased:,} of them" if done.erased else ""
    whole = "does not hold" if done.faults else "holds"
    say(f"{counted} walked{erased}. The chain {whole}.")


def anchor(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="To be kept outside the database.")],
    key: Key = None,
) -> None:
    """Write where every history ends today, signed: compared later, it shows what was cut off or written anew."""
    given: Given = ctx.obj
    url = given.settings().database
    secret = signing_key(key, make=True)
    assert secret is not None
    done = anchoring.write_anchor(url, password_for(url), file, secret, now())
    say(f"{file} holds the ends of {done.chains:,} histories, signed by the key {done.signed_by}.")
    say("Keep it where whoever runs the database cannot write, and note the mark of the key beside it.")


def erase_values(
    ctx: typer.Context,
    member: Annotated[str, typer.Argument(metavar="MEMBER", help="Membership number, or id.")],
    reason: Annotated[str, typer.Option("--reason", help="Why; history keeps it.")],
    yes: Annotated[bool, typer.Option("--yes", help="Without asking.")] = False,
    json: Json = False,
) -> None:
    """Empty the values in the history of a member's details for good; who changed what, and when, stays."""
    given: Given = ctx.obj
    with given.desk() as desk:
        card = member_of(desk, member)
        if not yes:
            if not sys.stdin.isatty():
                raise Misuse("it cannot be undone and nobody is there to be asked; give --yes")
            typer.confirm(
                f"Erase every value in the history of {card.number} for good?", abort=True, err=True
            )
        emptied = erasing.erase_values(desk, card.id, reason)
        if json:
            say_json({"member": card.number, "erased": emptied})
            return
        say(f"{emptied:,} values in the history of {card.number} are erased; the chain holds.")


def add_to(db: typer.Typer) -> None:
    """The verbs of the database that are about its history."""
    db.command("verify")(verify)
    db.command("anchor")(anchor)
    db.command("erase-values")(erase_values)
