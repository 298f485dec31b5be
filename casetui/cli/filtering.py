"""`casetui cases FILTER …` and `casetui filters`: the language of Triage on the command line (features A5.04)."""

import csv
import re
import sys
from collections.abc import Sequence

import typer

from casetui.cli import bulk
from casetui.cli.members import Json
from casetui.cli.output import say, say_json, say_table
from data.desk import milestones, triage, views
from data.desk.desk import Desk
from data.rules.days import say_when
from data.rules.filter_fields import FIELDS, takes
from data.rules.spreadsheets import harmless
from data.rules.urgency import THOUSAND, say_points
from data.rules.views import line_of as in_line
from data.types.triage import Wanted
from data.types.work import WorkRow

HEADINGS = (
    "day", "number", "member", "topic", "title", "owner", "priority", "status", "opened", "urgency", "marks",
)  # fmt: skip
_SPACED = re.compile(r"(-?[A-Za-z_-]+(?:<=|>=|[:=<>]))?(.*)", re.DOTALL)


LISTED = 200
"""Rows that are listed where no number is asked for."""


def wanted_of(desk: Desk, words: Sequence[str], view: str = "") -> Wanted:
    """The filter of a saved view and of these words together, of which the last order counts.

    Raises BadInput for a filter that is none, NotFound for a view that there is not.
    """
    saved = [in_line(views.named(desk, view))] if view else []
    return triage.read(desk, " ".join([*saved, line_of(words)]))


def do_with(
    desk: Desk,
    wanted: Wanted,
    deed: str,
    limit: int | None,
    *,
    reason: str = "",
    yes: bool = False,
    dry_run: bool = False,
    json: bool = False,
) -> int:
    """Do one thing with all that fit, or the first of them; raises as `bulk.do`, and answers its exit code."""
    picked, words = triage.picked(desk, wanted)[:limit], deed.split()
    bulk.read(desk, words)
    if not picked:
        say_json({"done": []}) if json else say("Nothing fits; nothing was changed.")
        return 0
    return bulk.do(desk, picked, words, reason=reason, yes=yes, dry_run=dry_run, json=json)


def line_of(words: Sequence[str]) -> str:
    """The words as one line: what a shell has taken out of its quotes is put back into quotes."""
    return " ".join(_quoted(word) if " " in word.strip() and '"' not in word else word for word in words)


def _quoted(word: str) -> str:
    parts = _SPACED.fullmatch(word)
    # Several parts of a filter in one argument are a line already.
    if parts is None or re.search(r"\s-?[A-Za-z-]+(?:<=|>=|[:=<>])", word):
        return word
    return f'{parts[1] or ""}"{parts[2]}"'


def say_found(desk: Desk, rows: Sequence[WorkRow], *, json: bool, as_csv: bool) -> None:
    """The rows as a table, as JSON or for a spreadsheet."""
    if json:
        coming = milestones.of_queue(desk, rows)
        say_json([{**_values(row), "milestone": coming.get(row.id)} for row in rows])
        return
    today = desk.today()
    if as_csv:
        out = csv.writer(sys.stdout, lineterminator="\n")
        out.writerow(HEADINGS)
        for row in rows:
            days = (row.on.isoformat() if row.on else "", row.opened_on.isoformat() if row.opened_on else "")
            cells = [
                days[0],
                row.number,
                row.member_name,
                row.topic,
                row.matter,
                row.owner,
                str(row.priority),
            ]
            cells += [row.status, days[1], say_points(row.urgency.points), row.marks]
            out.writerow([harmless(cell) for cell in cells])
        return
    say_table(
        [
            (
                say_when(row.on, today) if row.on else "",
                row.number,
                row.member_name,
                row.topic or row.matter,
                row.owner or "unclaimed",
                str(row.priority),
                row.status or "follow-up",
                say_points(row.urgency.points),
                row.marks,
            )
            for row in rows
        ]
    )
    if not rows:
        say("Nothing fits.")


def filters(json: Json = False) -> None:
    """Every word of the filter: what it means, what it takes, an example."""
    if json:
        say_json(
            [
                {"name": one.name, "means": one.means, "takes": takes(one), "example": one.example}
                for one in FIELDS
            ]
        )
        return
    say_table([(one.example, one.means, takes(one)) for one in FIELDS])
    say()
    say("Every part must hold; - before one turns it round; values apart by commas are alternatives.")
    say('Any other word begins the member\'s name or stands in the title; "two words" stand together.')


def _values(row: WorkRow) -> dict[str, object]:
    parts = {what: points / THOUSAND for what, points in row.urgency.parts}
    return {
        **row._asdict(),
        "group": row.group.value,
        "urgency": {"sum": row.urgency.points / THOUSAND, "parts": parts},
    }


def add_to(app: typer.Typer) -> None:
    """Give the program the command that explains the filter."""
    app.command("filters")(filters)
