"""`casetui case C-… checklist`: what the case types ask before a case is closed."""

from typing import Annotated

import typer

from casetui.cli import choosing
from casetui.cli.case_edits import case_of
from casetui.cli.grouping import showing
from casetui.cli.members import Json
from casetui.cli.opening import Given
from casetui.cli.output import say, say_json, say_table
from data.desk import cases, checklists, tasks
from data.types.tasks import CheckItem

checklist = showing("The checklist of a case.")

Line = Annotated[
    str, typer.Argument(metavar="LINE", help="Its number in the list, or the beginning of its text.")
]


@checklist.callback()
def checklist_of(ctx: typer.Context, json: Json = False) -> None:
    """The checklist of the case: what its types ask before it is closed."""
    if ctx.invoked_subcommand is not None:
        return
    given: Given = ctx.obj
    with given.desk() as desk:
        items = tasks.of_case(desk, case_of(desk, given.record).id).items
        if json:
            say_json(items)
            return
        say_table((str(at), *_checked(item)) for at, item in enumerate(items, 1))
        if not items:
            say("The case types of this case have no checklist.")


@checklist.command("tick")
def tick(ctx: typer.Context, line: Line, json: Json = False) -> None:
    """Tick a line."""
    _tick(ctx.obj, line, True, json=json)


@checklist.command("untick")
def untick(ctx: typer.Context, line: Line, json: Json = False) -> None:
    """Take the tick away."""
    _tick(ctx.obj, line, False, json=json)


@checklist.command("link")
def link(
    ctx: typer.Context,
    line: Line,
    other: Annotated[str, typer.Argument(metavar="C-NUMBER", help="The other case; none takes it away.")],
    json: Json = False,
) -> None:
    """Have a line name another case."""
    given: Given = ctx.obj
    with given.desk() as desk:
        case = case_of(desk, given.record)
        item = _item(tasks.of_case(desk, case.id).items, line)
        gone = other.strip().lower() == "none"
        other_id = None if gone else cases.by_reference(desk, choosing.reference(other, "case")).id
        saved = checklists.name_case(desk, case.id, item.id, other_id)
        if json:
            say_json(saved)
        else:
            say(f"{saved.number} {'was so already' if saved.already else 'changed'}.")


def add_to(noun: typer.Typer) -> None:
    """Give `case` its checklist."""
    noun.add_typer(checklist, name="checklist")


def _checked(item: CheckItem) -> tuple[str, str, str]:
    """A line of the checklist: mark, text, and who ticked it or what it names."""
    told = [item.by]
    if item.task and not item.ticked:
        told.append(f"waits for the task {item.task}")
    if item.other_number:
        told.append(f"{item.other_number}, still open" if item.other_open else item.other_number)
    return "[x]" if item.ticked else "[ ]", item.text, ", ".join(part for part in told if part)


def _tick(given: Given, line: str, on: bool, *, json: bool) -> None:
    with given.desk() as desk:
        case = case_of(desk, given.record)
        item = _item(tasks.of_case(desk, case.id).items, line)
        saved = checklists.tick(desk, case.id, item.id, on)
        if json:
            say_json(saved)
        else:
            say(f"{saved.number} {'was so already' if saved.already else 'changed'}.")


def _item(held: tuple[CheckItem, ...], which: str) -> CheckItem:
    return held[choosing.place(which, [one.text for one in held], "line of the checklist")]
