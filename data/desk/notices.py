"""Who is told of what happened, and the inbox of an officer (features N1 to N21, A4.32 to A4.34)."""

from collections.abc import Collection, Sequence
from contextlib import suppress
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.engine import Connection, Row
from sqlalchemy.orm import Session

from data.desk import outbox
from data.desk.desk import Desk
from data.model import CaseRow
from data.repositories import inboxes, notice_rules
from data.repositories import notices as kept
from data.repositories.notices import People
from data.rules.days import say_day
from data.rules.happenings import REASONS
from data.rules.notices import decide, said_to_officer, to_member, why_unsent
from data.rules.reference import say_case
from data.types.happenings import Happening, Kind
from data.types.notices import Digest, MailSettings, Notice, NoticeRules, Unsent
from data.types.stop import Stop
from data.types.tasks import TaskStatus

MOST = 500
"""Notices of an inbox that are shown."""
INBOX = "notices.read"
DIGEST_FROM = 7
"""The hour of the office from which the mail of the day goes."""


def tell(desk: Desk, session: Session, happening: Happening) -> None:
    """Tell whom it concerns, once, within the unit of work that takes its act from the queue.

    Never who did it, nobody of what she may not open, nobody twice of one act; the member by mail where the office
    has it so (features N1 to N21).
    """
    connection = session.connection()
    people, rules, mail = _known(session)
    if _is_nobodys_news(connection, people, rules, happening):
        return
    about, case = kept.concerned(connection, people, happening)
    what = happening.what or people.said(happening.whom)
    decided = decide(happening.kind, about, rules, actor=happening.actor_id, what=what)
    known = kept.told_already(connection, happening) if decided.staff else frozenset()
    told = [one for one in decided.staff if one not in known]
    each = rules.staff_mail == "each"
    kept.add(connection, [_row(desk, happening, one, what, mailed=each) for one in told])
    if each:
        logins = {one.id: one.login for one in about.people}
        for officer_id in told:
            _mail_officer(desk, session, happening, logins[officer_id], case, what, mail)
    if decided.member and happening.member_id is not None and mail.host:
        _mail_member(desk, session, happening, about.case_types, case, what, rules, mail)


def _is_nobodys_news(
    connection: Connection, people: People, rules: NoticeRules, happening: Happening
) -> bool:
    """Most changes are: nobody watches the case, and the office has its staff not told of every change."""
    if happening.kind is not Kind.CASE_CHANGED or happening.case_id is None:
        return False
    return not (rules.assignees_on_change or people.watching(connection, happening.case_id))


def look(session: Session, case_ids: Collection[UUID]) -> None:
    """Read at once what telling of these cases asks about."""
    # What cannot be read of one keeps no other: each is read by itself then, where its act is told.
    with suppress(ValueError):
        _known(session)[0].read(session.connection(), case_ids)


def forget(session: Session, case_id: UUID) -> None:
    """Something of the case was changed within this unit of work."""
    if "notices" in session.info:
        session.info["notices"][0].forget(case_id)


def _known(session: Session) -> tuple[People, NoticeRules, MailSettings]:
    """Staff and rules, once for a unit of work."""
    if "notices" not in session.info:
        connection = session.connection()
        session.info["notices"] = (People(connection), *notice_rules.read(connection))
    found: tuple[People, NoticeRules, MailSettings] = session.info["notices"]
    return found


def _row(desk: Desk, happening: Happening, officer_id: UUID, what: str, *, mailed: bool) -> dict[str, Any]:
    return {
        "mailed_at": desk.clock() if mailed else None,
        "id": desk.new_id(),
        "officer_id": officer_id,
        "key": happening.key,
        "act_id": happening.act_id,
        "kind": happening.kind.value,
        "what": what,
        "case_id": happening.case_id,
        "member_id": happening.member_id,
        "subject_id": happening.subject_id,
        "actor_id": happening.actor_id,
        "at": happening.at,
    }


