"""`casetui case C-… target [show | set | extend]`, `status`, `escalate`."""

from dataclasses import replace
from typing import Annotated

import typer
from uuid_utils.compat import uuid7

from casetui.cli import choosing
from casetui.cli.case_edits import Reason, Substatus, case_of, substatus_of, whole
from casetui.cli.grouping import showing
from casetui.cli.members import Json
from casetui.cli.opening import Given
from casetui.cli.output import say, say_json, say_table
from data.desk import calendar, changing, choices, targets
from data.desk.desk import Desk
from data.rules.clean import clean_line
from data.rules.days import read_day, say_day, say_follow_up
from data.rules.targets import day_said, is_extension, left_said
from data.types.case_edits import CaseContents
from data.types.errors import BadInput, Incomplete
from data.types.records import CaseRecord
from data.types.targets import CaseTargets

target = showing("The targets of the case: when each is due, and why then.")


@target.callback()
def show(ctx: typer.Context, json: Json = False) -> None:
    """The targets of the case: when each is due, what is left, and why then."""
    if ctx.invoked_subcommand is not None:
        return
    given: Given = ctx.obj
    with given.desk() as desk:
        found = targets.of_case(desk, case_of(desk, given.record).id)
        if json:
            say_json(found)
        else:
            _say(desk, found)


@target.command("set")
def set_(
    ctx: typer.Context,
    day: Annotated[str, typer.Argument(metavar="DAY", help="When it should be completed: fri, +5wd, 27/11.")],
    reason: Reason = "",
    json: Json = False,
) -> None:
    """Set when the case should be completed; a later day than now is an extension and needs its reason."""
    given: Given = ctx.obj
    with given.desk() as desk:
        record = case_of(desk, given.record)
        wanted = choosing.day(desk, day)
        if wanted is None:
            raise BadInput("the day is empty; an example is +5wd")
        if wanted < desk.today():
            raise BadInput("the target, which lies in the past")
        _change(desk, record, reason, json=json, due_on=wanted)


@target.command("extend")
def extend(
    ctx: typer.Context,
    day: Annotated[
        str, typer.Argument(metavar="DAY", help="+5wd is counted from the present target; or a day.")
    ],
    reason: Reason = "",
    json: Json = False,
) -> None:
    """Extend the completion target, with a reason that stays in the history."""
    given: Given = ctx.obj
    with given.desk() as desk:
        record = case_of(desk, given.record)
        if record.due_on is None:
            raise BadInput(f"{record.number} has no target yet; `target set` gives it one")
        if not clean_line(reason):
            raise Incomplete(("--reason",), todo="Say why the target is extended.")
        wanted = read_day(day, record.due_on, calendar.free_days(desk))
        if wanted is None or not is_extension(record.due_on, wanted):
            raise BadInput(f"a day that is not later than {say_day(record.due_on, desk.today())}")
        _change(desk, record, reason, json=json, due_on=wanted)


def status(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="One of the office's statuses.")],
    substatus: Substatus = "",
    reason: Reason = "",
    json: Json = False,
) -> None:
    """Give the case another status, and what that is more exactly; one that waits for somebody pauses its targets."""
    given: Given = ctx.obj
    with given.desk() as desk:
        record = case_of(desk, given.record)
        lists = choices.read(desk)
        names = [one.name for one in lists.statuses]
        wanted = choosing.one_of("status", name, names)
        if not wanted:
            raise BadInput(f"the status is empty; there are {', '.join(names)}")
        more = {}
        if substatus or wanted != record.status:
            more["substatus"] = substatus_of(lists, wanted, substatus)
        _change(desk, record, reason, json=json, status=wanted, **more)


def escalate(
    ctx: typer.Context,
    reason: Reason = "",
    settle: Annotated[
        bool, typer.Option("--settle", help="What it was escalated for is dealt with.")
    ] = False,
    json: Json = False,
) -> None:
    """Put the case before those who decide, or with --settle say that it is dealt with; either needs its reason."""
    given: Given = ctx.obj
    with given.desk() as desk:
        record = case_of(desk, given.record)
        saved = (targets.settle if settle else targets.escalate)(desk, record.id, reason)
        if json:
            say_json(saved)
        else:
            say(f"{saved.number} is {'dealt with' if settle else 'escalated'}.")


def _change(desk: Desk, record: CaseRecord, reason: str, *, json: bool, **values: object) -> None:
    edit = changing.begin(record, uuid7())
    now: CaseContents = replace(edit.now, **values)  # type: ignore[arg-type]
    after = changing.change(desk, replace(edit, now=now, reason=reason))
    if json:
        say_json(whole(desk, after))
    elif after.version == record.version:
        say(f"{after.number} was so already.")
    else:
        due = f", due {say_follow_up(after.due_on, desk.today())}" if after.due_on else ""
        held = ", targets on hold" if any(one.paused_since for one in after.targets) else due
        say(f"{after.number} {after.status.lower()}{held}.")


def _say(desk: Desk, found: CaseTargets) -> None:
    now, today = desk.clock(), desk.today()
    rows = [
        (
            one.kind.value,
            day_said(one, today, desk.zone),
            left_said(one, now, desk.zone)[0],
            one.source.value,
            one.because,
        )
        for one in found.targets
    ]
    say_table(rows)
    if not rows:
        say(f"{found.number} has no target.")
    for hold in found.holds:
        start, end = (at and say_day(at.astimezone(desk.zone).date(), today) for at in hold[:2])
        say(f"on hold {start} to {end}: {hold.why}" if end else f"on hold since {start}: {hold.why}")
    for change in found.extensions:
        at = say_day(change.at.astimezone(desk.zone).date(), today)
        because = f", because {change.reason}" if change.reason else ""
        say(f"{at} {change.who}: {change.was or 'none'} to {change.now or 'none'}{because}")
    for raised in found.escalations:
        at = say_day(raised.at.astimezone(desk.zone).date(), today)
        over = ", dealt with" if raised.settled_at else ""
        say(f"{at} escalated by {raised.who or 'casetui'} to {', '.join(raised.told)}: {raised.reason}{over}")


def add_to(noun: typer.Typer) -> None:
    """Give `case` its verbs about targets and status."""
    noun.command("status")(status)
    noun.command("escalate")(escalate)
    noun.add_typer(target, name="target")
