"""What the words of a message are made of, and the message as it goes to the mail server."""

from uuid import UUID

from data.desk.desk import Desk
from data.desk.outbox import Letter
from data.rules.placeholders import values
from data.types.members import MemberCard
from data.types.messages import Composed
from data.types.records import CaseRecord

MESSAGED = "member.messaged"


def placeholders(desk: Desk, card: MemberCard, case: CaseRecord | None, officer: str = "") -> dict[str, str]:
    """What the placeholders of a message stand for: of her, her job and the case; nothing of a note."""
    job = (case.job if case else None) or next(iter(card.jobs), None)
    found = values(card, job, officer or desk.officer.name, desk.today())
    more = {"case": case.number if case else "", "title": case.title if case else "", "office": desk.office}
    return {**found, **more}


def letter(key: str, message: Composed, case_id: UUID | None, member_id: UUID) -> Letter:
    """The message as it goes to the mail server; with the same key it goes once."""
    return Letter(
        key=key,
        to=message.to,
        subject=message.subject,
        body=message.body,
        case_id=case_id,
        member_id=member_id,
        kind=MESSAGED,
    )
