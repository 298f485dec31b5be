"""`casetui case C-… claim | release | assign | review | watch | confidential | scope | office | retype`."""

from collections.abc import Callable
from dataclasses import replace
from typing import Annotated, Any

import typer
from uuid_utils.compat import uuid7

from casetui.cli import choosing
from casetui.cli.case_edits import Reason, case_of, whole
from casetui.cli.members import Json
from casetui.cli.misuse import Misuse
from casetui.cli.opening import Given
from casetui.cli.output import say, say_json
from data.desk import cases, changing, choices, holding, offices, retyping
from data.desk.desk import Desk
from data.rules.holding import SCOPES, away_among, name_of
from data.rules.reference import say_case
from data.rules.whom import assignee
from data.types.case_edits import CaseEdit
from data.types.records import CaseRecord

Yes = Annotated[
    bool, typer.Option("--yes", help="Go on, though you will not see the case any more afterwards.")
]
SCOPE_WORDS = ("office", "team", "assigned")


def claim(ctx: typer.Context, json: Json = False) -> None:
    """Take an unclaimed case; of several who try at once one has it, and the others are told who."""
    _act(ctx, lambda desk, case: holding.claim(desk, case.id), "is yours", json=json)


def release(ctx: typer.Context, reason: Reason = "", json: Json = False) -> None:
    """Give a case back to the team or role behind you, or to whoever holds it beside you."""
    _act(ctx, lambda desk, case: holding.release(desk, case.id, reason), "is given back", json=json)


def assign(
    ctx: typer.Context,
    names: Annotated[
        list[str],
        typer.Argument(
            metavar="NAME...", help="Officers by login or name, teams, roles; the first is primary; nobody."
        ),
    ],
    primary: Annotated[
        bool, typer.Option("--primary", help="In front of whoever has it, who stay beside.")
    ] = False,
    also: Annotated[bool, typer.Option("--also", help="Beside whoever has it, who stay in front.")] = False,
    reason: Reason = "",
    yes: Yes = False,
    json: Json = False,
) -> None:
    """Allocate the case to officers, teams or roles; who of them is away is said."""
    if primary and also:
        raise Misuse("--primary puts in front, --also behind; give one of them")
    given: Given = ctx.obj
    with given.desk() as desk:
        record, lists = case_of(desk, given.record), choices.read(desk)
        named = [] if names == ["nobody"] else [assignee(name, lists) for name in names]
        held = [one for one in record.assignees if one not in named]
        wanted = [*named, *held] if primary else [*held, *named] if also else named
        after = _change(desk, record, reason, leaving=yes, assignees=wanted)
        if json:
            say_json(whole(desk, after))
            return
        who = ", ".join(name_of(one, lists) for one in after.assignees) or "nobody"
        say(f"{after.number}: {who}.")
        for away in away_among(named, lists, desk.today()):
            say(f"{away}.")


def _switch(text: str) -> bool:
    said = text.strip().lower()
    if said not in ("on", "off"):
        raise Misuse(f"on or off, not {said!r}")
    return said == "on"


OnOff = Annotated[str, typer.Argument(metavar="on|off", help="on or off.")]


def review(ctx: typer.Context, to: OnOff = "on", json: Json = False) -> None:
    """Mark the case for the office's manager to look at, or take the mark off."""
    on = _switch(to)
    said = "is marked for review" if on else "is not marked for review"
    _act(ctx, lambda desk, case: holding.review(desk, case.id, on=on), said, json=json)


def watch(ctx: typer.Context, to: OnOff = "on", json: Json = False) -> None:
    """Watch the case, or watch it no longer; `cases --watched` lists them."""
    on = _switch(to)
    given: Given = ctx.obj
    with given.desk() as desk:
        saved, watching = holding.watch(desk, case_of(desk, given.record).id, on=on)
        if json:
            say_json({"case": saved, "watching": watching})
        else:
            say(f"You watch {saved.number}." if watching else f"You watch {saved.number} no longer.")


