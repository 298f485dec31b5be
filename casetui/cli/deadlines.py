"""`casetui deadlines`, `casetui deadline count | rules | recount`, `casetui case C-… deadline`: limits set by law."""

from typing import Annotated

import typer

from casetui.cli import choosing
from casetui.cli.case_edits import Reason, case_of, make
from casetui.cli.grouping import listing
from casetui.cli.members import Json
from casetui.cli.misuse import Misuse
from casetui.cli.opening import Given
from casetui.cli.output import say, say_json, say_pairs, say_table
from data.desk import deadlines as room
from data.desk.desk import Desk
from data.rules.clean import clean_line
from data.rules.deadlines import detail_of, explained, length_said
from data.rules.deadlines import say as said_of
from data.rules.effect import doubt, effect_day, read_effect, say_effect
from data.rules.events import runs_from_said
from data.types.errors import BadInput
from data.types.members import Job

one = listing("Limits set by law: a calculator, and the office's rules.")

Effect = Annotated[
    str,
    typer.Option(
        metavar="DAY",
        help="The day it took effect, from which limits run: fri is the last one, 22/11, unknown.",
    ),
]
Sure = Annotated[
    bool, typer.Option("--sure", help="Keep a day that is still to come, or before the job began.")
]
State = Annotated[
    str,
    typer.Option(
        help="Where it would be filed: VIC, Brisbane, NZ; without it the shortest and safest is told."
    ),
]


def deadlines(
    ctx: typer.Context,
    within: Annotated[
        int, typer.Option(min=0, max=3660, metavar="DAYS", help="Those that end within so many days.")
    ] = 366,
    limit: Annotated[int, typer.Option(min=1, max=5000, help="How many at most.")] = 500,
    json: Json = False,
) -> None:
    """Limits of open cases, the first last day first, passed ones too; then those whose day nobody knows."""
    given: Given = ctx.obj
    with given.desk() as desk:
        lines = room.listing(desk, within=within, limit=limit)
        if json:
            say_json(lines)
            return
        say_table((line.number, line.member_name, line.owner or "unclaimed", line.said) for line in lines)
        if not lines:
            say(f"No limit ends within {within} days, and of none the day is unknown.")


@one.callback()
def deadline_group() -> None:
    """Limits set by law: a calculator, and the office's rules."""


@one.command("count")
def count(
    ctx: typer.Context,
    rule: Annotated[str, typer.Argument(metavar="RULE", help="au_fwa_394, or a case type: UFD.")],
    effect: Annotated[
        str, typer.Argument(metavar="DAY", help="When it took effect: 22/11, fri, 2026-11-22.")
    ],
    state: State = "",
    json: Json = False,
) -> None:
    """Count a limit from a day, and tell how; of a case type the shortest that could apply."""
    given: Given = ctx.obj
    with given.desk() as desk:
        today = desk.today()
        day = choosing.past_day(desk, effect)
        if day is None:
            raise BadInput("a day is needed; examples are 22/11, fri, 2026-11-22")
        found = room.count(desk, rule, day, state).counted
        if json:
            say_json(
                {
                    "rule": found.rule.key,
                    "label": found.rule.label,
                    "effect_on": found.effect_on,
                    "bare_on": found.bare_on,
                    "last_on": found.last_on,
                    "days_left": (found.last_on - today).days,
                    "said": said_of(found.rule, found.last_on, today),
                    "counted": explained(found),
                    "source": found.rule.source,
                    "verified_on": found.rule.verified_on,
                }
            )
            return
        say(said_of(found.rule, found.last_on, today))
        for line in explained(found):
            say(f"  {line}")


@one.command("rules")
def rules(ctx: typer.Context, json: Json = False) -> None:
    """The office's rules, each with its source and whether a lawyer has verified it."""
    given: Given = ctx.obj
    with given.desk() as desk:
        held = room.rules(desk)
        if json:
            say_json(held)
            return
        for at, rule in enumerate(held):
            if at:
                say()
            counted = ", the day itself counted" if rule.first_day_counted else ""
            say_pairs(
                [
                    ("Rule", rule.key),
                    ("What", rule.label),
                    ("Where", rule.jurisdiction),
                    ("Length", f"{length_said(rule)} from {runs_from_said(rule.runs_from)}{counted}"),
                    ("Weekend", "goes on to the next business day" if rule.roll_forward else "stays"),
                    ("Source", rule.source),
                    ("Verified", str(rule.verified_on) if rule.verified_on else "not verified"),
                    ("Warning", rule.warning),
                ]
            )


@one.command("recount")
def recount(ctx: typer.Context, json: Json = False) -> None:
    """Count the limits of every open case anew: after rules or jobs were changed from outside."""
    given: Given = ctx.obj
    with given.desk() as desk:
        many = room.recount(desk)
        if json:
            say_json({"cases": many})
        else:
            say(f"The limits of {many} open case{'' if many == 1 else 's'} are counted anew.")


def deadline(
    ctx: typer.Context,
    effect: Effect = "",
    lodged: Annotated[
        str, typer.Option(metavar="DAY", help="When it was lodged: today, fri, 22/11; none takes it back.")
    ] = "",
    sure: Sure = False,
    reason: Reason = "",
    json: Json = False,
) -> None:
    """The limits of the case with all that is to be known; or the day it took effect, or was lodged."""
    given: Given = ctx.obj
    with given.desk() as desk:
        record = case_of(desk, given.record)
        wanted: dict[str, object] = {}
        if effect:
            cleared = effect.strip().lower() == "none"
            wanted["effect"] = "" if cleared else effect_of(desk, effect, record.job, sure=sure)
        if lodged:
            cleared = lodged.strip().lower() == "none"
            wanted["lodged_on"] = None if cleared else choosing.past_day(desk, lodged)
        if wanted:
            record = make(desk, record, wanted, reason)
        elif reason:
            raise Misuse("nothing to change; give --effect or --lodged")
        today = desk.today()
        if json:
            first = min(
                (held.last_on for held in record.deadlines if held.applies and held.last_on), default=None
            )
            say_json(
                {
                    "number": record.number,
                    "effect": record.effect,
                    "lodged_on": record.lodged_on,
                    "last_on": first,
                    "deadlines": record.deadlines,
                }
            )
            return
        say_pairs(
            [("Case", f"{record.number}  {record.title}"), ("Took effect", say_effect(record.effect, today))]
        )
        for held in record.deadlines:
            first_line, *more = detail_of(held, today, record.lodged_on)
            say(f"\n{first_line}")
            for line in more:
                say(f"  {line}")
        if not record.deadlines:
            say("No limit set by law is known of its case types.")


def effect_of(desk: Desk, text: str, job: Job | None, *, sure: bool) -> str:
    """The day an option means, or the word unknown; raises BadInput for one that is doubtful and not `sure`."""
    if not text:
        return ""
    effect = read_effect(text, desk.today())
    why = doubt(effect, desk.today(), job)
    if why and not sure:
        day = effect_day(effect)
        raise BadInput(f"{clean_line(text)!r}, {day}: {why}; --sure keeps it")
    return effect


def add_to(noun: typer.Typer) -> None:
    """Give `case` its verb of limits."""
    noun.command("deadline")(deadline)
