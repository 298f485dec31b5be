"""Who is told of what happened, and the inbox of an officer (features N1 to N21, A4.32 to A4.34)."""

from collections.abc import Collection
from contextlib import suppress
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.engine import Connection, Row
from sqlalchemy.orm import Session

from data.desk import outbox
from data.desk.desk import Desk
from data.desk.member_mail import mail_member
from data.repositories import inboxes, notice_rules
from data.repositories import notices as kept
from data.repositories.notices import People
from data.rules.notices import decide, said_to_officer
from data.rules.reference import say_case
from data.types.happenings import Happening, Kind
from data.types.notices import Digest, MailSettings, Notice, NoticeRules
from data.types.stop import Stop

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
        mail_member(desk, session, happening, about.case_types, case, what, rules, mail)


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
