"""`casetui report direct`: figures for supervisors and administrators, as text, JSON or CSV."""

from typing import Annotated

import typer

from casetui.cli import choosing
from casetui.cli.figures import AsCsv, refuse_both, say_csv
from casetui.cli.grouping import listing
from casetui.cli.members import Json
from casetui.cli.opening import Given
from casetui.cli.output import say, say_json, say_table
from data.desk import reports
from data.desk.desk import Desk
from data.rules.days import say_day
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
    as_csv: AsCsv = False,
) -> None:
    """How many of the cases each officer opened came from no interaction: the exception that asks for its reason."""
    refuse_both(as_csv, json)
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
            say_csv(
                HEADINGS,
                [
                    (one.officer, one.cases, one.direct, one.converted, f"{one.share:.4f}")
                    for one in found.officers
                ],
            )
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
