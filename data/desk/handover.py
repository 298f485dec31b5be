"""The handover brief of a case or an interaction, and whom a redacted one must not name (features A2.17, B15)."""

from uuid import UUID

from sqlalchemy.engine import Connection

from data.desk.desk import Desk
from data.desk.held import people
from data.desk.queue import of_case, of_interaction
from data.repositories.cases import Cases
from data.repositories.history import History
from data.repositories.interactions import Interactions
from data.repositories.members import Members
from data.repositories.tasks import Tasks
from data.repositories.timeline import Timeline
from data.rules.handover import handover
from data.rules.holding import name_of
from data.rules.note_kinds import NoteKind
from data.rules.note_text import shown
from data.rules.notes import pinned_said
from data.types.errors import BadInput
from data.types.handover import Handover, Known, OnFile, Pinned
from data.types.members import ContactKind
from data.types.records import CaseRecord
from data.types.stop import Stop
from data.types.tasks import TaskStatus
from data.types.work import Brief

NAMES = ("given", "family", "informal", "name")
"""Fields of a member whose former values are former names."""


def of(desk: Desk, record: str, record_id: UUID, stop: Stop | None = None) -> Handover:
    """The eight answers of a `case` or an `interaction`; raises NotFound, BadInput for another kind of record."""
    with desk.store.reading(stop) as connection:
        if record == "case":
            brief = _case(desk, connection, record_id)
        elif record == "interaction":
            brief = _interaction(desk, connection, record_id)
        else:
            raise BadInput("a kind of record; it is case or interaction")
    return handover(brief, desk.today())


def _case(desk: Desk, connection: Connection, case_id: UUID) -> Brief:
    case = Cases(connection, desk.officer).read(case_id)
    brief = of_case(desk, connection, case)
    tasks = Tasks(connection, desk.officer).of_case(case_id)
    return brief._replace(
        sections=tuple(shown(case.description, no_advice=bool(case.notes) and case.notes[-1].no_advice)),
        holder=_holder(connection, case),
        on_file=OnFile(
            notes=case.note_count,
            interactions=1 if case.interaction_id else 0,
            tasks=len(tasks),
            tasks_open=sum(one.status is TaskStatus.OPEN for one in tasks),
            contacts=Timeline(connection, desk.officer).interactions(case.member_id),
        ),
        pinned=tuple(
            Pinned(pinned_said(note, desk.zone, desk.today()), text, note.security == NoteKind.INTERNAL)
            for note in case.notes
            if note.pinned_at is not None
            and (text := "\n".join(part.body.strip() for part in note.sections if part.body.strip()))
        ),
    )


def _holder(connection: Connection, case: CaseRecord) -> str:
    """The primary one, be it a team or a role."""
    if case.owner or not case.assignees:
        return case.owner
    return name_of(case.assignees[0], people(connection))


def _interaction(desk: Desk, connection: Connection, interaction_id: UUID) -> Brief:
    one = Interactions(connection, desk.officer).read(interaction_id)
    brief = of_interaction(desk, connection, one)
    return brief._replace(
        sections=tuple(shown(one.sections, no_advice=one.no_advice)),
        holder=brief.owner,
        on_file=OnFile(
            notes=1,
            interactions=1,
            contacts=Timeline(connection, desk.officer).interactions(one.member_id),
        ),
    )


def known(desk: Desk, record: str, record_id: UUID, stop: Stop | None = None) -> Known:
    """Whom the store knows about a record: its member under every name, and the staff, her own officers first.

    Raises NotFound, BadInput.
    """
    with desk.store.reading(stop) as connection:
        if record == "case":
            case = Cases(connection, desk.officer).read(record_id)
            member_id, own = case.member_id, [one.officer_id for one in case.assignees if one.officer_id]
        elif record == "interaction":
            interaction = Interactions(connection, desk.officer).read(record_id)
            member_id, own = interaction.member_id, [interaction.officer_id]
        else:
            raise BadInput("a kind of record; it is case or interaction")
        card = Members(connection, desk.officer).card(member_id, desk.today(), desk.arrears_days)
        former = [
            value
            for line in History(connection, desk.officer).of("member", member_id)
            if line.record == "member" and line.field in NAMES
            for value in (line.old, line.new)
            if value
        ]
        names = (card.name, f"{card.given} {card.family}", card.given, card.family, card.informal, *former)
        person = card.kind is ContactKind.PERSON
        staff = sorted(
            people(connection).staff,
            key=lambda one: own.index(one.id) if one.id in own else len(own),
        )
        return Known(
            names=tuple(dict.fromkeys(name for name in names if name.strip())) if person else (),
            whole=() if person else tuple(dict.fromkeys(name for name in names if name.strip())),
            numbers=(card.number,),
            phones=tuple(text for phone in card.phones for text in (phone.shown, phone.e164) if text),
            emails=tuple(email.address for email in card.emails),
            addresses=tuple(text for at in card.addresses for text in (at.line, at.street) if text.strip()),
            officers=tuple((one.name, one.login) for one in staff),
        )
