"""Messages to a member: begun, sent, listed (features A4.22, A3.45).

On a case a message is its row, which says to whom, how and what became of it, and a public note of the case with the
same words: so it stands wherever contact is read, in the notes, the line of time, the search, the brief and the
letter, and nobody has to look in a second place. One to a member about no case is its row alone.
"""

from dataclasses import replace
from uuid import UUID

from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from data.desk import outbox, targeting
from data.desk.awaiting import ask_again
from data.desk.desk import Desk
from data.desk.letters import letter, placeholders
from data.model import CaseRow, MessageRow, NoteRow
from data.repositories.cases import Cases
from data.repositories.lists import Lists
from data.repositories.members import Members
from data.repositories.messages import Messages
from data.repositories.writing import add_note, locked_case
from data.rules.awaited import first_wait, reply_by
from data.rules.channels import outbound_message
from data.rules.clean import clean, clean_line
from data.rules.folding import fold
from data.rules.messages import (
    addresses,
    check_lengths,
    check_way,
    filled,
    offered,
    ways,
)
from data.rules.note_kinds import NoteKind
from data.rules.reference import say_case
from data.types.errors import BadInput, Incomplete, NotAllowed
from data.types.messages import (
    Composed,
    Message,
    MessageForm,
    MessageKind,
    MessageTemplate,
    Reply,
    ToWrite,
    Way,
)
from data.types.notes import NO_TEMPLATE, Section
from data.types.records import CaseRecord, Saved
from data.types.stop import Stop

SEND = "messages.send"


def to_write(desk: Desk, member_id: UUID, case_id: UUID | None = None, stop: Stop | None = None) -> ToWrite:
    """What a message is written with; raises NotFound."""
    with desk.store.reading(stop) as connection:
        case = Cases(connection, desk.officer).read(case_id) if case_id is not None else None
        card = Members(connection, desk.officer).card(member_id, desk.today(), desk.arrears_days)
        messages = Messages(connection)
        return ToWrite(
            card,
            offered(messages.templates(), case.case_types if case else (), case.close_reason if case else ""),
            placeholders(desk, card, case),
            messages.loop(case.id) if case else None,
            messages.awaited([case.id]).get(case.id) if case else None,
            outbox.posts(connection),
        )


def begin(desk: Desk, known: ToWrite, case: CaseRecord | None, template: str = "") -> MessageForm:
    """A message in which nothing is written yet, or which begins as a text of the office; raises BadInput."""
    label = f"{case.number} {case.title}, {known.card.name}" if case else known.card.name
    form = MessageForm(desk.new_id(), known.card.id, label, case.id if case else None)
    found = named(known.templates, template) if template else None
    return under(form, known, found)


def under(form: MessageForm, known: ToWrite, template: MessageTemplate | None) -> MessageForm:
    """The form as a text of the office has it, with what is known in place of the placeholders."""
    kind = template.kind if template else MessageKind.EMAIL
    at_hand = addresses(known.card, kind)
    way = ways(known.card, kind, posts=known.posts)[0]
    made = replace(form, kind=kind, to=at_hand[0] if at_hand else "", way=way)
    made.reply_days = first_wait(template, known.loop)
    if template is not None:
        made.template = template.name
        made.subject, made.body = (filled(text, known.values) for text in (template.subject, template.body))
    return made


def named(templates: tuple[MessageTemplate, ...], name: str) -> MessageTemplate:
    """The text that is called so, or begins so; raises BadInput with what there is."""
    found = [one for one in templates if fold(one.name).startswith(fold(name))]
    if not found:
        there = ", ".join(one.name for one in templates) or "none"
        raise BadInput(f"message {clean_line(name)[:40]!r} is in no list; there are {there}")
    return next((one for one in found if fold(one.name) == fold(name)), found[0])


