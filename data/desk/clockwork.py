"""What is due by the clock, done by `casetui tick`, or by the program on a store of its own.

In this order: what is late is marked, what is near told, what waited is closed, who was asked is asked again or did not
reply; then is told what happened, by the clock or by officers, mail that waits is sent, and bytes of files that nothing
names any more go.
"""

from copy import deepcopy
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from data.desk import awaiting, happenings, notices, outbox, targeting
from data.desk.deadlines import follow
from data.desk.desk import Desk
from data.desk.leftover import sweep_bytes
from data.desk.reminding import remind
from data.desk.sweeping import sweep
from data.repositories.case_contents import put, stored
from data.repositories.clock_runs import last_run, note_begun, note_ended
from data.repositories.lapsing import Lapsing, Waiting
from data.repositories.lists import Lists
from data.repositories.writing import locked_case
from data.rules.closing import lapse_said, over_before, why_kept_open
from data.rules.targets import OVERDUE
from data.types.case_edits import CLOSE_REASONS
from data.types.errors import StoreReadOnly
from data.types.notices import Posted
from data.types.targets import LastTick, Ticked

LAPSE, KEPT_OPEN = "cases.lapse", "cases.kept_open"


def tick(desk: Desk, now: datetime | None = None, *, sends: bool = True) -> Ticked:
    """Mark what is late, close what waited, remind of questions or end them, tell what happened, send mail: once."""
    late = sweep(desk, now)
    near = remind(desk, now)
    closed, kept = close_waiting(desk)
    silent, asked = awaiting.silent(desk, now)
    done = Ticked(
        late.breached, late.escalated, closed, kept, reminded=sum(near), silent=silent, asked_again=asked
    )
    # Where officers have logins of their own, only the program's own one may do what happens in nobody's name.
    if desk.store.roles and not desk.store.serves:
        return done
    passed = happenings.tell_waiting(desk)
    notices.digest(desk)
    notices.prune(desk)
    posted = outbox.send_waiting(desk) if sends else Posted()
    swept = sweep_bytes(desk)
    return done._replace(
        told=passed.told,
        aside=passed.aside,
        untold=passed.failed,
        mailed=posted.sent,
        unmailed=posted.failed,
        unsure=posted.unsure,
        swept=swept.files,
        swept_size=swept.size,
    )


def tick_for_all(desk: Desk) -> Ticked:
    """The same for everybody at a shared store, by its clock; it remembers when that was."""
    desk.store.ask_the_time()
    with desk.store.deriving() as connection:
        note_begun(connection, desk.clock())
    done = tick(desk)
    with desk.store.deriving() as connection:
        note_ended(connection, desk.clock())
    return done


def last_tick(desk: Desk) -> LastTick:
    """When it was last done for everybody, and whether something waits for it longer than it may."""
    with desk.store.reading() as connection:
        return last_run(connection, desk.clock() - OVERDUE)


def tick_own(desk: Desk) -> Ticked:
    """The same where the store is this desk's own, but for the mail, for which `outbox.send_own` waits by itself; on a
    shared one `casetui tick` does it for all.
    """
    if desk.store.shared:
        return Ticked()
    try:
        return tick(desk, sends=False)
    except StoreReadOnly:
        # Whoever only reads is told so when something is to be saved.
        return Ticked()


def close_waiting(desk: Desk) -> tuple[int, int]:
    """Close the cases whose days in a waiting status are over; answers how many, and how many were kept open.

    Open tasks, a limit set by law, a promised follow-up and an escalation keep one open, which the case says from
    then on (features B19). Whoever may see the cases: the program itself does it, each in one act of its own.
    """
    with desk.store.reading() as connection:
        lapsing = Lapsing(connection)
        found = [
            (waiting, case_id)
            for waiting in lapsing.statuses()
            for case_id in lapsing.over(waiting.status, over_before(desk.today(), waiting.days, desk.zone))
        ]
    done = [_close(desk, waiting, case_id) for waiting, case_id in found]
    return done.count(LAPSE), done.count(KEPT_OPEN)


def _close(desk: Desk, waiting: Waiting, case_id: UUID) -> str:
    """Close one, or let it say why not; answers which it was, empty where it is so already or another was first."""
    today, before = desk.today(), over_before(desk.today(), waiting.days, desk.zone)
    with desk.store.reading() as connection:
        why = why_kept_open(Lapsing(connection).keeping(case_id), today)
    action, reason = (KEPT_OPEN, "") if why else (LAPSE, lapse_said(waiting.days, waiting.status))
    with desk.store.writing(action=action, officer_id=None, reason=reason) as session:
        row, lapsing = locked_case(session, case_id), Lapsing(session.connection())
        if row is None or not lapsing.is_over(case_id, waiting.status, before):
            return ""
        if why_kept_open(lapsing.keeping(case_id), today) != why or row.kept_open == why != "":
            return ""
        row.kept_open = why
        if not why:
            now = stored(session, row)
            closed = Lists(session.connection()).closing_status()
            wanted = replace(deepcopy(now), status=closed, substatus="", close_reason=CLOSE_REASONS[0])
            row.is_open, row.closed_at, row.status_since = False, desk.clock(), desk.clock()
            targeting.follow(desk, session, row, wanted, now, closed_before=None, reason=reason)
            put(session, row, wanted, now, {})
            follow(desk, session, row)
        session.flush()
    return action
