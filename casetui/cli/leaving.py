"""`casetui staff handover`: what somebody holds, handed over for a leave with a preview, and given back."""

import sys
from datetime import date
from typing import Annotated
from uuid import UUID

import typer

from casetui.cli import choosing
from casetui.cli.members import Json
from casetui.cli.misuse import Misuse
from casetui.cli.opening import Given
from casetui.cli.output import say, say_json, say_table
from data.desk import choices, leave, workload
from data.desk.desk import Desk
from data.rules.days import say_day
from data.rules.folding import fold
from data.rules.spreading import is_legal
from data.types.choices import Choices
from data.types.leave import HandedOver, Spread


def handover(
    ctx: typer.Context,
    login: Annotated[
        str, typer.Argument(metavar="[LOGIN]", help="Whose it is, login or name; without: yours.")
    ] = "",
    to: Annotated[
        str, typer.Option(metavar="NAMES", help="To whom, apart by commas; without, the team that is here.")
    ] = "",
    until: Annotated[
        str, typer.Option(metavar="DATE", help="The day of being back, from when giving back is offered.")
    ] = "",
    due: Annotated[
        bool, typer.Option("--due", help="Only what falls due until then, and limits set by law.")
    ] = False,
    reason: Annotated[str, typer.Option(help="Why; of others it is needed, and it is kept.")] = "",
    back: Annotated[
        bool, typer.Option("--back", help="The other way: give back what was handed over until a day.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show who would get what, and stop.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do it without asking.")] = False,
    json: Json = False,
) -> None:
    """Hand open cases, follow-ups and tasks over, fairly spread; or give them back.

    It is shown first, with the reason a row, and asked for. Your own may be handed over by you, others' by a
    supervisor or administrator. Limits set by law lead; what nobody can get stands before everything and stays.
    """
    if dry_run and yes:
        raise Misuse("give --dry-run or --yes")
    given: Given = ctx.obj
    with given.desk() as desk:
        lists = choices.read(desk)
        officer_id = _whose(desk, login, lists)
        if back:
            if to or until or due:
                raise Misuse("--back gives back to whom it was; it takes no --to, --until or --due")
            _give_back(desk, officer_id, reason, dry_run=dry_run, yes=yes, json=json)
            return
        found = leave.preview(desk, officer_id, _people(to, lists), choosing.day(desk, until), due_only=due)
        if dry_run or not json:
            _show(desk, found, json=json)
        if dry_run:
            return
        if not found.given:
            say("Nothing is handed over.")
            return
        _ask(f"Hand {len(found.given)} over?", yes=yes)
        done = leave.hand_over(desk, officer_id, found.rows, until=found.until, reason=reason)
        _say(done, "handed over", json=json)


def _give_back(desk: Desk, officer_id: UUID, reason: str, *, dry_run: bool, yes: bool, json: bool) -> None:
    found = leave.to_give_back(desk, officer_id)
    if dry_run or not json:
        if json:
            say_json(found)
        else:
            for one in found:
                say(f"{one.officer}: {_counted(one.records)} handed over until {_until(desk, one.until)}.")
            if not found:
                say("Nothing is to be given back.")
    if dry_run or not found:
        if json and not dry_run:
            say_json({"done": 0, "refused": []})
        return
    _ask(f"Give {_counted(sum(one.records for one in found))} back?", yes=yes)
    _say(leave.give_back(desk, officer_id, reason=reason), "given back", json=json)


def _whose(desk: Desk, login: str, lists: Choices) -> UUID:
    """Whoever is named, also one who left and still holds something; without a name the officer."""
    for one in workload.of(desk).lines if login.strip() else ():
        if one.officer is not None and fold(login) in (fold(one.officer.login), fold(one.officer.name)):
            return one.officer.id
    return choosing.officer(login, lists) or desk.officer.id


def _people(text: str, lists: Choices) -> list[UUID]:
    found = (choosing.officer(part, lists) for part in text.split(","))
    return [one for one in found if one is not None]


def _show(desk: Desk, found: Spread, *, json: bool) -> None:
    names = {one.officer.id: one.officer.name for one in found.receivers}
    if json:
        rows = [
            {
                "record": row.thing.record,
                "number": row.thing.number,
                "matter": row.thing.matter,
                "day": row.thing.on,
                "legal": is_legal(row.thing, desk.today(), found.until),
                "to": names.get(row.to) if row.to else None,
                "why": row.why,
            }
            for row in found.rows
        ]
        say_json({"officer": found.officer.login, "until": found.until, "rows": rows})
        return
    today = desk.today()
    say_table(
        [
            (
                names[row.to] if row.to else f"stays with {found.officer.first_name}",
                row.thing.number,
                "task" if row.thing.record == "task" else "",
                row.thing.member_name,
                row.thing.matter,
                "legal" if is_legal(row.thing, today, found.until) else "",
                say_day(row.thing.on, today) if row.thing.on else "",
                row.why,
            )
            for row in found.rows
        ]
    )


def _ask(question: str, *, yes: bool) -> None:
    if yes:
        return
    if not sys.stdin.isatty():
        raise Misuse("give --yes: there is nobody to ask")
    typer.confirm(question, abort=True, err=True)


def _say(done: HandedOver, said: str, *, json: bool) -> None:
    if json:
        say_json(done)
        return
    say(f"{_counted(done.done)} {said}.")
    for one in done.refused:
        say(f"Not {one.number}: {one.why}.")


def _until(desk: Desk, day: date | None) -> str:
    return say_day(day, desk.today()) if day else "nobody knows when"


def _counted(many: int) -> str:
    return f"{many} record{'' if many == 1 else 's'}"


def add_to(noun: typer.Typer) -> None:
    """Give `staff` its verb of leave."""
    noun.command("handover")(handover)
