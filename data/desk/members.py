"""One member: the card and the timeline."""

from uuid import UUID

from data.desk.desk import Desk
from data.repositories.members import Members
from data.repositories.timeline import Timeline
from data.rules.clean import clean_line
from data.types.members import MemberCard
from data.types.stop import Stop
from data.types.timeline import TimelineItem


def card(desk: Desk, member_id: UUID, stop: Stop | None = None) -> MemberCard:
    """The profile; raises NotFound."""
    with desk.store.reading(stop) as connection:
        return Members(connection, desk.officer).card(member_id, desk.today(), desk.arrears_days)


def by_number(desk: Desk, number: str, stop: Stop | None = None) -> MemberCard:
    """The profile of a membership number; raises NotFound."""
    with desk.store.reading(stop) as connection:
        members = Members(connection, desk.officer)
        return members.card(members.id_of(clean_line(number)), desk.today(), desk.arrears_days)


def timeline(
    desk: Desk, member_id: UUID, limit: int = 200, stop: Stop | None = None
) -> tuple[TimelineItem, ...]:
    """Interactions, cases and their notes in one line, newest first (features A1.06)."""
    with desk.store.reading(stop) as connection:
        return Timeline(connection, desk.officer).of_member(member_id, limit)