def send(desk: Desk, form: MessageForm) -> Saved:
    """Keep the message and, where that is how it goes, hand it to the mail server: once, however often it is sent.

    Its placeholders are filled already. Raises Incomplete, BadInput, NotFound, NotAllowed for a member who is not to be
    contacted or cannot be reached so; a copy is always allowed.
    """
    message = _cleaned(form)
    with desk.store.writing(action=SEND, officer_id=desk.officer.id, key=form.id) as session:
        connection = session.connection()
        case = _held_case(desk, session, form)
        card = Members(connection, desk.officer).card(form.member_id, desk.today(), desk.arrears_days)
        reference = case.reference if case is not None else 0
        saved = Saved(form.case_id or form.member_id, reference, say_case(reference) if case else card.number)
        if session.get(MessageRow, form.id) is not None:
            return saved._replace(already=True)
        check_way(card, form)
        if form.way == Way.MAIL and not outbox.posts(connection):
            raise NotAllowed(
                "this office has no mail server", todo="Open it in your own mail program, or copy it."
            )
        by = reply_by(desk.today(), form.reply_days)
        if by is not None:
            ask_again(desk, session, case_id=form.case_id, member_id=form.member_id)
        session.add(
            MessageRow(
                id=form.id,
                case_id=form.case_id,
                member_id=form.member_id,
                kind=form.kind,
                way=form.way,
                template=clean_line(form.template),
                to_address=message.to,
                subject=message.subject,
                body=message.body,
                sent_by=desk.officer.id,
                sent_at=desk.clock(),
                reply=(Reply.NONE if by is None else Reply.AWAITING).value,
                reply_by=by,
            )
        )
        session.flush()
        if case is not None:
            _note(desk, session, connection, case, form, message)
        if form.way == Way.MAIL:
            outbox.post(session, letter(f"message/{form.id}", message, form.case_id, form.member_id))
        return saved


def of_case(desk: Desk, case_id: UUID, stop: Stop | None = None) -> tuple[Message, ...]:
    """The messages of a case, the newest first; raises NotFound."""
    with desk.store.reading(stop) as connection:
        Cases(connection, desk.officer).seen(case_id)
        return Messages(connection).of_case(case_id)


def of_member(desk: Desk, member_id: UUID, stop: Stop | None = None) -> tuple[Message, ...]:
    """All messages to a member, the newest first."""
    with desk.store.reading(stop) as connection:
        return Messages(connection).of_member(member_id, desk.officer)


def _cleaned(form: MessageForm) -> Composed:
    sms = form.kind == MessageKind.SMS
    done = Composed(clean_line(form.to), "" if sms else clean_line(form.subject), clean(form.body).strip())
    gaps = [label for label, text in (("Subject", sms or done.subject), ("Text", done.body)) if not text]
    if gaps:
        raise Incomplete(tuple(gaps))
    check_lengths(done, sms=sms)
    return done


def _held_case(desk: Desk, session: Session, form: MessageForm) -> CaseRow | None:
    """The case, held until the unit of work ends; raises NotFound, and NotAllowed where it became another member's."""
    if form.case_id is None:
        return None
    case = locked_case(session, form.case_id)
    Cases(session.connection(), desk.officer).seen(form.case_id)
    if case is not None and case.member_id != form.member_id:
        raise NotAllowed(f"{say_case(case.reference)} is another member's now", todo="")
    return case


def _note(
    desk: Desk, session: Session, connection: Connection, case: CaseRow, form: MessageForm, message: Composed
) -> None:
    """The same words as a public note; they are contact, which meets the targets."""
    channel = outbound_message(Lists(connection).choices(desk.officer).interaction_types, form.kind)
    parts = [Section("Subject", message.subject)] if message.subject else []
    note = NoteRow(
        id=form.id,
        case_id=case.id,
        template=NO_TEMPLATE.key,
        security=NoteKind.PUBLIC.value,
        author_id=desk.officer.id,
        written_at=desk.clock(),
        channel=channel,
    )
    add_note(session, note, [*parts, Section("Message", message.body)])
    targeting.contact(desk, session, case, reached=True)
