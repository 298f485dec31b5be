"""The tasks of a case in their order, and its checklist (features A3.23, A4.26 to A4.30, B13)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from data import desk
from data.rules.days import say_day
from data.rules.reference import read_reference
from data.rules.tasks import progress_said
from data.types.tasks import CaseTasks, CheckItem
from screens.one_list import ListScreen
from screens.tasking import OF_TASK, TaskingScreen
from widgets.actions import key_said
from widgets.case_summary import case_head
from widgets.case_tasks import CASE_TASKS, item_lines, task_lines, task_rows
from widgets.choice import Option
from widgets.going import FROM_ACTIONS, Go, WriteFile
from widgets.row_list import RowList
from widgets.tables import key_of

if TYPE_CHECKING:
    from data.desk.desk import Desk
    from data.types.messages import MessageForm
    from data.types.records import CaseRecord, Saved
    from data.types.stop import Stop
    from data.types.tasks import Task, TaskEdit
    from data.types.workload import Load
    from screens.seat import Seat
    from widgets.lines import Line

OF_CASE = ("new_task", "tasks_from_actions", "task_up", "task_down", "name_case")
"""Acts that need the case, and change it."""
OF_APPOINTMENT = ("appointment_file", "tell_appointment")
"""And those on an appointment, which change nothing."""
OWN = "own"
"""Key of the answer that is no kind of task."""


class CaseTasksScreen(ListScreen, TaskingScreen):
    """The tasks of one case."""

    place: ClassVar[str] = "case_tasks"
    reads_again: ClassVar[bool] = True
    follows: ClassVar[str] = "record"

    def __init__(self, seat: Seat, case_id: UUID, asks: str = "") -> None:
        """`asks`: what is asked as soon as the case is read."""
        super().__init__(seat)
        self.case_id = case_id
        self._asks = asks
        self.case: CaseRecord | None = None
        self.all: CaseTasks = CaseTasks((), (), (), free=True)
        self.list = RowList(CASE_TASKS, strong="task", empty="reading …", id="tasks", letters=self.place)

    def head(self) -> tuple[Line, Line]:
        """Which case, and how far it is."""
        if self.case is None:
            return [("Tasks", "strong")], self.clock_line()
        case = self.case
        left = case_head("Tasks", case)
        if self.tasks:
            left.append((f"  {progress_said(self.tasks)}", "quiet"))
        return left, self.clock_line()

    def _side_lines(self, width: int, height: int) -> list[Line]:
        task, item = self.task_here(), self.item()
        if task is not None:
            return task_lines(task, self.seat.zone, self.seat.today(), width)
        return item_lines(item, width) if item is not None else []

    def item(self) -> CheckItem | None:
        """The line of the checklist under the cursor."""
        return next((item for item in self.all.items if key_of("item", item.id) == self.list.key), None)

    def desk_opened(self) -> None:
        """Read the case and its tasks, and who holds how much."""

        def ask(at: Desk, stop: Stop) -> tuple[CaseRecord, CaseTasks]:
            return desk.cases.read(at, self.case_id, stop), desk.tasks.of_case(at, self.case_id, stop)

        self.read(ask, lambda answer: self._show(*answer), "case")
        self.read(lambda at, stop: desk.queue.load(at, stop), self._show_load, "load")

    def _show_load(self, load: dict[str, Load]) -> None:
        self.load = load

    def _show(self, case: CaseRecord, held: CaseTasks) -> None:
        self.case, self.all, self.tasks = case, held, held.tasks
        self._fill()
        self.remake("side")
        self.remake("head", "keys", "status")
        asks, self._asks = self._asks, ""
        if asks == FROM_ACTIONS:
            self.call_later(self.action_act, "tasks_from_actions")

    def _fill(self) -> None:
        rows = task_rows(self.all, self.seat.zone, self.seat.today(), airy=not self.low)
        self.list.show(rows, empty=self._empty())

    def _empty(self) -> str:
        if self.case is not None and self.case.closed_at is not None:
            return "This case had no tasks."
        more = (
            f", {key_said('tasks_from_actions')} takes them from what was agreed" if self.all.proposed else ""
        )
        return f"No tasks yet: the steps of a case, who does what by when. {key_said('new_task')} adds one{more}."

    def resting(self) -> Line:
        """What was agreed and is no task yet."""
        count = len(self.all.proposed)
        if count and self.seat.problem is None and self.case is not None and self.case.closed_at is None:
            said = "line was agreed that is no task" if count == 1 else "lines were agreed that are no tasks"
            return [(f"{count} {said} yet: {key_said('tasks_from_actions')}", "quiet")]
        return super().resting()

    def on_resize(self) -> None:
        """Empty lines only where there is room."""
        if self.case is not None:
            self._fill()

    def on_row_list_opened(self, event: RowList.Opened) -> None:
        """Enter on a row: a task is changed, a line of the checklist ticked."""
        self.call_later(self.action_act, "done_task" if self.item() is not None else "change_task")

    @property
    def member_in_view(self) -> UUID | None:
        """F3 from here is about the same member."""
        return self.case.member_id if self.case else None

    def owner_id(self) -> UUID | None:
        """Who holds the case."""
        held = self.case.assignees[0] if self.case and self.case.assignees else None
        return held.officer_id if held else None

    def why_not(self, act_id: str) -> str:
        """Nothing can be done before it is read, nor with a closed case."""
        if act_id not in (*OF_CASE, *OF_TASK, *OF_APPOINTMENT, "open_member"):
            return super().why_not(act_id)
        case = self.case
        if case is None:
            return "The case is still being read."
        if act_id == "open_member":
            return ""
        if case.closed_at is not None and act_id not in OF_APPOINTMENT:
            return f"{case.number} is closed; it is opened again on its own screen (Esc)."
        if act_id == "done_task" and self.item() is not None:
            return ""
        if act_id == "new_task" and not self.all.types and not self.all.free:
            return f"No tasks are set up for the case types of {case.number}."
        if act_id == "tasks_from_actions" and not self.all.proposed:
            return "Nothing was agreed that is not a task yet."
        if act_id in ("appointment_file", "tell_appointment"):
            task = self.task_here()
            return (
                ""
                if task and task.starts_at
                else "Put the cursor on an appointment: a task with a time of day."
            )
        if act_id == "name_case" and self.item() is None:
            return "Put the cursor on a line of the checklist."
        if act_id in ("task_up", "task_down") and self.task_here() is None:
            return "Put the cursor on a task."
        return super().why_not(act_id)

    # Acts

    def do_new_task(self) -> None:
        """n: of a kind of the case type, or one's own."""
        if not self.all.types:
            self._begin(OWN)
            return
        options = [Option(str(kind.id), kind.label) for kind in self.all.types]
        if self.all.free:
            options.insert(0, Option(OWN, "a task of its own"))
        self.ask_choice("Which task", options, lambda keys: self._begin(keys[0]))

    def _begin(self, key: str) -> None:
        case = self.case
        if case is None:
            return
        kind = next((one for one in self.all.types if str(one.id) == key), None)
        self.read(lambda at, stop: desk.tasks.begin_new(at, case, kind), self._write, "new")

    def _write(self, edit: TaskEdit) -> None:
        self.post_message(Go("task", form=edit))

    @property
    def undo_about(self) -> UUID | None:
        """u: what was done on this case."""
        return self.case_id

    def do_change_task(self) -> None:
        """Enter: every field of it."""
        task, at = self.task_here(), self.seat.desk
        if task is not None and at is not None:
            self.post_message(Go("task", form=desk.tasks.begin(at, task)))

    def do_appointment_file(self) -> None:
        """i: the appointment as a calendar file; the member's name stays out of it."""
        task, at = self.task_here(), self.seat.desk
        if task is None or at is None:
            return

        def ready(data: bytes) -> None:
            def chosen(name: str) -> None:
                self.post_message(WriteFile(name, data.decode(), "The appointment"))

            self.ask_text("Write it to", chosen, text=f"{task.case_number}-appointment.ics")

        self.read(lambda at, stop: desk.appointments.as_entry(at, task), ready, "file")

    def do_tell_appointment(self) -> None:
        """M: a message to the member, with when, where and with whom."""
        task = self.task_here()
        if task is None:
            return

        def ready(form: MessageForm) -> None:
            self.post_message(Go("message", form=form))

        self.read(lambda at, stop: desk.appointments.message(at, task, stop), ready, "message")

    def do_done_task(self) -> None:
        """Space: a task done or open again, a line of the checklist ticked or not."""
        item = self.item()
        if item is None:
            super().do_done_task()
            return
        case_id, on = self.case_id, not item.ticked
        self._do(
            lambda at: desk.checklists.tick(at, case_id, item.id, on),
            lambda saved: self.say(f"{saved.number}: {'ticked' if on else 'not ticked any more'}."),
        )

    def do_task_up(self) -> None:
        """K: one place up."""
        self._move(-1)

    def do_task_down(self) -> None:
        """J: one place down."""
        self._move(1)

    def _move(self, step: int) -> None:
        task = self.task_here()
        if task is not None:
            self._do(lambda at: desk.tasks.move(at, task.id, step), self._moved)

    def _moved(self, saved: Saved) -> None:
        self.say("It stands at the end already." if saved.already else "Moved.")

    def do_tasks_from_actions(self) -> None:
        """m: what was agreed becomes tasks; all are taken unless some are taken away."""
        today = self.seat.today()
        options = [
            Option(str(one.id), one.title, ", ".join(
                part for part in (one.said, say_day(one.due_on, today) if one.due_on else "") if part
            ))
            for one in self.all.proposed
        ]  # fmt: skip
        self.ask_choice(
            "Make tasks of", options, self._take, values=[option.key for option in options], several=True
        )

    def _take(self, keys: tuple[str, ...]) -> None:
        case_id = self.case_id

        def told(made: tuple[Task, ...]) -> None:
            self.say(f"{len(made)} task{'' if len(made) == 1 else 's'} made.")

        self._do(lambda at: desk.proposing.take(at, case_id, [UUID(key) for key in keys]), told)

    def do_name_case(self) -> None:
        """c: another case that the line is about; empty takes it away."""
        item = self.item()
        if item is not None:
            self.ask_text(
                "Another case, C-…",
                lambda text: self._name_it(item, text),
                text=item.other_number,
                empty=True,
            )

    def _name_it(self, item: CheckItem, text: str) -> None:
        found = read_reference(text) if text else None
        if text and (found is None or found[0] != "case"):
            self.say(f"“{text}” is no case; an example is C-10482.", "late")
            return
        case_id = self.case_id

        def act(at: Desk) -> Saved:
            other = desk.cases.by_reference(at, found[1]).id if found else None
            return desk.checklists.name_case(at, case_id, item.id, other)

        self._do(act, lambda saved: self.say(f"{saved.number}: saved."))

    def do_open_member(self) -> None:
        """To the member."""
        if self.case is not None:
            self.post_message(Go("member", self.case.member_id))
