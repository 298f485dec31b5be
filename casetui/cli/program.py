"""The command line as a whole: its nouns, its two global options, and what becomes of an error."""

import sys
from collections.abc import Callable
from functools import cache
from typing import Annotated, Protocol, runtime_checkable

import typer

from casetui.cli import (
    asked,
    bulk,
    call_log,
    calls,
    case_appointments,
    case_checklists,
    case_edits,
    case_notes,
    case_tasks,
    cases,
    config,
    contacts,
    creating,
    db_keep,
    deadlines,
    demo,
    details,
    doctor,
    documents,
    drafts,
    editing,
    emails,
    exchanging,
    filtering,
    good,
    handover,
    held,
    inbox,
    interactions,
    keys,
    leaving,
    logins,
    members,
    messages,
    outlines,
    passwords,
    prompts,
    reports,
    reports_due,
    routines,
    setup,
    snippets,
    staff,
    targets,
    tasks,
    ticking,
    tour,
    undoing,
    views,
    who,
    workload,
)
from casetui.cli.contents import Whole
from casetui.cli.misuse import Misuse
from casetui.cli.opening import Given
from casetui.cli.output import Form, json_by_default, print_as
from data.local.home import home
from data.local.log import log_error, start_log
from data.local.settings import Settings
from data.types.errors import BadInput, CasetuiError, Incomplete

app = typer.Typer(
    cls=Whole,
    name="casetui",
    help="Member service from the keyboard. Without a command the program opens.",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    no_args_is_help=True,
)
members.many.command("add")(contacts.add)
exchanging.add_to(members.many)
details.onto(members.one)
app.add_typer(members.many, name="members")
app.add_typer(members.one, name="member")
exchanging.add_activities_to(interactions.many)
app.add_typer(interactions.many, name="interactions")
editing.add_to(interactions.one)
good.add_to(interactions.one)
handover.add_to(interactions.one, "interaction")
app.add_typer(interactions.one, name="interaction")
creating.add_to(cases.many)
app.add_typer(cases.many, name="cases")
bulk.add_to(app)
filtering.add_to(app)
case_edits.add_to(cases.one)
case_notes.add_to(cases.one)
handover.add_to(cases.one, "case")
good.add_to_case(cases.one)
held.add_to(cases.one)
targets.add_to(cases.one)
case_tasks.add_to(cases.one)
case_checklists.add_to(cases.one)
messages.add_to(cases.one)
case_appointments.add_to(cases.one)
app.add_typer(cases.one, name="case")
deadlines.add_to(cases.one)
app.command("attach")(documents.attach)
app.command("documents")(documents.listing)
app.add_typer(documents.one, name="document")
app.command("deadlines")(deadlines.deadlines)
app.add_typer(deadlines.one, name="deadline")
app.add_typer(tasks.many, name="tasks")
app.add_typer(case_notes.many, name="notes")
app.add_typer(emails.many, name="email")
app.add_typer(views.many, name="views")
app.command("messages")(messages.messages)
app.command("workload")(workload.workload)
app.command("who")(who.who)
app.command("call")(calls.call)
app.command("calls")(call_log.calls)
app.command("open")(asked.open_)
logins.add_to(staff.many)
leaving.add_to(staff.many)
app.add_typer(staff.many, name="staff")
app.add_typer(drafts.many, name="drafts")
app.add_typer(keys.many, name="keys")
app.command("tour")(tour.tour)
app.command("snippets")(snippets.snippets)
app.command("outlines")(outlines.outlines)
app.add_typer(prompts.many, name="prompts")
app.add_typer(reports.many, name="report")
reports_due.add_to(reports.many)
app.add_typer(inbox.inbox, name="inbox")
app.add_typer(inbox.out, name="outbox")
app.command("undo")(undoing.undo)
workload.add_to(reports.many)
app.command("tick")(ticking.tick)
app.add_typer(routines.many, name="routines")
app.add_typer(routines.one, name="routine")
app.command("doctor")(doctor.doctor)
app.command("setup")(setup.setup)
app.command("password")(passwords.password)
db_keep.add_to(setup.db)
app.add_typer(setup.db, name="db")
app.add_typer(config.many, name="config")
app.command("demo")(demo.demo)


@app.callback()
def options(
    ctx: typer.Context,
    database: Annotated[
        str, typer.Option(metavar="URL", help="Database to use instead of the settings'.")
    ] = "",
    officer: Annotated[str, typer.Option(metavar="LOGIN", help="Officer instead of the settings'.")] = "",
    as_csv: Annotated[
        bool, typer.Option("--csv", help="What --json would print, as rows for a spreadsheet.")
    ] = False,
    quiet: Annotated[
        bool, typer.Option("--quiet", help="Of what --json would print only the numbers, a line each.")
    ] = False,
) -> None:
    """Options of every command."""
    ctx.obj = Given(database, officer)
    if as_csv and quiet:
        raise Misuse("give --csv or --quiet")
    print_as(Form.CSV if as_csv else Form.QUIET if quiet else Form.JSON)
    if as_csv or quiet:
        ctx.default_map = json_by_default(ctx.command)


@runtime_checkable
class Usage(Protocol):
    """An error of the option parser: a word that is no command, an option that is none."""

    exit_code: int

    def format_message(self) -> str:
        """What is wrong, in words."""


@cache
def parser() -> Callable[..., object]:
    """What reads the words of a command: all of them, made once in a process."""
    return typer.main.get_command(app)


def run(argv: list[str]) -> int:
    """Run one command; returns the exit code, and prints an error as one sentence."""
    return run_for(argv)[1]


def run_for(argv: list[str]) -> tuple[Settings | None, int]:
    """Run one command; returns also the settings that `demo` prepares."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal or pipe that cannot show a letter gets a question mark, not a crash.
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    start_log(home().log)
    try:
        answer = parser()(argv, prog_name="casetui", standalone_mode=False)
    except CasetuiError as error:
        return None, _told(error.sentence, 2 if isinstance(error, BadInput | Incomplete) else 1)
    except BrokenPipeError:
        # Whoever read our output has seen enough.
        sys.stderr.close()
        return None, 1
    except (KeyboardInterrupt, typer.Abort):
        return None, _told("Stopped.", 130)
    except Exception as error:  # noqa: BLE001 - told below, and logged: never a stack trace
        if isinstance(error, Usage):
            return None, _told(f"{error.format_message()} Try `casetui --help`.", 2)
        log_error("a command", error)
        return None, _told(
            f"Something failed that should not ({type(error).__name__}); the log says where.", 1
        )
    if isinstance(answer, Settings):
        return answer, 0
    return None, answer if isinstance(answer, int) else 0


def _told(sentence: str, code: int) -> int:
    from data.rules.clean import clean_line

    sys.stderr.write(clean_line(sentence) + "\n")
    return code
