"""Officers find in their inboxes what happened, once; members get mail as the office has it."""

import json
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from icalendar import Calendar
from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from data.desk import cases, clockwork, holding, notices, outbox, tasks
from data.desk.desk import Desk
from data.store.store import Store
from data.store.tables import NOTICE, OFFICE, SETTING
from data.types.staff import Assignee
from data.types.tasks import TaskStatus
from tests.builders import (
    Clock,
    a_case,
    a_member,
    an_interaction_form,
    change_case,
    sections,
    staff_id,
)
from tests.mail_server import mail_server
from tests.storage.test_outbox import mail_goes_by
from tests.storage.test_tasks import add
from tests.storage.test_tasks import change as change_task
from tests.storage.test_tasks import of as task_of

DeskFor = Callable[[str], Desk]
SAM = Assignee(officer_id=staff_id("sam.ortiz"))


@pytest.fixture
def ravi(desk_for: DeskFor) -> Desk:
    """Under whose login the clock runs."""
    return desk_for("ravi.admin")


def set_(store: Store, key: str, said: Any) -> None:
    with store.loading("test") as connection:
        connection.execute(delete(SETTING).where(SETTING.c.key == key))
        connection.execute(insert(SETTING).values(key=key, value=json.dumps(said)))


def with_mail(store: Store) -> None:
    """Nobody listens there: what is posted stands in the outbox."""
    set_(store, "mail", {"host": "127.0.0.1", "port": 9, "security": "none", "sender": "union@example.org",
                         "staff_address": "{login}@example.org"})  # fmt: skip


def said(desk: Desk) -> list[str]:
    """What is not read, the latest first."""
    return [one.said for digest in notices.inbox(desk) for one in digest.notices if not one.read]


def test_what_happens_to_a_case_stands_in_the_inbox_of_whom_it_concerns(
    desk: Desk, desk_for: DeskFor, ravi: Desk, store: Store, clock: Clock
) -> None:
    sam, lena = desk_for("sam.ortiz"), desk_for("lena.vogt")
    case = a_case(desk, a_member(store))
    clockwork.tick(ravi)
    assert said(desk) == []
    change_case(desk, cases.read(desk, case), assignees=[SAM])
    clockwork.tick(ravi)
    clockwork.tick(ravi)
    assert said(sam) == ["the case was given to you"]
    note = an_interaction_form(
        None,
        case_types=[],
        outcome="",
        interaction_type="Internal referral",
        sections=sections(issue="@Lena Vogt, see this."),
    )
    cases.add_note(desk, case, note)
    clockwork.tick(ravi)
    assert said(sam) == ["a note was added", "the case was given to you"]
    assert said(lena) == ["you are mentioned in a note"]
    # Of one case in one row; nobody else's inbox is touched by reading one's own.
    (digest,) = notices.inbox(sam)
    assert (digest.unread, digest.first.who, digest.first.number) == (
        2,
        "Kim Tran",
        cases.read(sam, case).number,
    )
    assert (notices.unread(sam), notices.unread(lena), notices.unread(desk)) == (2, 1, 0)
    assert notices.read(sam, [digest.first.id]) == 1
    assert notices.read(sam) == 1 and notices.read(sam) == 0
    assert (notices.unread(sam), notices.unread(lena)) == (0, 1)
    # Whoever does not see the case any more finds no notice of it.
    change_case(desk_for("sam.ortiz"), cases.read(sam, case), scope=2)
    assert said(lena) == []
    clock.move(days=61)
    assert notices.prune(ravi) == 3
    assert notices.inbox(sam) == ()


def test_what_is_near_or_late_is_told_once(
    desk: Desk, desk_for: DeskFor, ravi: Desk, store: Store, clock: Clock
) -> None:
    with store.loading("test") as connection:
        connection.execute(update(OFFICE).values(target_reminders="2 days"))
    case = a_case(desk, a_member(store), due_on=desk.today() + timedelta(days=5), follow_up_on=None)
    made = add(desk, cases.read(desk, case), "Write the letter", who=SAM,
               remind_on=desk.today() + timedelta(days=2), due_on=desk.today() + timedelta(days=3))  # fmt: skip
    clockwork.tick(ravi)
    sam = desk_for("sam.ortiz")
    assert said(sam) == ["a task was given to you"]
    notices.read(sam)
    told: dict[int, tuple[list[str], list[str]]] = {}
    for day in range(1, 8):
        clock.move(days=1)
        clockwork.tick(ravi)
        clockwork.tick(ravi)
        told[day] = (said(desk), said(sam))
        notices.read(desk)
        notices.read(sam)
    assert told == {
        1: ([], []),
        2: ([], ["a task is to be remembered"]),
        3: ([], []),
        4: (["a task is late", "the completion target is near"], ["a task is late"]),
        5: ([], []),
        6: (["the completion target has passed"], []),
        7: ([], []),
    }
    tasks.save(desk, _done(desk, made))
    clockwork.tick(ravi)
    assert said(desk) == [] and made


