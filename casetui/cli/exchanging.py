"""`casetui members import`, `members export`, `members asked` (domain E1)."""

import csv
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from casetui.cli import choosing
from casetui.cli.members import Json
from casetui.cli.misuse import Misuse
from casetui.cli.opening import Given
from casetui.cli.output import say, say_json, say_json_each, say_pairs, say_table
from casetui.cli.progress import Told, bar
from data.rules.written_days import Written
from data.types.intake import Imported


class Region(StrEnum):
    """Countries whose telephones come without a prefix."""

    AU = "AU"
    NZ = "NZ"


def add_to(app: typer.Typer) -> None:
    """The commands of this module."""
    app.command("import")(import_)
    app.command("export")(export)
    app.command("asked")(asked)


def add_activities_to(app: typer.Typer) -> None:
    """What is written back of the contacts."""
    app.command("export")(activities)


def import_(
    ctx: typer.Context,
    file: Annotated[
        Path, typer.Argument(metavar="FILE.csv", help="Members, as the membership system exports them.")
    ],
    jobs: Annotated[Path | None, typer.Option(metavar="JOBS.csv", help="Their jobs, one a row.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Count, and write nothing.")] = False,
    mapping: Annotated[
        Path | None,
        typer.Option(metavar="FILE.toml", help="Headings of this file, instead of the usual ones."),
    ] = None,
    dates: Annotated[
        Written | None, typer.Option(help="Order of the days, where the file does not tell.")
    ] = None,
    region: Annotated[Region | None, typer.Option(help="Country of telephones without a prefix.")] = None,
    json: Json = False,
) -> None:
    """Take in a file of members: add who is new, change what changed, flag who is missing, delete nobody."""
    from data.steward.members_in import Given as What
    from data.steward.members_in import import_members

    given: Given = ctx.obj
    what = What(file, jobs, mapping, dates, region.value if region else "", dry_run)
    with given.desk() as desk:
        try:
            with (
                bar("Comparing" if dry_run else "Importing", rate=True, first="Looking through") as progress,
                _stoppable(progress) as told,
            ):
                result = import_members(desk, what, told)
        except KeyboardInterrupt:
            sys.stderr.write(
                "Stopped. What was written is whole; the same command again goes on where it stopped.\n"
            )
            raise typer.Exit(130) from None
    if json:
        say_json(result)
    else:
        _say(result)


@contextmanager
def _stoppable(progress: Told | None) -> Iterator[Told]:
    """Ctrl+c stops between two batches: in the middle of one the driver would take it for a failure.

    A second one stops at once.
    """
    asked = False

    def stop(_signal: int, _frame: object) -> None:
        nonlocal asked
        if asked:
            raise KeyboardInterrupt
        asked = True

    def told(done: int, total: int) -> None:
        if progress is not None:
            progress(done, total)
        if asked:
            raise KeyboardInterrupt

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield told
    finally:
        signal.signal(signal.SIGINT, before)


def _say(result: Imported) -> None:
    counts = ("rows", "new", "updated", "unchanged", "erased", "rejected", "missing", "asked")
    say_pairs([(name.title(), f"{getattr(result, name):,}") for name in counts])
    days = ", ".join(f"{heading} {order}" for heading, order in result.dates.items())
    say(f"Read as {result.encoding}, {result.separator}" + (f"; days: {days}." if days else "."))
    if result.unused:
        say(f"Not used: {', '.join(result.unused)}.")
    if result.rejects_file:
        say(
            f"Which rows were rejected, and why, is in {result.rejects_file}, beside the file; they changed nothing."
        )
    if result.missing:
        say("Missing are members on record whom the file lacks: they are flagged, and nobody is deleted.")
    if result.asked:
        say("Asked are values that were changed both here and there: `casetui members asked` lists them.")
    if result.dry_run:
        say("Nothing was written: this was a dry run.")


def export(
    ctx: typer.Context,
    as_csv: Annotated[
        bool, typer.Option("--csv", help="A row a member; this is what happens without it too.")
    ] = False,
    json: Json = False,
) -> None:
    """Write out every member: CSV that can be imported again, or JSON with all telephones and jobs."""
    from data.steward.members_out import member_rows, member_values

    if as_csv and json:
        raise Misuse("give --csv or --json")
    given: Given = ctx.obj
    with given.desk() as desk:
        if json:
            say_json_each(member_values(desk))
        else:
            csv.writer(sys.stdout, lineterminator="\n").writerows(member_rows(desk))


def activities(
    ctx: typer.Context,
    since: Annotated[
        str, typer.Option(metavar="DAY", help="From this day on: 1/11, 2026-11-01, -30d. Without it all.")
    ] = "",
    until: Annotated[str, typer.Option(metavar="DAY", help="Up to this day. Without it today.")] = "",
    confidential: Annotated[
        bool, typer.Option("--confidential", help="Notes of confidential cases too, those you may see.")
    ] = False,
    json: Json = False,
) -> None:
    """Write out contacts and notes of cases as activities that the membership system takes: CSV, or JSON."""
    from data.steward import activities_out

    given: Given = ctx.obj
    with given.desk() as desk:
        days = choosing.past_day(desk, since), choosing.past_day(desk, until)
        found = activities_out.activities(desk, *days, confidential=confidential)
        if json:
            say_json_each(found)
        else:
            rows = activities_out.activity_rows(desk, found)
            csv.writer(sys.stdout, lineterminator="\n").writerows(rows)


def asked(
    ctx: typer.Context,
    limit: Annotated[int, typer.Option(min=1, max=5000, help="How many at most.")] = 200,
    json: Json = False,
) -> None:
    """List what was changed both here and by the membership system: the value written here stands."""
    from data.desk import asking

    given: Given = ctx.obj
    with given.desk() as desk:
        found = asking.waiting(desk, limit)
        if json:
            say_json(found)
            return
        say_table((one.number, one.name, one.what, one.ours, "they say", one.theirs) for one in found)
        if not found:
            say("Nothing is asked.")
