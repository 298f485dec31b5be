"""`casetui report direct`: figures for supervisors and administrators, as text, JSON or CSV."""

import csv
import sys
from typing import Annotated

import typer

from casetui.cli import choosing
from casetui.cli.grouping import listing
from casetui.cli.members import Json
from casetui.cli.misuse import Misuse
from casetui.cli.opening import Given
from casetui.cli.output import say, say_json, say_table
from data.desk import reports
from data.desk.desk import Desk
from data.rules.clean import clean_line
from data.rules.days import say_day
from data.rules.spreadsheets import harmless
from data.types.reports import DirectReport, DirectShare

many = listing("Figures, for supervisors and administrators.")

HEADINGS = ("officer", "cases", "direct", "converted", "share")


@many.callback()
def report() -> None:
    """Figures, for supervisors and administrators."""


@many.command("direct")
def direct(
    ctx: typer.Context,
    since: Annotated[
        str, typer.Option("--from", metavar="DAY", help="First day on which they were opened.")
    ] = "",
    until: Annotated[
        str, typer.Option("--to", metavar="DAY", help="Last day on which they were opened.")
    ] = "",
    json: Json = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="CSV, a row an officer.")] = False,
) -> None:
    """How many of the cases each officer opened came from no interaction: the exception that asks for its reason."""
    if as_csv and json:
        raise Misuse("give --csv or --json")
    given: Given = ctx.obj
    with given.desk() as desk:
        found = reports.direct(desk, choosing.past_day(desk, since), choosing.past_day(desk, until))
        if json:
            say_json(
                {
                    "from": found.since,
                    "to": found.until,
                    "officers": [_told(one) for one in found.officers],
                    "together": _told(found.together),
                }
            )
        elif as_csv:
            writer = csv.writer(sys.stdout, lineterminator="\n")
            writer.writerow(HEADINGS)
            for one in found.officers:
                figures = (one.cases, one.direct, one.converted, f"{one.share:.4f}")
                writer.writerow((harmless(clean_line(one.officer)), *figures))
        else:
            _say(desk, found)


def _told(one: DirectShare) -> dict[str, object]:
    return {**one._asdict(), "cases": one.cases, "share": round(one.share, 4)}


def _say(desk: Desk, found: DirectReport) -> None:
    today = desk.today()
    since = f" from {say_day(found.since, today)}" if found.since else ""
    until = f" to {say_day(found.until, today)}" if found.until else ""
    together = found.together
    say(f"Direct cases{since}{until}: {together.direct} of {together.cases}, {together.share:.1%}.")
    if found.officers:
        say_table(
            [
                (one.officer, str(one.cases), str(one.direct), str(one.converted), f"{one.share:.1%}")
                for one in found.officers
            ],
            heading=HEADINGS,
        )
