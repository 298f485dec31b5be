"""A question to a member waits for its reply: answered, asked again, reminded of, or silent (features A4.22, A5.14)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from data.desk import outbox
from data.desk.desk import Desk
from data.desk.letters import letter, placeholders
from data.model import MessageRow
from data.repositories.cases import Cases
from data.repositories.members import Members
from data.repositories.messages import Messages, answered_by, waited_of
from data.repositories.writing import locked_case
from data.rules.awaited import after_days
from data.rules.folding import fold
from data.rules.messages import addresses, composed
from data.rules.reference import say_case
from data.types.errors import BadInput, Incomplete, NotAllowed
from data.types.messages import Awaited, Composed, MessageForm, MessageKind, Reply, Way
from data.types.records import Saved
from data.types.stop import Stop

REPLIED, AGAIN = "messages.replied", "messages.not_replied"
REMIND, SILENT = "messages.remind", "messages.silent"


def of_case(desk: Desk, case_id: UUID, stop: Stop | None = None) -> Awaited | None:
    """The question of a case that waits for its reply, or that nobody answered; None where there is none.

    Raises NotFound.
    """
    with desk.store.reading(stop) as connection:
        Cases(connection, desk.officer).seen(case_id)
        return Messages(connection).awaited([case_id]).get(case_id)


def replied(desk: Desk, case_id: UUID) -> Saved:
    """The member has answered what she was asked in this case; raises NotFound, NotAllowed where nothing was asked."""
    with desk.store.writing(action=REPLIED, officer_id=desk.officer.id) as session:
        case = locked_case(session, case_id)
        reference = Cases(session.connection(), desk.officer).seen(case_id)
        saved = Saved(case_id, reference, say_case(reference))
        assert case is not None
        if not answered(desk, session, case_id=case_id, member_id=case.member_id):
            raise NotAllowed(f"{saved.number} waits for no reply", todo="")
        return saved


def answered(
    desk: Desk,
    session: Session,
    *,
    case_id: UUID | None,
    member_id: UUID,
    at: datetime | None = None,
    email_id: UUID | None = None,
) -> bool:
    """Within an act: what she was asked in that case, or about none, is answered; False where nothing was asked.

    Called by whatever files contact that came from her; `at` is when it did, so that no older word answers.
    """
    return _end(desk, session, Reply.REPLIED, case_id=case_id, member_id=member_id, at=at, email_id=email_id)


def open_again(desk: Desk, session: Session, email_id: UUID) -> None:
    """Within an act: what that e-mail answered waits again, or is silent where its days are over meanwhile."""
    today = desk.today()
    for row in answered_by(session, email_id):
        over = row.reply_by is not None and row.reply_by < today
        row.reply, row.ended_at, row.ended_by = Reply.AWAITING.value, None, None
        if over:
            row.reply, row.ended_at = Reply.SILENT.value, desk.clock()
    session.flush()


def ask_again(desk: Desk, session: Session, *, case_id: UUID | None, member_id: UUID) -> bool:
    """Within an act: another question takes the place of the one that is open."""
    return _end(desk, session, Reply.ASKED_AGAIN, case_id=case_id, member_id=member_id)


def _end(
    desk: Desk,
    session: Session,
    what: Reply,
    *,
    case_id: UUID | None,
    member_id: UUID,
    at: datetime | None = None,
    email_id: UUID | None = None,
) -> bool:
    waited = waited_of(session, case_id=case_id, member_id=member_id)
    rows = [row for row in waited if at is None or row.sent_at <= at]
    for row in rows:
        row.reply, row.ended_at, row.ended_by = what.value, desk.clock(), desk.officer.id
        row.answer_id = email_id
    session.flush()
    return bool(rows)


def silent(desk: Desk, now: datetime | None = None) -> tuple[int, int]:
    """Questions whose days are over: the member is reminded as her case's type has it, and after that there is no
    reply; answers how many of each. Once, however often and by however many this is run.

    Whoever may see the cases: the program itself does it, each in one act of its own.
    """
    today = (now or desk.clock()).astimezone(desk.zone).date()
    with desk.store.reading() as connection:
        over = Messages(connection).over(today)
    done = [_over(desk, message_id, now or desk.clock()) for message_id in over]
    return done.count(SILENT), done.count(REMIND)


def _over(desk: Desk, message_id: UUID, now: datetime) -> str:
    """Remind of one, or say that there is no reply; empty where another run was first, or a reply."""
    today = now.astimezone(desk.zone).date()
    with desk.store.reading() as connection:
        planned = _reminder(desk, connection, message_id)
    action = REMIND if planned is not None else SILENT
    with desk.store.writing(action=action, officer_id=None) as session:
        row = session.get(MessageRow, message_id, with_for_update=True)
        if row is None or row.reply != Reply.AWAITING or row.reply_by is None or row.reply_by >= today:
            return ""
        loop = Messages(session.connection()).loop(row.case_id) if row.case_id else None
        step = after_days(loop, row.reminded, row.way, today)
        if planned is None:
            row.reply, row.ended_at = Reply.SILENT.value, now
        elif not step.remind:
            return ""
        else:
            row.reminded, row.reply_by = row.reminded + 1, step.by
            session.add(_row(desk, row, *planned, now))
            key = f"message/{row.id}/{row.reminded}"
            outbox.post(session, letter(key, planned[1], row.case_id, row.member_id))
        session.flush()
    return action


def _reminder(desk: Desk, connection: Connection, message_id: UUID) -> tuple[str, Composed] | None:
    """Name and words of the reminder that is due; None where none is left, or none may go to her."""
    messages = Messages(connection)
    asked = messages.one(message_id)
    loop = messages.loop(asked.case_id) if asked is not None and asked.case_id is not None else None
    if asked is None or asked.case_id is None or loop is None:
        return None
    if not after_days(loop, asked.reminded, asked.way, desk.today()).remind:
        return None
    text = next((one for one in messages.templates() if one.name == loop.template), None)
    card = Members(connection, desk.officer).card(asked.member_id, desk.today(), desk.arrears_days)
    known = [fold(one) for one in addresses(card, MessageKind.EMAIL)]
    if (
        text is None
        or text.kind is not MessageKind.EMAIL
        or card.do_not_contact
        or fold(asked.to) not in known
    ):
        return None
    # The program itself reads it, whoever may see it.
    case = Cases(connection, desk.officer).read(asked.case_id, leaving=True)
    form = MessageForm(message_id, card.id, "", to=asked.to, subject=text.subject, body=text.body)
    try:
        return text.name, composed(form, placeholders(desk, card, case, asked.sent_by))
    except (BadInput, Incomplete):
        # A placeholder of which nothing is on record: nothing with a hole in it leaves the office.
        return None


def _row(desk: Desk, of: MessageRow, template: str, message: Composed, now: datetime) -> MessageRow:
    return MessageRow(
        id=desk.new_id(),
        case_id=of.case_id,
        member_id=of.member_id,
        kind=MessageKind.EMAIL.value,
        way=Way.MAIL.value,
        template=template,
        to_address=message.to,
        subject=message.subject,
        body=message.body,
        sent_at=now,
        reminds_id=of.id,
    )
