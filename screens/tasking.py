"""Acts on the task under the cursor: done, done again, cancelled, given to another; each can be taken back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from data import desk
from data.types.errors import CasetuiError, Conflict, StoreTrouble
from data.types.staff import Assignee
from data.types.tasks import TaskEdit, TaskStatus
from screens.acting import UndoingScreen
from screens.standing import briefly
from widgets.case_tasks import performers_of
from widgets.going import Outgoing
from widgets.tables import key_of

if TYPE_CHECKING:
    from typing import Any
    from uuid import UUID

    from data.types.drafts import Draft
    from data.types.records import Saved
    from data.types.tasks import Task
    from data.types.workload import Load
    from screens.seat import Seat
    from widgets.row_list import RowList

OF_TASK = ("change_task", "done_task", "cancel_task", "assign_task")
"""Acts that need a task under the cursor."""


class TaskingScreen(UndoingScreen):
    """A list of tasks."""

    list: RowList

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat)
        self.tasks: tuple[Task, ...] = ()
        self.load: dict[str, Load] = {}
        self._mine: dict[UUID, TaskEdit] = {}
        """Changes of one key that are on their way."""

    def task_here(self) -> Task | None:
        """The task under the cursor."""
        return next((task for task in self.tasks if key_of("task", task.id) == self.list.key), None)

    @property
    def member_in_view(self) -> UUID | None:
        """F3 from here is about the member of the case."""
        task = self.task_here()
        return task.member_id if task else None

    def owner_id(self) -> UUID | None:
        """Who holds the case of the task, as far as it is known here."""
        task = self.task_here()
        return task.officer_id if task and task.follows_owner else None

    def why_not(self, act_id: str) -> str:
        """What a task is decides what can be done with it."""
        task = self.task_here()
        if act_id in OF_TASK:
            if task is None:
                return "Put the cursor on a task."
            if not task.case_open:
                return f"{task.case_number} is closed; it is opened again on its own screen."
            if act_id == "cancel_task" and not task.is_open:
                return f"The task is {task.status} already; Space opens it again."
            if act_id == "assign_task" and not task.is_open:
                return f"The task is {task.status}; Space opens it again."
        if act_id == "copy_number":
            return "" if task else "The cursor stands on no task."
        return super().why_not(act_id)

    # Acts

    def do_done_task(self) -> None:
        """Space: done; what is done or cancelled is open again."""
        task = self.task_here()
        if task is not None:
            self.put_task(task, status=TaskStatus.DONE if task.is_open else TaskStatus.OPEN, cancel_reason="")

    def do_cancel_task(self) -> None:
        """x: it need not be done; asks why."""
        task = self.task_here()
        if task is not None:
            self.ask_text(
                "Why it need not be done",
                lambda why: self.put_task(task, status=TaskStatus.CANCELLED, cancel_reason=why),
            )

    def do_assign_task(self) -> None:
        """a: to somebody who may do it, with how many open cases she holds."""
        task, choices = self.task_here(), self.seat.choices
        if task is None or choices is None:
            return
        options = performers_of(choices, self.load, task.performers, self.owner_id(), self.seat.today())
        held = task.assignee
        self.ask_choice(
            "Who does it",
            options,
            lambda keys: self.put_task(task, who=Assignee.of(keys[0]) if keys else None),
            values=[held.key] if held else [],
            empty=True,
        )

    def do_copy_number(self) -> None:
        """y: the number of its case."""
        task = self.task_here()
        if task is not None:
            self.app.copy_to_clipboard(task.case_number)
            self.say(f"{task.case_number} copied.")

    # Sending

    def put_task(self, task: Task, **values: Any) -> None:
        """Give fields of a task new values; kept here until the store has them."""
        at = self.seat.desk
        if at is None:
            return
        edit = desk.tasks.begin(at, task)
        edit.now = replace(edit.now, **values)
        if edit.is_blank():
            self.say("Nothing has changed.")
            return
        try:
            self.seat.drafts.wait(edit)
        except CasetuiError as error:
            self.say(error.sentence, "late")
            return
        self._mine[edit.id] = edit
        self.say("saving …", "quiet")
        self.post_message(Outgoing())

    def sent(self, draft: Draft, saved: Saved) -> None:
        """It has arrived: read what stands now."""
        super().sent(draft, saved)
        edit = draft.form
        if not isinstance(edit, TaskEdit):
            return
        self.desk_opened()
        if self._mine.pop(draft.id, None) is None:
            return
        said = task_said(edit)
        self.say(
            f"{saved.number}: it was {said} already."
            if saved.already
            else f"{saved.number}: {said}. u takes it back."
        )

    def held(self, draft: Draft, error: CasetuiError) -> None:
        """Down: it waits. Refused: it is forgotten, and what stands now is read."""
        super().held(draft, error)
        if draft.id not in self._mine:
            return
        waits = isinstance(error, StoreTrouble)
        self.say(briefly(error) if waits else error.sentence, "late")
        if not waits:
            self._mine.pop(draft.id)
            self.seat.drafts.discard(draft.id)
            if isinstance(error, Conflict):
                self.say(f"Someone changed {error.detail} too; it stands as they left it.", "late")
            self.desk_opened()


def task_said(edit: TaskEdit) -> str:
    """What a change did: "done", "cancelled", "open again", "given", "changed"."""
    was, now = edit.was, edit.now
    if edit.task_id is None:
        return "task added"
    if was.status != now.status:
        return "open again" if now.status == TaskStatus.OPEN else str(now.status)
    return "given" if was.who != now.who else "changed"
