"""A case lives through breach, escalation, mail out, reply in and its end, by real servers on loopback."""

import json
from collections.abc import Callable
from email.utils import format_datetime

import pytest
from sqlalchemy import delete, insert

from data.desk import awaiting, cases, clockwork, emails, mail_in, messages, notices, undoing
from data.desk.desk import Desk
from data.store.store import Store
from data.store.tables import SETTING
from data.types.emails import Target
from data.types.messages import Reply, Way
from tests.builders import Clock, a_case, a_member, change_case
from tests.imap_server import PASSWORD, USER, ImapServer, imap
from tests.mail_server import Letters, mail_server
from tests.mails import an_email
from tests.storage.test_messages import written

HERS = "ada@example.org"


def mail_goes_and_comes(store: Store, letters: Letters, server: ImapServer) -> None:
    said = {
        "host": letters.host,
        "port": letters.port,
        "security": "none",
        "sender": "msd@example.com",
        "own": ["example.com"],
        "inbox": {"host": "127.0.0.1", "port": server.port, "user": USER, "security": server.security},
    }
    with store.loading("test") as connection:
        connection.execute(delete(SETTING).where(SETTING.c.key == "mail"))
        connection.execute(insert(SETTING).values(key="mail", value=json.dumps(said)))


def subjects(letters: Letters) -> list[str]:
    return [f"{one['To']}: {one['Subject']}" for one in letters.all]


def test_breach_escalation_mail_out_reply_in_close(
    desk: Desk,
    desk_for: Callable[[str], Desk],
    store: Store,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CASETUI_MAILBOX_PASSWORD", PASSWORD)
    lena = desk_for("lena.vogt")
    with mail_server() as letters, imap() as server:
        mail_goes_and_comes(store, letters, server)
        case_id = a_case(desk, a_member(store, email=HERS))
        clockwork.tick(desk)
        assert [one.partition(": ")[0] for one in subjects(letters)] == [HERS]
        clock.move(days=60)
        done = clockwork.tick(desk)
        assert (done.breached, done.escalated) == (1, 1)
        assert cases.read(desk, case_id).escalated_at is not None
        assert any("passed" in one.first.said for one in notices.inbox(lena) if one.unread)

        messages.send(desk, written(desk, case_id, way=Way.MAIL, reply_days=7))
        assert clockwork.tick(desk).mailed == 1 and clockwork.tick(desk).mailed == 0
        assert awaiting.of_case(desk, case_id) is not None

        clock.move(minutes=5)
        now = format_datetime(clock())
        server.put(an_email(message_id="<theirs@x>", from_="boss@example.net", subject="1", date=now))
        server.put(an_email(message_id="<old@x>", from_=HERS, subject="2"))
        server.put(an_email(message_id="<hers@x>", from_=HERS, subject="3", date=now))
        assert mail_in.pull(desk).new == 3
        # Of somebody else, and of before she was asked, none is an answer.
        *others, hers = sorted(emails.to_file(desk), key=lambda one: one.subject)
        for one in (*others, hers):
            emails.file(desk, one.id, Target(case_id=case_id))
            assert (awaiting.of_case(desk, case_id) is None) == (one is hers)
        assert messages.of_case(desk, case_id)[0].reply is Reply.REPLIED
        act = undoing.find(desk, "")
        undoing.undo(desk, act)
        assert awaiting.of_case(desk, case_id) is not None
        emails.file(desk, hers.id, Target(case_id=case_id))

        before = len(letters.all)
        change_case(desk, cases.read(desk, case_id), status="Closed", close_reason="resolved")
        clockwork.tick(desk)
        clockwork.tick(desk)
        assert [one.partition(": ")[0] for one in subjects(letters)[before:]] == [HERS]
