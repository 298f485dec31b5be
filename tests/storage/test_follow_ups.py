"""Follow-ups by one key: another day, done, called back without an answer, and each taken back."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select, update
from uuid_utils.compat import uuid7

from data.desk import cases, follow_ups, history, interactions, members, queue
from data.desk.desk import Desk
from data.store.store import Store
from data.store.tables import INTERACTION_TYPE, NOTE, SECTION
from data.types.errors import BadInput, Conflict, NotAllowed, NotFound
from tests.builders import (
    TODAY,
    Clock,
    a_case,
    a_case_form,
    a_member,
    an_interaction_form,
    change_case,
    take_back,
)

MONDAY, TUESDAY, FRIDAY = TODAY, TODAY + timedelta(days=1), TODAY + timedelta(days=4)
LATE = TODAY - timedelta(days=3)


@pytest.fixture
def contact(desk: Desk, store: Store) -> UUID:
    """A contact to follow up today."""
    form = an_interaction_form(a_member(store), follow_up_on=MONDAY)
    interactions.submit(desk, form)
    return form.id


@pytest.fixture
def case(desk: Desk, store: Store) -> UUID:
    """A case whose follow-up is three days late."""
    return a_case(desk, a_member(store), follow_up_on=LATE)


def numbers(desk: Desk) -> list[str]:
    return [row.number for row in queue.mine(desk).rows]


# Done


def test_what_is_ticked_off_leaves_the_list_and_keeps_its_day(desk: Desk, contact: UUID) -> None:
    """Features A1.19."""
    assert numbers(desk) == ["I-20001"]
    assert follow_ups.tick_off(desk, contact).number == "I-20001"
    assert numbers(desk) == []
    record = interactions.read(desk, contact)
    assert (record.follow_up_on, record.follow_up_open) == (MONDAY, False)
    assert "follow_ups.done" in {line.action for line in history.of_interaction(desk, contact)}


def test_ticking_off_is_taken_back(desk: Desk, contact: UUID) -> None:
    follow_ups.tick_off(desk, contact)
    take_back(desk)
    assert numbers(desk) == ["I-20001"]


def test_what_has_no_follow_up_cannot_be_ticked_off(desk: Desk, contact: UUID) -> None:
    follow_ups.tick_off(desk, contact)
    with pytest.raises(NotAllowed, match="no follow-up"):
        follow_ups.tick_off(desk, contact)
    with pytest.raises(NotFound):
        follow_ups.tick_off(desk, uuid7())


def test_what_became_a_case_is_followed_up_there(desk: Desk, contact: UUID) -> None:
    record = interactions.read(desk, contact)
    cases.create(desk, a_case_form(record.member_id, contact))
    refused: list[Callable[[], object]] = [
        lambda: follow_ups.tick_off(desk, contact),
        lambda: follow_ups.called_back(desk, "interaction", contact),
        lambda: follow_ups.move(desk, "interaction", contact, FRIDAY, MONDAY),
    ]
    for act in refused:
        with pytest.raises(NotAllowed, match="became a case"):
            act()


# Another day


def test_another_day_for_an_interaction_and_back(desk: Desk, contact: UUID) -> None:
    moved = follow_ups.move(desk, "interaction", contact, FRIDAY, MONDAY)
    assert (moved.was, moved.day) == (MONDAY, FRIDAY)
    assert [row.on for row in queue.mine(desk).rows] == [FRIDAY]
    take_back(desk)
    assert [row.on for row in queue.mine(desk).rows] == [MONDAY]


def test_another_day_for_a_case_and_none(desk: Desk, case: UUID) -> None:
    follow_ups.move(desk, "case", case, FRIDAY, LATE)
    assert cases.read(desk, case).follow_up_on == FRIDAY
    follow_ups.move(desk, "case", case, None, FRIDAY)
    assert cases.read(desk, case).follow_up_on is None


def test_a_day_after_ticking_off_is_a_follow_up_again(desk: Desk, contact: UUID) -> None:
    follow_ups.tick_off(desk, contact)
    follow_ups.move(desk, "interaction", contact, MONDAY, MONDAY)
    assert numbers(desk) == ["I-20001"]


def test_a_day_someone_else_gave_meanwhile_is_not_written_over(
    desk: Desk, desk_for: Callable[[str], Desk], case: UUID
) -> None:
    follow_ups.move(desk_for("sam.ortiz"), "case", case, TUESDAY, LATE)
    with pytest.raises(Conflict):
        follow_ups.move(desk, "case", case, FRIDAY, LATE)
    assert cases.read(desk, case).follow_up_on == TUESDAY


def test_the_same_day_given_twice_is_no_conflict(
    desk: Desk, desk_for: Callable[[str], Desk], case: UUID
) -> None:
    follow_ups.move(desk_for("sam.ortiz"), "case", case, FRIDAY, LATE)
    follow_ups.move(desk, "case", case, FRIDAY, LATE)
    assert cases.read(desk, case).version == 2


def test_a_case_one_may_not_see_is_not_found(
    desk: Desk, desk_for: Callable[[str], Desk], store: Store
) -> None:
    hidden = a_case(desk, a_member(store), confidential=True, follow_up_on=LATE)
    with pytest.raises(NotFound):
        follow_ups.move(desk_for("jo.marsh"), "case", hidden, FRIDAY, LATE)
    with pytest.raises(NotFound):
        follow_ups.called_back(desk_for("jo.marsh"), "case", hidden)


# Called back, no answer


def test_a_try_on_a_case_is_its_note_and_moves_the_follow_up(desk: Desk, case: UUID) -> None:
    tried = follow_ups.called_back(desk, "case", case)
    record = cases.read(desk, case)
    assert (tried.was, tried.day, record.follow_up_on) == (LATE, TUESDAY, TUESDAY)
    note = record.notes[0]
    assert (note.channel, note.author) == ("Phone – no answer", "Kim Tran")
    assert note.sections[0].body == "Called back, no answer. The follow-up moves to Tue 24 Nov."
    told = [line.action for line in history.of_case(desk, case)]
    assert (told[0], set(told)) == ("follow_ups.called_back", {"follow_ups.called_back", "cases.create"})


def test_a_try_on_an_interaction_is_another_about_the_same_topic(desk: Desk, contact: UUID) -> None:
    follow_ups.called_back(desk, "interaction", contact)
    first, second = interactions.read(desk, contact), interactions.by_reference(desk, 20002)
    assert (first.follow_up_on, first.follow_up_open) == (TUESDAY, True)
    assert (second.interaction_type, second.related_to, second.outcome) == (
        "Phone – no answer",
        first.related_to,
        "No contact made",
    )
    assert (second.member_id, second.case_types, second.follow_up_on) == (first.member_id, ("ROS",), None)
    assert [item.number for item in members.timeline(desk, first.member_id)] == ["I-20002", "I-20001"]


@pytest.mark.parametrize(
    ("day", "then"),
    [(date(2026, 11, 20), date(2026, 11, 24)), (date(2026, 11, 27), date(2026, 11, 30))],
    ids=["late: from today", "ahead: from its day, over the weekend"],
)
def test_the_follow_up_goes_on_by_one_working_day(desk: Desk, store: Store, day: date, then: date) -> None:
    case = a_case(desk, a_member(store), follow_up_on=day)
    assert follow_ups.called_back(desk, "case", case).day == then


def test_on_friday_the_next_working_day_is_monday(desk: Desk, case: UUID, clock: Clock) -> None:
    clock.move(days=4)
    assert follow_ups.called_back(desk, "case", case).day == FRIDAY + timedelta(days=3)


def test_a_try_is_taken_back_with_its_note(desk: Desk, case: UUID) -> None:
    follow_ups.called_back(desk, "case", case)
    take_back(desk)
    record = cases.read(desk, case)
    assert (record.follow_up_on, len(record.notes)) == (LATE, 1)


def test_a_try_on_an_interaction_is_taken_back_with_all_that_is_its_own(desk: Desk, contact: UUID) -> None:
    tried = follow_ups.called_back(desk, "interaction", contact)
    take_back(desk)
    record = interactions.read(desk, contact)
    assert (record.follow_up_on, record.follow_up_open) == (MONDAY, True)
    assert [item.number for item in members.timeline(desk, record.member_id)] == ["I-20001"]
    with desk.store.reading() as connection:
        assert connection.execute(select(NOTE).where(NOTE.c.id == tried.tried)).first() is None
        assert connection.execute(select(SECTION).where(SECTION.c.note_id == tried.tried)).first() is None


def test_a_day_that_was_changed_since_stays_and_the_try_goes(
    desk: Desk, desk_for: Callable[[str], Desk], case: UUID
) -> None:
    follow_ups.called_back(desk, "case", case)
    follow_ups.move(desk_for("sam.ortiz"), "case", case, FRIDAY, TUESDAY)
    assert [(one.what, one.who) for one in take_back(desk).kept] == [("follow-up", "Sam Ortiz")]
    record = cases.read(desk, case)
    assert (record.follow_up_on, len(record.notes)) == (FRIDAY, 1)


def test_a_closed_case_and_a_contact_without_a_follow_up_are_refused(
    desk: Desk, case: UUID, contact: UUID
) -> None:
    record = cases.read(desk, case)
    change_case(desk, record, status="Closed")
    with pytest.raises(NotAllowed, match="closed"):
        follow_ups.called_back(desk, "case", case)
    follow_ups.tick_off(desk, contact)
    with pytest.raises(NotAllowed, match="no follow-up"):
        follow_ups.called_back(desk, "interaction", contact)


def test_an_office_without_the_type_is_told_and_nothing_moves(desk: Desk, case: UUID) -> None:
    with desk.store.loading("test") as connection:
        connection.execute(
            update(INTERACTION_TYPE).where(INTERACTION_TYPE.c.name == "Phone – no answer").values(name="Ring")
        )
    with pytest.raises(BadInput):
        follow_ups.called_back(desk, "case", case)
    assert cases.read(desk, case).follow_up_on == LATE


def test_a_kind_of_record_that_is_none_is_refused(desk: Desk, case: UUID) -> None:
    with pytest.raises(BadInput):
        follow_ups.move(desk, "member", case, FRIDAY, None)
