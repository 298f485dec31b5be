"""Mail to the member of a case about what happened to it (features A3.08, A3.09, A3.21, N1, N12, N13, N18 to N21)."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.engine import Connection, Row
from sqlalchemy.orm import Session

from data.desk import outbox
from data.desk.desk import Desk
from data.model import CaseRow
from data.repositories import notice_rules
from data.repositories import notices as kept
from data.rules.days import say_day
from data.rules.happenings import REASONS
from data.rules.notices import to_member, why_unsent
from data.rules.reference import say_case
from data.types.happenings import Happening, Kind
from data.types.notices import MailSettings, NoticeRules, Unsent
from data.types.tasks import TaskStatus


def mail_member(
    desk: Desk,
    session: Session,
    happening: Happening,
    case_types: tuple[str, ...],
    case: Row[Any] | None,
    what: str,
    rules: NoticeRules,
    mail: MailSettings,
) -> None:
    """What happened, to the member: to whom none goes, the outbox says why."""
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
