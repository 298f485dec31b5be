"""Cases to which everything happens that anybody can be told of, by the ways that officers have."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, insert, select, update
from uuid_utils.compat import uuid7

from data.desk import cases, details, holding, members, messages, targets, tasks
from data.desk.changing import begin, change
from data.desk.desk import Desk
from data.store.store import Store
from data.store.tables import CASE, CASE_TARGET, CASE_TYPE, EMAIL, GROUP_MEMBER, ROUTINE, STAFF_GROUP
from data.types.details import Deed, DetailEdit, Part
from data.types.messages import Way
from data.types.notices import Unsent
from data.types.staff import Assignee
from data.types.tasks import TaskStatus
from tests.builders import PEOPLE as LOGINS
from tests.builders import (
    a_case_form,
    a_member,
    an_interaction_form,
    assigned_also,
    change_case,
    sections,
    staff_id,
)
from tests.storage.test_messages import contact_about, written
from tests.storage.test_tasks import add
from tests.storage.test_tasks import change as change_task

HERS = "ada@example.org"
Cast = Mapping[str, str]
"""Who has which part: logins, apart by blanks."""
PEOPLE: Cast = {
    "holder": "jo.marsh",
    "group": "aisha.bello",
    "chief": "lena.vogt sam.ortiz",
    "doer": "sam.ortiz",
    "given": "sam.ortiz",
    "watcher": "sam.ortiz",
}
ALL_OF_IT: Cast = dict.fromkeys(PEOPLE, "lena.vogt")
"""One has every part."""
OFF = {"status": TaskStatus.CANCELLED, "cancel_reason": "settled by telephone"}


@dataclass(frozen=True, eq=False)
class Cell:
    """A case as it is, and as it is told of."""

    name: str
    cast: Cast = field(default_factory=lambda: PEOPLE)
    actor: str = "ravi.admin"
    role: str = "Industrial officer"
    """To which it goes for a while: the title of whoever is `group`."""
    claimed: bool = True
    hidden: bool = False
    """Before anybody is told only its staff may open it any more, and not basic access, which its staff has."""
    off: int | None = None
    """Of the events that have a switch by case type every second one is off, from this one on."""
    member: Mapping[str, Any] = field(default_factory=dict)
    address: str = HERS
    unsent: Unsent = Unsent.NO
    asked: bool = False
    """Whoever opens and closes it wants the mail that the office has asked for."""
    mails_only: bool = False
    """Nothing happens to it but what the member may get a mail of."""


class Life:
    """Of one case, in a case type of its own."""

    def __init__(self, cell: Cell, number: int, store: Store, desk_for: Callable[[str], Desk]) -> None:
        self.cell, self.type = cell, f"T{number}"
        self._store, self._desk_for = store, desk_for
        self._number = number
        self.id = uuid7()
        self.member = a_member(store, email=cell.address, **cell.member)
        with store.loading("test") as connection:
            if not cell.address:
                connection.execute(delete(EMAIL).where(EMAIL.c.member_id == self.member))
            groups = {"managers": "group", "escalation": "chief"}
            like = connection.execute(select(CASE_TYPE).where(CASE_TYPE.c.key == "ROS")).one()._asdict()
            named = {name: f"{part} {self.type}" for name, part in groups.items()}
            connection.execute(
                insert(CASE_TYPE).values({**like, "key": self.type, "label": cell.name, **named})
            )
            for name, part in groups.items():
                group = {"id": uuid7(), "name": named[name], "position": 0, "archived": False}
                connection.execute(insert(STAFF_GROUP).values(group))
                for login in cell.cast[part].split():
                    held = {"group_id": group["id"], "officer_id": staff_id(login)}
                    connection.execute(insert(GROUP_MEMBER).values(held))
            connection.execute(insert(ROUTINE).values(self._routine()))

    @property
    def desk(self) -> Desk:
        """Of whoever does it all."""
        return self._desk_for(self.cell.actor)

    def _routine(self) -> dict[str, Any]:
        return {
            "id": uuid7(),
            "name": self.type,
            "trigger": "escalated",
            "condition": "",
            "case_types": self.type,
            "actions": f"notice {self.cell.cast['given']}",
            "position": self._number,
            "switched_on": True,
            "archived": False,
        }

    def begins(self) -> None:
        """Everything that officers do."""
        form = a_case_form(self.member, case_types=[self.type], assignees=[], follow_up_on=None)
        form.id, form.mail_contact = self.id, self.cell.asked
        cases.create(self.desk, form)
        self._appointment()
        self._phone()
        if self.cell.mails_only:
            return
        holding.watch(self._desk_for(self.cell.cast["watcher"]), self.id)
        for held in ([self._one("given")], [Assignee(role=self.cell.role)], []):
            self._put(assignees=held)
        if self.cell.claimed:
            assigned_also(self.desk, self.id, officer_id=staff_id(self.cell.cast["holder"]))
        targets.escalate(self.desk, self.id, "The employer will not meet.")
        self._put(priority=1)
        self._tasks()
        self._contact()

    def _one(self, part: str) -> Assignee:
        return Assignee(officer_id=staff_id(self.cell.cast[part]))

    def _put(self, **values: Any) -> None:
        change_case(self.desk, cases.read(self.desk, self.id), **values)

    def _appointment(self) -> None:
        case, at = cases.read(self.desk, self.id), self.desk.clock() + timedelta(days=2)
        meeting = add(self.desk, case, "Meeting", starts_at=at, minutes=45, place="Depot")
        change_task(self.desk, meeting, starts_at=at + timedelta(hours=1))
        change_task(self.desk, self._task("Meeting"), **OFF)

    def _tasks(self) -> None:
        case, doer = cases.read(self.desk, self.id), self._one("doer")
        change_task(self.desk, add(self.desk, case, "Letter", who=doer), **OFF)
        change_task(self.desk, add(self.desk, case, "Roster", who=doer), status=TaskStatus.DONE)

    def _task(self, title: str) -> Any:
        return next(one for one in tasks.of_case(self.desk, self.id).tasks if one.title == title)

    def _phone(self) -> None:
        version = members.card(self.desk, self.member).version
        phone = {"shown": "(03) 5550 3300", "kind": "home"}
        details.change(
            self.desk, DetailEdit(uuid7(), self.member, "", version, Part.PHONE, Deed.ADD, values=phone)
        )

    def _contact(self) -> None:
        name = LOGINS[self.cell.cast["given"]][0]
        note = an_interaction_form(
            None,
            case_types=[],
            outcome="",
            interaction_type="Internal referral",
            sections=sections(issue=f"@{name}, see this."),
        )
        cases.add_note(self.desk, self.id, note)
        contact_about(self.desk, self.id, "Phone – inbound")
        self._asked_her(7)
        contact_about(self.desk, self.id, "Email – inbound")

    def _asked_her(self, days: int) -> None:
        messages.send(self.desk, written(self.desk, self.id, way=Way.MAIL, reply_days=days))

    def waits(self) -> None:
        """What the clock is to find within the next days."""
        if self.cell.mails_only:
            return
        today = self.desk.today()
        add(self.desk, cases.read(self.desk, self.id), "Ring HR", who=self._one("doer"),
            remind_on=today + timedelta(days=2), due_on=today + timedelta(days=3))  # fmt: skip
        self._asked_her(2)
        due = self.desk.clock() + timedelta(days=5)
        with self._store.loading("test") as connection:
            one = CASE_TARGET.c.case_id == self.id
            connection.execute(update(CASE_TARGET).where(one).values(due_at=due, due_on=due.date()))

    def hides(self) -> None:
        """Nobody whom it concerns may open it any more."""
        if self.cell.hidden:
            with self._store.loading("test") as connection:
                connection.execute(
                    update(CASE).where(CASE.c.id == self.id).values(confidential=True, scope=2)
                )

    def ends(self) -> None:
        """It is closed."""
        edit = begin(cases.read(self.desk, self.id), uuid7())
        now = replace(edit.now, status="Closed", close_reason="resolved")
        change(self.desk, replace(edit, now=now, anyway=True, reason="Done", mail_contact=self.cell.asked))
