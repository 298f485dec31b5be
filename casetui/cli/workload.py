"""`casetui workload`: how much everyone holds; and `casetui report open`: what the open cases are."""

from typing import Annotated

import typer

from casetui.cli.figures import AsCsv, refuse_both, say_csv
from casetui.cli.members import Json
from casetui.cli.opening import Given
from casetui.cli.output import plain, say, say_json, say_table
from data.desk import workload as room
from data.rules.holding import away_said
from data.types.workload import Burden, By, Workload

HEADINGS = ("officer", "team", "here", "open", "follow-ups", "overdue", "this week", "age", "to give back")


def workload(
    ctx: typer.Context,
    team: Annotated[
        str, typer.Option(metavar="NAME", help="Of this team; without, the office, or your team.")
    ] = "",
    json: Json = False,
    as_csv: AsCsv = False,
) -> None:
    """How much everyone holds: open cases, follow-ups, what is overdue or due this week, the cases' average age.

    Supervisors and administrators see the whole office, others the team they are of.
    """
    refuse_both(as_csv, json)
    given: Given = ctx.obj
    with given.desk() as desk:
        found = room.of(desk, team)
    if json:
        lines = [_told(one) for one in found.lines]
        say_json(
            {
                "on": found.on,
                "lines": lines,
                "unclaimed": _told(found.unclaimed),
                "together": _told(found.together),
            }
        )
    elif as_csv:
        say_csv(HEADINGS, [_cells(found, one) for one in (*found.lines, found.unclaimed)])
    else:
        rows = [[str(cell) for cell in _cells(found, one)] for one in (*found.lines, found.unclaimed)]
        together = ["together", "", "", *(str(cell) for cell in _cells(found, found.together)[3:])]
        say_table([*rows, together], HEADINGS)


def open_(
    ctx: typer.Context,
    by: Annotated[By, typer.Option(help="What a line is.")] = By.TYPE,
    json: Json = False,
    as_csv: AsCsv = False,
) -> None:
    """The open cases you may see, by type, status, owner, team or priority, and how many of them are overdue."""
    refuse_both(as_csv, json)
    given: Given = ctx.obj
    with given.desk() as desk:
        found = room.open_cases(desk, by)
    if json:
        say_json(found)
    elif as_csv:
        say_csv((by.value, "open", "overdue"), found.lines)
    else:
        say(f"Open cases: {found.cases}, {found.overdue} overdue.")
        rows = [(line.group, str(line.cases), str(line.overdue)) for line in found.lines]
        say_table(rows, (by.value, "open", "overdue") if rows else ())


def add_to(noun: typer.Typer) -> None:
    """Give `report` its verb."""
    noun.command("open")(open_)


def _told(one: Burden) -> dict[str, object]:
    values = {**plain(one), "officer": one.officer.login if one.officer else None, "name": one.name}
    if one.officer:
        values["away_until"] = one.officer.away_until
    return values


def _cells(found: Workload, one: Burden) -> list[object]:
    here = "" if one.officer is None else away_said(one.officer, found.on) or "available"
    age = "" if one.age is None else one.age
    counts = (one.cases, one.follow_ups, one.overdue, one.week, age, one.to_give_back)
    return [one.name, one.team, here, *counts]
