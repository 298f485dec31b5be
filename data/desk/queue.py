"""The work of the day (features A5.03, A5.04)."""

from uuid import UUID

from sqlalchemy.engine import Connection

from data.desk import milestones
from data.desk.appointments import day_of
from data.desk.desk import Desk
from data.desk.targets import why_there
from data.repositories.cases import Cases
from data.repositories.interactions import Interactions
from data.repositories.members import Members
from data.repositories.targets import Targets
from data.repositories.tasks import Tasks
from data.repositories.timeline import Timeline
from data.repositories.work import Work
from data.repositories.workload import loads
from data.rules.days import say_ago
from data.rules.deadlines import limits_said
from data.rules.holding import marks_said
from data.types.errors import BadInput
from data.types.records import CaseRecord, InteractionRecord
from data.types.stop import Stop
from data.types.work import Brief, WorkList
from data.types.workload import Load

LAST_CONTACTS = 3
"""How many of them a handover brief tells (features A2.17)."""


def mine(desk: Desk, limit: int = 200, stop: Stop | None = None) -> WorkList:
    """What is to do: the officer's own and what nobody has claimed; for supervisors everyone's."""
    with desk.store.reading(stop) as connection:
        work = Work(connection, desk.officer).list(desk.today(), limit)
        own = Tasks(connection, desk.officer).appointments(desk.officer.id, *day_of(desk))
        return work._replace(rows=why_there(desk, Targets(connection), work.rows), appointments=own)


def brief(desk: Desk, record: str, record_id: UUID, stop: Stop | None = None) -> Brief:
    """What another officer needs to go on with a row, `case` or `interaction` (features A2.17); raises NotFound."""
    with desk.store.reading(stop) as connection:
        if record == "case":
            return of_case(desk, connection, Cases(connection, desk.officer).read(record_id))
        if record == "interaction":
            return of_interaction(desk, connection, Interactions(connection, desk.officer).read(record_id))
    raise BadInput("a kind of record; it is case or interaction")


def of_case(desk: Desk, connection: Connection, case: CaseRecord) -> Brief:
    """The brief of a case that was read."""
    members = Members(connection, desk.officer)
    member = members.caller(case.member_id, desk.today(), desk.arrears_days)
    return Brief(
        record="case",
        id=case.id,
        number=case.number,
        heading=case.title,
        member_id=case.member_id,
        member_name=member.name,
        member_number=member.number,
        standing=member.standing,
        job=case.job or members.current_job(case.member_id),
        sections=case.description,
        next_steps=case.next_steps,
        owner=case.owner,
        follow_up_on=case.follow_up_on,
        # What is on hold is not late.
        due_on=None if any(one.paused_since for one in case.targets) else case.due_on,
        status=case.status,
        last_contacts=_last_contacts(desk, connection, case.member_id),
        phone=member.phone,
        ticket_url=case.ticket_url,
        marks=marks_said(case.scope, case.confidential, case.marked_for_review),
        deadlines=limits_said(case, desk.today()),
        milestone=milestones.within(desk, connection, case),
        done=case.closed_at is not None,
    )


def of_interaction(desk: Desk, connection: Connection, interaction: InteractionRecord) -> Brief:
    """The brief of an interaction that was read."""
    members = Members(connection, desk.officer)
    member = members.caller(interaction.member_id, desk.today(), desk.arrears_days)
    return Brief(
        record="interaction",
        id=interaction.id,
        number=interaction.number,
        heading=interaction.related_to,
        member_id=interaction.member_id,
        member_name=member.name,
        member_number=member.number,
        standing=member.standing,
        job=interaction.job or members.current_job(interaction.member_id),
        sections=interaction.sections,
        next_steps=next((part.body for part in interaction.sections if part.title == "Actions"), ""),
        owner=(interaction.follow_up_open and interaction.follow_up_by_name) or interaction.officer_name,
        follow_up_on=interaction.follow_up_on if interaction.follow_up_open else None,
        due_on=None,
        status=interaction.outcome,
        last_contacts=_last_contacts(desk, connection, interaction.member_id),
        phone=member.phone,
        ticket_url=interaction.ticket_url,
        to_do=interaction.follow_up_action if interaction.follow_up_open else "",
        follow_up_by=interaction.follow_up_by,
        done=interaction.case_id is not None
        or (interaction.follow_up_on is not None and not interaction.follow_up_open),
    )


def _last_contacts(desk: Desk, connection: Connection, member_id: UUID) -> tuple[str, ...]:
    """The last three: "1 d ago, phone, Kim: Hours, rosters & breaks"."""
    said = []
    for one in Timeline(connection, desk.officer).last_contacts(member_id, LAST_CONTACTS):
        ago = say_ago(one.at.astimezone(desk.zone).date(), desk.today())
        who = one.who.split(" ", 1)[0]
        said.append(f"{ago}, {one.channel.split(' – ')[0].lower()}, {who}: {one.title}")
    return tuple(said)


def load(desk: Desk, stop: Stop | None = None) -> dict[str, Load]:
    """What each officer and team holds as the primary one, by the assignee's key: said beside names in pickers.

    Of everyone, for everyone: whoever allocates a case has to know who could take it (features A2.12).
    """
    with desk.store.reading(stop) as connection:
        return loads(connection, desk.officer, desk.today())
