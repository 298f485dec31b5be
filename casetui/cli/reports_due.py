"""`casetui report due`: how many targets were met and how many exceeded (features A3.30)."""

from enum import StrEnum
from typing import Annotated

import typer

from casetui.cli import choosing
from casetui.cli.figures import AsCsv, refuse_both, say_csv
from casetui.cli.members import Json
from casetui.cli.opening import Given
from casetui.cli.output import plain, say, say_json, say_table
from data.desk import targets
from data.rules.days import month_after
from data.types.errors import BadInput
from data.types.targets import DueLine

HEADINGS = ("group", "met", "exceeded", "of these still open", "running", "met of 100")


class By(StrEnum):
    """What the lines are."""

    TYPE = "type"
    OFFICER = "officer"
    OFFICE = "office"


def due(
    ctx: typer.Context,
    first: Annotated[str, typer.Option("--from", metavar="DAY", help="First day; a month ago.")] = "",
    last: Annotated[str, typer.Option("--to", metavar="DAY", help="Last day; today.")] = "",
    by: Annotated[By, typer.Option(help="What a line is: a case type, an officer, a team.")] = By.OFFICE,
    as_csv: AsCsv = False,
    json: Json = False,
) -> None:
    """Completion targets due in those days: how many were met, how many exceeded; of the cases you may see."""
    refuse_both(as_csv, json)
    given: Given = ctx.obj
    with given.desk() as desk:
        today = desk.today()
        begins = choosing.past_day(desk, first) or month_after(today, -1)
        ends = choosing.past_day(desk, last) or today
        if begins > ends:
            raise BadInput("--from, which lies after --to")
        lines = targets.due_report(desk, begins, ends, by.value)
    if json:
        say_json({"from": begins, "to": ends, "by": by.value, "lines": [_values(line) for line in lines]})
        return
    rows = [_cells(line) for line in lines]
    if as_csv:
        say_csv(HEADINGS, rows)
        return
    say_table(rows, HEADINGS if rows else ())
    if not rows:
        say(f"No completion target was due from {begins} to {ends}.")


def add_to(noun: typer.Typer) -> None:
    """Give `report` its verb."""
    noun.command("due")(due)


def _values(line: DueLine) -> dict[str, object]:
    return {**plain(line), "share": line.share}


def _cells(line: DueLine) -> list[str]:
    counts = (line.met, line.exceeded, line.open_late, line.running)
    return [line.group, *(str(count) for count in counts), "" if line.share is None else str(line.share)]