def confidential(
    ctx: typer.Context, to: OnOff = "on", reason: Reason = "", yes: Yes = False, json: Json = False
) -> None:
    """Close the case to basic access, or open it again; that is for its staff and supervisors."""
    on = _switch(to)
    _put(ctx, "is confidential" if on else "is not confidential", reason, yes, json, confidential=on)


def scope(
    ctx: typer.Context,
    to: Annotated[str, typer.Argument(metavar="office|team|assigned", help="Who sees it.")],
    reason: Reason = "",
    yes: Yes = False,
    json: Json = False,
) -> None:
    """Who sees the case: the whole office, its team, or whoever it is allocated to, and administrators."""
    word = to.strip().lower()
    if word not in SCOPE_WORDS:
        raise Misuse(f"one of {', '.join(SCOPE_WORDS)}, not {word!r}")
    at = SCOPE_WORDS.index(word)
    _put(ctx, f"is seen by {SCOPES[at]}", reason, yes, json, scope=at)


def office(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="OFFICE", help="Its name; none for every office.")],
    reason: Reason = "",
    json: Json = False,
) -> None:
    """Hand the case over to another case office, which sees it from then on; its staff keep seeing it."""
    given: Given = ctx.obj
    with given.desk() as desk:
        saved = offices.give_case(desk, case_of(desk, given.record).id, name, reason)
        if json:
            say_json(saved)
        else:
            say(f"{saved.number} {'was so already' if saved.already else 'is handed over'}.")


def retype(
    ctx: typer.Context,
    to: Annotated[str, typer.Argument(metavar="TYPE", help="Key or label of the case type it becomes.")],
    status: Annotated[str, typer.Option(help="Its status then, where the office's table does not say.")] = "",
    priority: Annotated[int, typer.Option(min=0, max=5, help="Its priority then; 0 is as mapped.")] = 0,
    title: Annotated[str, typer.Option(help="Its title then; one in somebody's own words stays.")] = "",
    reason: Reason = "",
    json: Json = False,
) -> None:
    """Make the case one of another type; its values are mapped as the office's table says."""
    given: Given = ctx.obj
    with given.desk() as desk:
        record, lists = case_of(desk, given.record), choices.read(desk)
        keys = choosing.case_types(to, lists)
        if len(keys) != 1:
            raise Misuse("one case type")
        word = choosing.one_of("status", status, [one.name for one in lists.statuses])
        answers = {"status": word, "priority": priority, "title": title}
        said = {name: value for name, value in answers.items() if value}
        retyping.retype(desk, record.id, keys[0], said, keep_title=True, reason=reason)
        if json:
            say_json(whole(desk, cases.read(desk, record.id)))
        else:
            say(f"{record.number} is of type {keys[0]} now.")


def add_to(noun: typer.Typer) -> None:
    """Give `case` its verbs of holding."""
    for verb in (claim, release, assign, review, watch, confidential, scope, office, retype):
        noun.command(verb.__name__)(verb)


def _act(ctx: typer.Context, act: Callable[[Desk, CaseRecord], CaseEdit], said: str, *, json: bool) -> None:
    given: Given = ctx.obj
    with given.desk() as desk:
        record = case_of(desk, given.record)
        act(desk, record)
        if json:
            say_json(whole(desk, cases.read(desk, record.id)))
        else:
            say(f"{say_case(record.reference)} {said}.")


def _put(ctx: typer.Context, said: str, reason: str, yes: bool, json: bool, **values: Any) -> None:
    given: Given = ctx.obj
    with given.desk() as desk:
        record = case_of(desk, given.record)
        after = _change(desk, record, reason, leaving=yes, **values)
        if json:
            say_json(whole(desk, after))
        else:
            say(f"{after.number} {said}.")


def _change(desk: Desk, record: CaseRecord, reason: str, *, leaving: bool, **values: Any) -> CaseRecord:
    edit = changing.begin(record, uuid7())
    wanted = replace(edit, now=replace(edit.now, **values), reason=reason, leaving=leaving)
    return changing.change(desk, wanted)
