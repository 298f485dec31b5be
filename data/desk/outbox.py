"""Mail that waits to go: put into the store with what it tells of, sent by the clock (issue 8)."""

from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from data.desk.desk import Desk
from data.repositories import notice_rules
from data.repositories import outbox as kept
from data.rules.clean import clean_line
from data.rules.mailing import next_try, unsent_said
from data.types.errors import BadInput, NotFound, StoreReadOnly
from data.types.notices import Mail, MailSettings, MailState, Posted
from data.types.stop import Stop

ACTION = "outbox.send"
MOST = 200
"""Mails of one run; the next goes on."""
HANGS = timedelta(minutes=10)
"""A mail that has been going for longer was left by a run that ended."""
SILENT = "the server did not say whether it has it"
ENDED = "what sent it ended before it was known whether the server has it"
_MINUTE = timedelta(minutes=1)


class Letter(NamedTuple):
    """A mail."""

    key: str
    """With the same key it goes once."""
    to: str
    subject: str
    body: str
    case_id: UUID | None
    member_id: UUID | None
    kind: str
    calendar: str = ""
    """An .ics file that goes with it."""


def post(session: Session, letter: Letter, *, at: datetime | None = None, unsent: str = "") -> None:
    """Put it into the outbox within the caller's transaction; with a key that is there already nothing is done.

    With `unsent` it does not go and says why.
    """
    kept.add(
        session,
        letter._asdict() | {"to": clean_line(letter.to), "subject": clean_line(letter.subject)},
        at or session.info["intent"].at,
        unsent,
    )


def is_posted(session: Session, key: str) -> bool:
    """Whether a mail of that key was put in."""
    return kept.is_known(session.connection(), key)


def posts(connection: Connection) -> bool:
    """Whether the office has a mail server."""
    return bool(notice_rules.read(connection)[1].host)


def is_set_up(desk: Desk) -> bool:
    """The same, asked by itself."""
    with desk.store.reading() as connection:
        return posts(connection)


def where_password(desk: Desk) -> str:
    """Under what the password of the mail server lies in the keyring; empty where there is none to give."""
    with desk.store.reading() as connection:
        _rules, settings = notice_rules.read(connection)
    return mail_url(settings) if settings.host and settings.user else ""


def listing(
    desk: Desk, *, everything: bool = False, case_id: UUID | None = None, stop: Stop | None = None
) -> tuple[Mail, ...]:
    """What waits, failed or is unsure, the oldest first; with `everything` also what went and what was given up."""
    with desk.store.reading(stop) as connection:
        return kept.listing(connection, desk.officer, everything=everything, case_id=case_id)


def trouble(desk: Desk, case_id: UUID, stop: Stop | None = None) -> str:
    """What is to be told on a case of the last mail about it: why none went, or that nobody knows (features A3.09)."""
    with desk.store.reading(stop) as connection:
        found = kept.last_of(connection, desk.officer, case_id)
    return unsent_said(found) if found is not None else ""


def retry(desk: Desk, number: int) -> Mail:
    """Send it again with the next run: raises NotFound, BadInput for what has gone or is going."""
    return _step(desk, number, MailState.WAITING)


def give_up(desk: Desk, number: int) -> Mail:
    """It does not go: raises NotFound, BadInput for what has gone or is going."""
    return _step(desk, number, MailState.GIVEN_UP)


def _step(desk: Desk, number: int, state: MailState) -> Mail:
    with desk.store.writing(action="outbox.step", officer_id=desk.officer.id) as session:
        connection = session.connection()
        found = next(
            (one for one in kept.listing(connection, desk.officer, everything=True) if one.number == number),
            None,
        )
        if found is None:
            raise NotFound("no mail of that number is in the outbox")
        if found.state is MailState.SENT:
            raise BadInput("the mail, which has gone")
        if not found.to and state is MailState.WAITING:
            raise BadInput(f"the mail, which goes to nobody: {found.error}")
        going = found.state is MailState.SENDING and not found.unsure
        if going or not kept.put(connection, found.id, state, at=desk.clock(), was=found.state):
            raise BadInput(f"the mail, which is being sent; look again in {HANGS // _MINUTE} minutes")
    return found


def send_waiting(desk: Desk) -> Posted:
    """Send what is due by the office's mail server, each once, by any number of runs at once.

    A mail is claimed in a transaction of its own before the server is asked, and put down as sent after it: what a
    run that was killed left between the two may have gone, is not sent again blindly, and stands as unsure.
    """
    with desk.store.reading() as connection:
        _rules, settings = notice_rules.read(connection)
        due = kept.due(connection, desk.clock(), MOST) if settings.host else ()
        hangs = kept.hanging(connection, desk.clock() - HANGS)
    unsure = sum(_left(desk, one) for one in hangs)
    if not due:
        return Posted(unsure=unsure)
    return _send(desk, settings, due)._replace(unsure=unsure)


def send_own(desk: Desk) -> Posted:
    """The same where the store is this desk's own; however long the mail server takes."""
    if desk.store.shared:
        return Posted()
    try:
        return send_waiting(desk)
    except StoreReadOnly:
        return Posted()


def _left(desk: Desk, mail_id: UUID) -> bool:
    """A run that ended had it: nobody knows whether it went."""
    with desk.store.writing(action=ACTION, officer_id=None) as session:
        return kept.unsure(session.connection(), mail_id, ENDED, desk.clock() - HANGS)


def _send(desk: Desk, settings: MailSettings, due: tuple[UUID, ...]) -> Posted:
    from data.exchange.smtp import Post, Refused, Unreachable
    from data.local.passwords import mail_password

    sent = failed = 0
    with Post(settings, mail_password(mail_url(settings))) as server:
        for mail_id in due:
            with desk.store.writing(action=ACTION, officer_id=None) as session:
                letter = kept.claim(session.connection(), mail_id, desk.clock())
            if letter is None:
                continue
            state, error, unsure = MailState.SENT, "", False
            try:
                server.send(letter)
            except Refused as refused:
                state, error = MailState.FAILED if refused.forever else MailState.WAITING, str(refused)
            except Unreachable as lost:
                state, error, unsure = MailState.WAITING, str(lost), lost.unsure
            tries = letter.tries + 1
            with desk.store.writing(action=ACTION, officer_id=None) as session:
                if unsure:
                    kept.unsure(session.connection(), mail_id, SILENT)
                else:
                    again = next_try(desk.clock(), tries) if state is MailState.WAITING else None
                    if state is MailState.WAITING and again is None:
                        state = MailState.FAILED
                    kept.put(
                        session.connection(),
                        mail_id,
                        state,
                        at=desk.clock(),
                        error=error,
                        tries=tries,
                        again=again,
                    )
            sent += state is MailState.SENT
            failed += state is not MailState.SENT
            if server.gone:
                break
    return Posted(sent, failed)


def mail_url(settings: MailSettings) -> str:
    """Under what the password of the mail server lies in the keyring."""
    return f"smtp://{settings.user}@{settings.host}:{settings.port}"
