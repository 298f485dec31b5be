"""What an officer holds is handed over with a preview, and given back (features B29, A5.02)."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from data.desk import cases, follow_ups, interactions, leave, staff, tasks, workload
from data.desk.desk import Desk
from data.store.store import Store
from data.store.tables import ACT
from data.types.errors import BadInput, Incomplete, NotAllowed, NotFound
from data.types.leave import Spread
from data.types.staff import Assignee
from data.types.tasks import Sought
from tests.builders import TODAY, Clock, a_case, a_member, an_interaction_form, assigned_also, staff_id

DeskFor = Callable[[str], Desk]
KIM, SAM, LENA, JO = (staff_id(name) for name in ("kim.tran", "sam.ortiz", "lena.vogt", "jo.marsh"))
BACK = date(2026, 12, 5)


class Kims(NamedTuple):
    legal: UUID
    beside: UUID
    closed_off: UUID
    late: UUID
    contact: UUID
    task: UUID


@pytest.fixture
def kims(desk: Desk, store: Store) -> Kims:
    """Four cases of Kim's, a follow-up and a task in a case of Lena's."""
    member = a_member(store)
    legal = a_case(desk, member, lodge_by=TODAY + timedelta(days=5), follow_up_on=BACK)
    beside = a_case(desk, member, follow_up_on=TODAY)
    assigned_also(desk, beside, officer_id=SAM)
    closed_off = a_case(desk, member, confidential=True, scope=2, follow_up_on=TODAY + timedelta(days=1))
    late = a_case(desk, member, follow_up_on=BACK + timedelta(days=30))
    contact = an_interaction_form(member, follow_up_on=TODAY + timedelta(days=2))
    contact.follow_up_by = KIM
    interactions.submit(desk, contact)
    other = cases.read(desk, a_case(desk, member, owner="lena.vogt"))
    edit = tasks.begin_new(desk, other, title="Send the form")
    edit.now.who = Assignee(officer_id=KIM)
    tasks.save(desk, edit)
    return Kims(legal, beside, closed_off, late, contact.id, edit.id)


def told(found: Spread) -> list[tuple[UUID, UUID | None, str]]:
    return [(row.thing.id, row.to, row.why) for row in found.rows]


def owner(desk: Desk, case_id: UUID) -> list[UUID | None]:
    return [one.officer_id for one in cases.read(desk, case_id).assignees]


def test_the_preview_changes_nothing_and_says_who_gets_what_and_why(desk: Desk, kims: Kims) -> None:
    found = leave.preview(desk, KIM, (SAM, LENA), BACK)
    assert [(one.officer.name, one.held) for one in found.receivers] == [("Sam Ortiz", 0), ("Lena Vogt", 1)]
    assert told(found) == [
        (kims.legal, SAM, "holds 0"),
        (kims.beside, SAM, "is on the case already"),
        (kims.closed_off, LENA, "holds 1"),
        (kims.contact, SAM, "holds 2"),
        (kims.late, LENA, "holds 2"),
        (kims.task, SAM, "holds 3"),
    ]
    due = leave.preview(desk, KIM, (SAM, LENA), BACK, due_only=True)
    assert kims.late not in [row.thing.id for row in due.rows] and len(due.rows) == 5 - 1
    assert {one.officer.name for one in leave.preview(desk, KIM).receivers} == {
        "Sam Ortiz",
        "Lena Vogt",
        "Ravi Nair",
    }
    assert owner(desk, kims.legal) == [KIM]
    rows = leave.preview(desk, KIM, (JO,)).rows
    assert (rows[0].thing.id, rows[0].to) == (kims.closed_off, None)
    assert "a confidential case is not for Jo Marsh" in rows[0].why


def test_each_record_is_an_act_of_one_batch_and_all_of_it_comes_back(
    desk: Desk, desk_for: DeskFor, kims: Kims, store: Store, clock: Clock
) -> None:
    lena = desk_for("lena.vogt")
    found = leave.preview(desk, KIM, (SAM, LENA), BACK)
    heard: list[tuple[int, int]] = []
    done = leave.hand_over(
        desk, KIM, found.rows, until=BACK, reason="leave", told=lambda *one: heard.append(one)
    )
    assert (done.done, done.refused, heard[-1]) == (6, (), (6, 6))
    again = leave.hand_over(desk, KIM, found.rows, until=BACK, reason="leave", batch_id=done.batch_id)
    assert again.batch_id == done.batch_id
    with store.reading() as connection:
        acts = connection.execute(select(ACT).where(ACT.c.action == "leave.give")).all()
    assert len(acts) == 6 and {(act.batch_id, act.reason) for act in acts} == {(done.batch_id, "leave")}
    assert owner(lena, kims.legal) == [SAM]
    assert owner(lena, kims.beside) == [SAM]
    assert owner(lena, kims.closed_off) == [LENA]
    with pytest.raises(NotFound):
        cases.read(desk, kims.closed_off)
    assert interactions.read(lena, kims.contact).follow_up_by == SAM
    assert [one.id for one in tasks.listing(desk_for("sam.ortiz"), Sought())] == [kims.task]
    assert leave.held_by(desk, KIM)[1] == ()

    assert [(one.records, one.until) for one in leave.to_give_back(desk, KIM)] == [(6, BACK)]
    assert staff.set_available(desk, KIM).to_give_back == 0
    clock.move(days=12)
    assert staff.set_available(desk, KIM).to_give_back == 6
    assert next(one for one in workload.of(lena).lines if one.name == "Kim Tran").to_give_back == 6
    follow_ups.tick_off(lena, kims.contact)
    back = leave.give_back(lena, KIM)
    assert back.done == 5 and [one.number[:2] for one in back.refused] == ["I-"]
    assert "no follow-up" in back.refused[0].why
    assert owner(lena, kims.legal) == [KIM]
    assert owner(lena, kims.beside) == [KIM, SAM]
    assert owner(desk, kims.closed_off) == [KIM]
    assert staff.set_available(desk, KIM).to_give_back == 0
    with pytest.raises(BadInput, match="there is nothing"):
        leave.give_back(lena, KIM)


def test_what_changed_meanwhile_is_refused_by_itself_and_told(
    desk: Desk, desk_for: DeskFor, kims: Kims
) -> None:
    lena = desk_for("lena.vogt")
    found = leave.preview(lena, KIM, (SAM,), BACK)
    leave.hand_over(
        desk, KIM, [row for row in leave.preview(desk, KIM, (LENA,)).rows if row.thing.id == kims.legal]
    )
    done = leave.hand_over(lena, KIM, found.rows, until=BACK, reason="ill")
    # The case that only its staff see is not Lena's to hand over.
    assert done.done == 4
    assert [one.why for one in done.refused] == [f"{done.refused[0].number} is with Lena Vogt now"]
    # What was refused is not given back; what was given for good is not either.
    assert [one.records for one in leave.to_give_back(lena, KIM)] == [4]


def test_whose_it_may_be_and_what_cannot_be_is_said(
    desk: Desk, desk_for: DeskFor, kims: Kims, store: Store
) -> None:
    jo, lena = desk_for("jo.marsh"), desk_for("lena.vogt")
    for act in (
        lambda: leave.held_by(jo, KIM),
        lambda: leave.preview(desk, SAM),
        lambda: leave.hand_over(desk, SAM, ()),
        lambda: leave.give_back(desk, SAM),
    ):
        with pytest.raises(NotAllowed, match="by a supervisor"):
            act()
    with pytest.raises(Incomplete):
        leave.hand_over(lena, KIM, ())
    with pytest.raises(NotFound):
        leave.held_by(lena, uuid4())
    for to, until, due_only, why in (
        ((KIM,), None, False, "is whose it is"),
        ((uuid4(),), None, False, "does not work here"),
        ((SAM,), TODAY, False, "still to come"),
        ((SAM,), None, True, "needs that day"),
    ):
        with pytest.raises(BadInput, match=why):
            leave.preview(lena, KIM, to, until, due_only=due_only)
    staff.set_away(lena, SAM, BACK, "leave")
    rows = leave.preview(lena, KIM, (SAM,)).rows
    assert {row.to for row in rows} == {None} and "Sam Ortiz is away until Sat 5 Dec" in rows[0].why
    own = a_case(jo, a_member(store), owner="jo.marsh")
    done = leave.hand_over(jo, JO, leave.preview(jo, JO, (KIM,)).rows)
    assert (done.done, owner(lena, own)) == (1, [KIM])