def _mail_officer(
    desk: Desk,
    session: Session,
    happening: Happening,
    login: str,
    case: Row[Any] | None,
    what: str,
    mail: MailSettings,
) -> None:
    """The number of the case and what happened: no name, no title, no word of a note (features C8)."""
    if not (mail.host and mail.staff_address):
        return
    number = say_case(case.reference) if case is not None else "A member"
    said = f"{number}: {said_to_officer(happening.kind, what)}"
    letter = outbox.Letter(
        f"{happening.key}/{login}",
        mail.staff_address.replace("{login}", login),
        said,
        f"{said}.\n\nYour inbox in casetui has it.\n",
        happening.case_id,
        None,
        happening.kind.value,
    )
    outbox.post(session, letter, at=desk.clock())


def _mail_member(
    desk: Desk,
    session: Session,
    happening: Happening,
    case_types: tuple[str, ...],
    case: Row[Any] | None,
    what: str,
    rules: NoticeRules,
    mail: MailSettings,
) -> None:
    assert happening.member_id is not None
    number = say_case(case.reference) if case is not None else ""
    about = _appointment(session.connection(), happening)
    letter_to_member(
        desk,
        session,
        happening.kind,
        key=f"{happening.key}/member",
        member_id=happening.member_id,
        case_id=happening.case_id,
        number=number,
        case_types=case_types,
        what=what,
        rules=rules,
        when=_when(desk, about),
        calendar=_calendar(desk, about, number, mail.sender) if about is not None else "",
    )


def letter_to_member(
    desk: Desk,
    session: Session,
    kind: Kind,
    *,
    key: str,
    member_id: UUID,
    case_id: UUID | None,
    number: str,
    case_types: tuple[str, ...] = (),
    what: str = "",
    rules: NoticeRules,
    when: str = "",
    calendar: str = "",
) -> Unsent:
    """Post a mail to the member, or leave in the outbox why none goes; answers why (features A3.09)."""
    found = kept.contact(session.connection(), member_id)
    if found is None:
        return Unsent.NO_ADDRESS
    values = {"number": number, "name": found.name, "office": desk.office or "Your union", "when": when}
    subject, body = to_member(kind, values, case_types, rules, what)
    why = why_unsent(do_not_contact=found.do_not_contact, no_email=found.no_email, address=found.address)
    to = "" if why else found.address
    letter = outbox.Letter(key, to, subject, body, case_id, member_id, kind.value, calendar)
    outbox.post(session, letter, at=desk.clock(), unsent=why.value)
    return why


def mail_as_asked(desk: Desk, session: Session, kind: Kind, case: CaseRow, case_types: Sequence[str]) -> None:
    """Post the mail that whoever opens or closes a case has asked for, where the office offers it; once.

    Features A3.08, A3.21, N19, N21.
    """
    rules, mail = notice_rules.read(session.connection())
    offered = rules.email_on_create if kind is Kind.CASE_CREATED else rules.email_on_close
    if not (offered and mail.host):
        return
    at = case.closed_at.isoformat(timespec="seconds") if case.closed_at else "opened"
    letter_to_member(
        desk,
        session,
        kind,
        key=f"{kind}/{case.id}/{at}/asked",
        member_id=case.member_id,
        case_id=case.id,
        number=say_case(case.reference),
        case_types=tuple(case_types),
        what=REASONS.join(filter(None, (case.close_reason, case.substatus))),
        rules=rules,
    )


def _appointment(connection: Connection, happening: Happening) -> Row[Any] | None:
    """The appointment that was made, moved or cancelled, as it is now."""
    if happening.subject_id is None or not happening.kind.startswith("appointment"):
        return None
    return kept.appointment(connection, happening.subject_id)


