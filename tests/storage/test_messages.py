"""Messages to members: sent once, kept as a public note, waiting for a reply, reminded of, silent."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select, update

from data.desk import (
    appointments,
    awaiting,
    cases,
    clockwork,
    interactions,
    messages,
    notes,
    outbox,
    queue,
    tasks,
    triage,
)
from data.desk.desk import Desk
from data.store.store import Store
from data.store.tables import CASE_TYPE, MEMBER, MESSAGE
from data.types.errors import BadInput, Incomplete, NotAllowed, NotFound
from data.types.messages import MessageForm, Reply, Way
from tests.builders import Clock, a_case, a_member, an_interaction_form, take_back
from tests.storage.test_notices import with_mail


@pytest.fixture
def member(store: Store) -> UUID:
    with_mail(store)
    return a_member(store, email="ada@example.org")


def written(desk: Desk, case_id: UUID, template: str = "We need", **fields: object) -> MessageForm:
    case = cases.read(desk, case_id)
    known = messages.to_write(desk, case.member_id, case_id)
    return replace(messages.begin(desk, known, case, template), **fields)  # type: ignore[arg-type]


def contact_about(desk: Desk, case_id: UUID, channel: str) -> None:
    member_id = cases.read(desk, case_id).member_id
    form = an_interaction_form(member_id, about_case_id=case_id, interaction_type=channel)
    interactions.submit(desk, form)


def test_a_message_is_kept_once_as_a_public_note_and_waits_for_its_reply(
    desk: Desk, store: Store, member: UUID
) -> None:
    case_id = a_case(desk, member)
    form = written(desk, case_id)
    assert form.to == "ada@example.org"
    assert form.reply_days == 7
    assert "{first}" not in form.body
    assert messages.send(desk, form).already is False
    assert messages.send(desk, form).already is True
    (kept,) = messages.of_case(desk, case_id)
    assert (kept.to, kept.way, kept.reply) == ("ada@example.org", Way.MAIL, Reply.AWAITING)
    note = notes.of_case(desk, case_id)[0]
    assert (note.security, note.channel) == ("public", "Email – outbound")
    assert kept.body in [part.body for part in note.sections]
    waits = awaiting.of_case(desk, case_id)
    assert waits is not None and not waits.silent
    assert [(mail.to, mail.subject) for mail in outbox.listing(desk)] == [(kept.to, kept.subject)]

    awaiting.replied(desk, case_id)
    assert awaiting.of_case(desk, case_id) is None
    with pytest.raises(NotAllowed):
        awaiting.replied(desk, case_id)
    take_back(desk)
    assert awaiting.of_case(desk, case_id) == waits


@pytest.mark.parametrize(
    ("channel", "waits"),
    [("Phone – inbound", False), ("Email – inbound", False), ("Phone – no answer", True)],
)
def test_contact_that_came_from_her_ends_it(desk: Desk, member: UUID, channel: str, waits: bool) -> None:
    case_id = a_case(desk, member)
    messages.send(desk, written(desk, case_id))
    contact_about(desk, case_id, channel)
    assert (awaiting.of_case(desk, case_id) is not None) is waits


def test_another_question_takes_the_place_of_the_first(desk: Desk, member: UUID) -> None:
    case_id = a_case(desk, member)
    messages.send(desk, written(desk, case_id))
    messages.send(desk, written(desk, case_id, "What was agreed"))
    messages.send(desk, written(desk, case_id))
    assert [one.reply for one in messages.of_case(desk, case_id)] == [
        Reply.AWAITING, Reply.NONE, Reply.ASKED_AGAIN
    ]  # fmt: skip


def test_when_the_days_are_over_there_is_no_reply_once(desk: Desk, member: UUID, clock: Clock) -> None:
    case_id, closed = a_case(desk, member), a_case(desk, member)
    messages.send(desk, written(desk, case_id, reply_days=3))
    clock.move(days=3)
    assert clockwork.tick(desk).silent == 0
    assert [row.id for row in triage.page(desk, triage.read(desk, "awaiting")).rows] == [case_id]
    clock.move(days=1)
    assert clockwork.tick(desk).silent == 1
    assert clockwork.tick(desk).silent == 0
    waits = awaiting.of_case(desk, case_id)
    assert waits is not None and waits.silent
    assert [row.id for row in triage.page(desk, triage.read(desk, "silent")).rows] == [case_id]
    assert triage.page(desk, triage.read(desk, "awaiting")).rows == ()
    assert closed not in [row.id for row in triage.page(desk, triage.read(desk, "silent")).rows]
    contact_about(desk, case_id, "Phone – inbound")
    assert awaiting.of_case(desk, case_id) is None


def test_a_case_type_reminds_her_as_often_as_it_says(
    desk: Desk, store: Store, member: UUID, clock: Clock
) -> None:
    case_id = a_case(desk, member)
    with store.loading() as connection:
        connection.execute(
            update(CASE_TYPE).values(
                remind_member_after=2, remind_member_times=2, remind_member_with="Still waiting for you"
            )
        )
    messages.send(desk, written(desk, case_id, reply_days=2))
    told = []
    for _ in range(12):
        clock.move(days=1)
        done = clockwork.tick(desk)
        told.append((done.asked_again, done.silent))
    assert [at for at, one in enumerate(told, 1) if one == (1, 0)] == [3, 6]
    assert [at for at, one in enumerate(told, 1) if one == (0, 1)] == [9]
    sent = messages.of_case(desk, case_id)
    assert [one.template for one in sent] == [*["Still waiting for you"] * 2, "We need something from you"]
    assert sent[0].sent_by == ""
    assert sent[-1].reminded == 2


def test_nobody_is_reminded_who_must_not_be_contacted(
    desk: Desk, store: Store, member: UUID, clock: Clock
) -> None:
    case_id = a_case(desk, member)
    messages.send(desk, written(desk, case_id, reply_days=2))
    with store.loading() as connection:
        connection.execute(
            update(CASE_TYPE).values(remind_member_after=2, remind_member_with="Still waiting for you")
        )
        connection.execute(update(MEMBER).values(do_not_contact=True))
    clock.move(days=3)
    done = clockwork.tick(desk)
    assert (done.asked_again, done.silent) == (0, 1)


def test_what_may_not_be_sent_is_refused_and_leaves_nothing(desk: Desk, store: Store, member: UUID) -> None:
    case_id = a_case(desk, member)
    form = written(desk, case_id)
    for wrong, error in (
        (replace(form, body=" "), Incomplete),
        (replace(form, subject=""), Incomplete),
        (replace(form, to="other@example.org"), BadInput),
        (replace(form, reply_days=0), BadInput),
        (replace(form, way="pigeon"), BadInput),
        (replace(form, kind="sms", way="mail"), NotAllowed),
        (replace(form, body="x" * 20_001), BadInput),
        (replace(form, case_id=form.id), NotFound),
    ):
        with pytest.raises(error):
            messages.send(desk, wrong)
    with store.loading() as connection:
        connection.execute(update(MEMBER).values(do_not_contact=True))
    with pytest.raises(NotAllowed):
        messages.send(desk, form)
    assert messages.of_case(desk, case_id) == ()
    assert outbox.listing(desk) == ()
    messages.send(desk, replace(form, way=Way.COPY))
    assert len(messages.of_case(desk, case_id)) == 1


def test_a_message_to_a_member_about_no_case_stands_with_her(desk: Desk, store: Store, member: UUID) -> None:
    known = messages.to_write(desk, member)
    form = replace(messages.begin(desk, known, None), subject="Hello", body="A word.", reply_days=3)
    messages.send(desk, form)
    (kept,) = messages.of_member(desk, member)
    assert (kept.case_id, kept.reply) == (None, Reply.AWAITING)
    interactions.submit(desk, an_interaction_form(member, interaction_type="Phone – inbound"))
    (kept,) = messages.of_member(desk, member)
    assert kept.reply == Reply.REPLIED
    with store.reading() as connection:
        assert connection.execute(select(MESSAGE.c.ended_by)).scalar() == desk.officer.id


def test_home_says_what_waits_and_what_is_to_be_kept_today(desk: Desk, member: UUID, clock: Clock) -> None:
    case_id = a_case(desk, member)
    messages.send(desk, written(desk, case_id, reply_days=3))
    edit = appointments.begin(desk, cases.read(desk, case_id))
    edit.now.title, edit.now.starts_at = "Meeting", clock() + timedelta(hours=5)
    tasks.save(desk, edit)
    work = queue.mine(desk)
    assert [row.marks for row in work.rows] == ["awaiting reply"]
    assert [one.title for one in work.appointments] == ["Meeting"]
    clash = replace(edit.now, minutes=60)
    assert [one.title for one in appointments.clashes(desk, case_id, clash)] == ["Meeting"]
    assert appointments.clashes(desk, case_id, clash, but=edit.id) == ()
    clock.move(days=4)
    assert clockwork.tick(desk).silent == 1
    work = queue.mine(desk)
    assert [row.marks for row in work.rows] == ["no reply"]
    assert work.appointments == ()