def test_whoever_watches_a_case_is_told_of_every_change_but_her_own(
    desk: Desk, desk_for: DeskFor, ravi: Desk, store: Store
) -> None:
    """Features B14: nobody of what she may not open, and the office has a switch."""
    lena, sam = desk_for("lena.vogt"), desk_for("sam.ortiz")
    case = a_case(desk, a_member(store))
    for one in (lena, sam):
        holding.watch(one, case)
    clockwork.tick(ravi)
    assert said(lena) == said(sam) == [], "that somebody watches is nobody's news"
    change_case(lena, cases.read(lena, case), priority=1)
    clockwork.tick(ravi)
    clockwork.tick(ravi)
    assert (said(lena), said(sam)) == ([], ["the case was changed"])
    # Of one act each is told of one thing.
    change_case(desk, cases.read(desk, case), assignees=[SAM])
    clockwork.tick(ravi)
    assert said(sam) == ["the case was given to you", "the case was changed"]
    assert said(lena) == ["the case was changed"]
    set_(store, "notice", [{"event": "case.changed", "staff": False}])
    change_case(desk, cases.read(desk, case), priority=2)
    clockwork.tick(ravi)
    set_(store, "notice", [])
    change_case(sam, cases.read(sam, case), scope=2)
    change_case(sam, cases.read(sam, case), priority=3)
    clockwork.tick(ravi)
    assert said(lena) == [] and len(said(sam)) == 2
    with store.reading() as connection:
        mine = select(NOTICE.c.id).where(NOTICE.c.officer_id == lena.officer.id)
        assert len(connection.execute(mine).all()) == 1


def _done(desk: Desk, task: Any) -> Any:
    edit = tasks.begin(desk, task)
    edit.now.status = TaskStatus.DONE
    return edit


def test_the_member_gets_her_appointment_as_a_calendar_file_moved_and_taken_back(
    desk: Desk, ravi: Desk, store: Store
) -> None:
    case = a_case(desk, a_member(store))
    clockwork.tick(ravi)
    at = desk.clock() + timedelta(days=3)
    with mail_server() as letters:
        mail_goes_by(store, letters)
        made = add(
            desk,
            cases.read(desk, case),
            "Secret of Andrea",
            starts_at=at,
            minutes=45,
            place="Depot",
            note="x",
        )
        clockwork.tick(ravi)
        change_task(desk, made, starts_at=at + timedelta(hours=1))
        clockwork.tick(ravi)
        moved = task_of(desk, cases.read(desk, case))["Secret of Andrea"]
        off = tasks.begin(desk, moved)
        off.now.status, off.now.cancel_reason = TaskStatus.CANCELLED, "settled by telephone"
        tasks.save(desk, off)
        clockwork.tick(ravi)
        clockwork.tick(ravi)
    files = []
    for letter in letters.all:
        (part,) = [one for one in letter.walk() if one.get_content_type() == "text/calendar"]
        assert part.get_filename() == "appointment.ics"
        raw = part.get_payload(decode=True)
        assert (
            isinstance(raw, bytes) and b"Secret" not in raw and b"Depot" not in raw and b"Andrea" not in raw
        )
        calendar = Calendar.from_ical(raw)
        event: Any = calendar.walk("VEVENT")[0]
        assert part.get_param("method") == calendar["method"]
        assert event["organizer"] == "mailto:union@example.org"
        files.append(
            (calendar["method"], event["uid"], event["status"], event["dtstart"].dt, int(event["sequence"]))
        )
    uid, later = f"{made.id}@casetui", at + timedelta(hours=1)
    assert [one[:4] for one in files] == [
        ("PUBLISH", uid, "CONFIRMED", at),
        ("PUBLISH", uid, "CONFIRMED", later),
        ("CANCEL", uid, "CANCELLED", later),
    ]
    numbers = [one[4] for one in files]
    assert numbers == sorted(set(numbers)), "each is later than the one before"


def test_mail_to_staff_holds_no_name_and_no_word_of_a_note(desk: Desk, ravi: Desk, store: Store) -> None:
    """Features C8: one by one, or once a day."""
    with_mail(store)
    set_(store, "notices", {"staff_mail": "each"})
    case = a_case(desk, a_member(store, do_not_contact=True))
    clockwork.tick(ravi)
    change_case(desk, cases.read(desk, case), assignees=[SAM], title="Secret of Andrea")
    cases.add_note(
        desk, case, an_interaction_form(None, case_types=[], outcome="", interaction_type="Internal referral")
    )
    clockwork.tick(ravi)
    number = cases.read(desk, case).number
    assert [one.subject for one in outbox.listing(desk, everything=True) if one.to] == [
        f"{number}: the case was given to you",
        f"{number}: a note was added",
    ]
    set_(store, "notices", {"staff_mail": "daily"})
    assert notices.digest(ravi) == 0, "each went by itself"
    change_case(desk, cases.read(desk, case), assignees=[Assignee(officer_id=staff_id("aisha.bello"))])
    clockwork.tick(ravi)
    last = outbox.listing(desk, everything=True)[-1]
    assert (last.to, last.subject) == ("aisha.bello@example.org", "casetui: 1 in your inbox")
    assert notices.digest(ravi) == 0, "once a day"


def test_two_runs_at_once_take_turns_with_the_mail_of_the_day(
    desk: Desk, ravi: Desk, desk_for: DeskFor, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_mail(store)
    case = a_case(desk, a_member(store, do_not_contact=True))
    change_case(desk, cases.read(desk, case), assignees=[SAM])
    clockwork.tick(ravi)
    set_(store, "notices", {"staff_mail": "daily"})
    both, known = threading.Barrier(2), outbox.is_posted

    def met(session: Session, key: str) -> bool:
        """Both have asked before either has posted, unless one of them waits for the other."""
        found = known(session, key)
        with suppress(threading.BrokenBarrierError):
            both.wait(0.5)
        return found

    monkeypatch.setattr(outbox, "is_posted", met)
    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(notices.digest, (ravi, desk_for("lena.vogt"))))
    assert sorted(done) == [0, 1]
    assert [one.to for one in outbox.listing(desk) if one.kind == "digest"] == ["sam.ortiz@example.org"]
