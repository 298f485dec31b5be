"""The office's mailbox: one folder of it is read into the list of what is to be filed (domain E4)."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from data.desk.desk import Desk
from data.desk.emails import keep
from data.exchange.mail_file import read_letter, unreadable
from data.exchange.mailbox import Fetched, Folder, opened
from data.local.log import log_error
from data.local.passwords import mailbox_password
from data.model import MailboxRow
from data.repositories.mailboxes import looked, mail_settings
from data.types.emails import Letter, Pulled
from data.types.errors import FileRefused, MailboxNotKnown, MailboxTrouble, NotAllowed, StoreReadOnly
from data.types.mailboxes import Mailbox, MailboxStanding
from data.types.stop import Stop

PULL = "emails.pull"
MOST = 200
"""E-mails that are fetched at one look."""
EVERY = timedelta(minutes=5)
"""How often the program and `casetui tick` look."""


def mailbox(desk: Desk) -> Mailbox | None:
    """The mailbox of the office; None where none is configured."""
    with desk.store.reading() as connection:
        return mail_settings(connection).inbox


def pull(desk: Desk, most: int = MOST, stop: Stop | None = None) -> Pulled:
    """Fetch what came since the last look; each e-mail is written with its number, so that none is read twice or lost.

    What is killed in the middle, or called off, goes on from there. Raises MailboxTrouble and Stopped, with everything
    kept that was fetched.
    """
    box = mailbox(desk)
    if box is None:
        raise MailboxNotKnown("no mailbox is configured", todo="Say [mail.inbox] in the configuration.")
    password = mailbox_password(box.account)
    if password is None:
        raise MailboxNotKnown(
            "its password is not known on this machine", todo="Give it with `casetui email password`."
        )
    _looked(desk, box, None)
    try:
        with opened(box, password, stop) as folder:
            last = _last(desk, box, folder)
            uids = folder.uids_after(last)
            pulled = Pulled(left=max(0, len(uids) - most))
            for uid in uids[:most]:
                pulled = _take(desk, box, folder, uid, pulled)
    except MailboxTrouble as error:
        _troubled(desk, box, error.detail)
        raise
    _troubled(desk, box, "")
    return pulled


def standing(desk: Desk) -> MailboxStanding | None:
    """How the office's mailbox is read; None where none is configured."""
    with desk.store.reading() as connection:
        box = mail_settings(connection).inbox
        last = looked(connection, box) if box is not None else None
    if box is None:
        return None
    known = mailbox_password(box.account) is not None
    return MailboxStanding(last.at if last else None, last.trouble if last else "", known)


def pull_due(desk: Desk, stop: Stop | None = None) -> Pulled | None:
    """The same where it is time to: None where it is not, or none is configured. Raises MailboxTrouble."""
    with desk.store.reading() as connection:
        box = mail_settings(connection).inbox
        last = looked(connection, box) if box is not None else None
    if box is None or (last is not None and desk.clock() - last.at < EVERY):
        return None
    return pull(desk, stop=stop) if mailbox_password(box.account) is not None else None


def pull_own(desk: Desk, stop: Stop | None = None) -> Pulled | None:
    """What the open program does on a store of its own; on a shared one `casetui tick` does it for all.

    A mailbox that does not answer is told to who looks into it, and by `casetui doctor`; not to everyone.
    """
    if desk.store.shared:
        return None
    try:
        return pull_due(desk, stop)
    except (MailboxTrouble, StoreReadOnly):
        return None


def _whose(desk: Desk) -> UUID | None:
    """Under the login of the clock it is nobody's act."""
    return None if desk.store.serves else desk.officer.id


def _last(desk: Desk, box: Mailbox, folder: Folder) -> int:
    """Up to which number it was read; 0 where the server has begun to number anew."""
    with desk.store.reading() as connection:
        last = looked(connection, box)
    return last.last_uid if last is not None and last.uid_validity == folder.uid_validity else 0


def _take(desk: Desk, box: Mailbox, folder: Folder, uid: int, pulled: Pulled) -> Pulled:
    fetched = folder.fetch(uid)
    if fetched is None:
        _looked(desk, box, folder.uid_validity, uid)
        return pulled
    letter, refused = _letter(fetched, f"{box.name} {folder.uid_validity} {uid}")
    with desk.store.writing(action=PULL, officer_id=_whose(desk)) as session:
        if not _go_on(desk, session, box, folder.uid_validity, uid):
            return pulled._replace(known=pulled.known + 1)
        try:
            _, new = keep(desk, session, letter, fetched.data, "", None)
        except NotAllowed:
            # It is on record where this officer does not see it.
            new = False
    return pulled._replace(
        new=pulled.new + new, known=pulled.known + (not new), refused=pulled.refused + refused
    )


def _letter(fetched: Fetched, name: str) -> tuple[Letter, bool]:
    """The e-mail; what cannot be read is kept as it came and shown as such, so that it holds up nothing behind it."""
    try:
        letter, _ = read_letter(fetched.data)
    except FileRefused:
        return unreadable(fetched.data, name), True
    except Exception as error:  # noqa: BLE001 - a fault of ours: told in the log, and the mailbox goes on
        log_error("an e-mail of the mailbox", error)
        return unreadable(fetched.data, name), True
    return letter._replace(whole=letter.whole and not fetched.cut), fetched.cut


def _go_on(desk: Desk, session: Session, box: Mailbox, validity: int, uid: int) -> bool:
    """Note the number as read; False where another look was faster."""
    desk.store.take_turns(session, f"mailbox {box.name}")
    row = session.get(MailboxRow, box.name, with_for_update=True)
    if row is None:
        session.add(MailboxRow(name=box.name, uid_validity=validity, last_uid=uid, read_at=desk.clock()))
    elif row.uid_validity == validity and row.last_uid >= uid:
        return False
    else:
        row.uid_validity, row.last_uid, row.read_at = validity, uid, desk.clock()
    session.flush()
    return True


def _troubled(desk: Desk, box: Mailbox, why: str) -> None:
    """Note why it cannot be read, or that it can be again."""
    with desk.store.reading() as connection:
        last = looked(connection, box)
    if last is None or last.trouble == why:
        return
    with desk.store.writing(action=PULL, officer_id=_whose(desk)) as session:
        session.get_one(MailboxRow, box.name, with_for_update=True).trouble = why
        session.flush()


def _looked(desk: Desk, box: Mailbox, validity: int | None, uid: int = 0) -> None:
    """Note when it was looked into, and what is there no more."""
    with desk.store.writing(action=PULL, officer_id=_whose(desk)) as session:
        if validity is not None:
            _go_on(desk, session, box, validity, uid)
            return
        row = session.get(MailboxRow, box.name, with_for_update=True)
        if row is None:
            session.add(MailboxRow(name=box.name, uid_validity=0, last_uid=0, read_at=desk.clock()))
        else:
            row.read_at = desk.clock()
        session.flush()
