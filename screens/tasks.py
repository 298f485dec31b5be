"""My tasks across cases, by their day (features A3.23, A4.30)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from data import desk
from data.types.tasks import Sought
from screens.one_list import ListScreen
from screens.tasking import TaskingScreen
from widgets.actions import key_said
from widgets.case_tasks import MY_TASKS, my_task_rows, task_lines
from widgets.going import Go
from widgets.row_list import RowList

if TYPE_CHECKING:
    from data.types.tasks import Task
    from data.types.workload import Load
    from screens.seat import Seat
    from widgets.lines import Line


class TasksScreen(ListScreen, TaskingScreen):
    """What is to do: the officer's own, and her team's that nobody took; or everybody's."""

    place: ClassVar[str] = "tasks"
    reads_again: ClassVar[bool] = True
    follows: ClassVar[str] = "list"

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat)
        self.sought = Sought()
        self.list = RowList(MY_TASKS, strong="task", empty="reading …", id="tasks", letters=self.place)

    def head(self) -> tuple[Line, Line]:
        """Whose they are."""
        whose = "   yours, and your team's that nobody took" if self.sought.mine else "   everybody's"
        return [("Tasks", "strong"), (whose, "quiet")], self.clock_line()

    def _side_lines(self, width: int, height: int) -> list[Line]:
        task = self.task_here()
        return task_lines(task, self.seat.zone, self.seat.today(), width) if task is not None else []

    def desk_opened(self) -> None:
        """Read them, and who holds how much."""
        sought = self.sought
        self.read(lambda at, stop: desk.tasks.listing(at, sought, stop), self._show, "tasks")
        self.read(lambda at, stop: desk.queue.load(at, stop), self._show_load, "load")

    def _show_load(self, load: dict[str, Load]) -> None:
        self.load = load

    def _show(self, tasks: tuple[Task, ...]) -> None:
        self.tasks = tasks
        whose = "Nothing is to do here." if self.sought.mine else "Nobody has an open task."
        self.list.show(
            my_task_rows(tasks, self.seat.today()),
            empty=f"{whose} A case holds its own ({key_said('case_tasks')} there).",
        )
        self.remake("side")
        self.remake("head", "keys")

    def on_row_list_opened(self, event: RowList.Opened) -> None:
        """Enter: the tasks of its case."""
        task = self.task_here()
        if task is not None:
            self.post_message(Go("case_tasks", task.case_id))

    def do_everybody(self) -> None:
        """v: everybody's, or one's own again."""
        self.sought = self.sought._replace(mine=not self.sought.mine)
        self.desk_opened()