def _when(desk: Desk, about: Row[Any] | None) -> str:
    """ " for Fri 27 Nov, 10:30"; empty for what is no appointment, or has no time."""
    if about is None or about.starts_at is None:
        return ""
    here = about.starts_at.astimezone(desk.zone)
    return f" for {say_day(here.date(), desk.today())}, {here:%H:%M}"


def _calendar(desk: Desk, about: Row[Any], number: str, sender: str) -> str:
    """The appointment as an .ics file, which says no more than the mail: no title, no place, no note."""
    from data.exchange.ics import Appointment, calendar_of

    office = desk.office or "Your union"
    off = about.starts_at is None or about.status == TaskStatus.CANCELLED
    summary = f"{office}: {number}" if number else office
    entry = Appointment(about.id, about.version, about.starts_at, about.minutes, summary, cancelled=off)
    return calendar_of([entry], desk.clock(), office, f"mailto:{sender}").decode()


# The inbox


def inbox(desk: Desk, *, limit: int = MOST, stop: Stop | None = None) -> tuple[Digest, ...]:
    """What this officer was told, of one record in one row, unread first (features L11)."""
    with desk.store.reading(stop) as connection:
        found = inboxes.inbox(connection, desk.officer, limit)
    together: dict[tuple[bool, UUID | None], list[Notice]] = {}
    for one in found:
        together.setdefault((one.read, one.case_id or one.member_id), []).append(one)
    return tuple(Digest(some[0], tuple(some)) for some in together.values())


def unread(desk: Desk, stop: Stop | None = None) -> int:
    """How much of it is not read."""
    with desk.store.reading(stop) as connection:
        return inboxes.unread(connection, desk.officer)


def read(desk: Desk, ids: Collection[UUID] | None = None) -> int:
    """These are read, or all; answers how many were not."""
    with desk.store.writing(action=INBOX, officer_id=desk.officer.id) as session:
        return inboxes.mark(session.connection(), desk.officer.id, desk.clock(), ids)


def read_of_case(desk: Desk, case_id: UUID) -> int:
    """What she was told of a case is read."""
    ids = [one.id for digest in inbox(desk) for one in digest.notices if one.case_id == case_id]
    return read(desk, ids) if ids else 0


def prune(desk: Desk) -> int:
    """Take away what is older than the office keeps; answers how many."""
    with desk.store.reading() as connection:
        rules, _mail = notice_rules.read(connection)
        before = desk.clock() - timedelta(days=rules.keep_days)
        if not inboxes.is_old(connection, before):
            return 0
    with desk.store.writing(action="notices.prune", officer_id=None) as session:
        return inboxes.prune(session.connection(), before)


def digest(desk: Desk) -> int:
    """Where the office has it so, one mail a day to each officer with what she has not read; answers how many.

    The number of each case and how much happened, no more (features L11).
    """
    with desk.store.reading() as connection:
        rules, mail = notice_rules.read(connection)
        if rules.staff_mail != "daily" or not (mail.host and mail.staff_address):
            return 0
        if desk.clock().astimezone(desk.zone).hour < DIGEST_FROM:
            return 0
        waiting = inboxes.unmailed(connection)
    posted = 0
    for officer_id, login in waiting:
        key = f"digest/{desk.today()}/{login}"
        # Two runs at once take turns: the second finds the mail of the first.
        with desk.store.writing(action="notices.digest", officer_id=None, key=officer_id) as session:
            if outbox.is_posted(session, key):
                continue
            lines = inboxes.take_unmailed(session.connection(), officer_id, desk.clock())
            said = [f"{number or 'A member'}: {', '.join(counted)}" for number, counted in lines]
            letter = outbox.Letter(
                key,
                mail.staff_address.replace("{login}", login),
                f"casetui: {len(said)} in your inbox",
                "\n".join([*said, "", "Your inbox in casetui has them.", ""]),
                None,
                None,
                "digest",
            )
            outbox.post(session, letter, at=desk.clock())
            posted += 1
    return posted
