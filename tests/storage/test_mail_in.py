"""The office's mailbox over IMAP: nothing read twice, nothing lost, whatever the server does; nothing in it changed."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread

import pytest
from sqlalchemy import delete, func, insert, select

from data.desk import emails, mail_in
from data.desk.desk import Desk
from data.exchange import mail_file, mail_parts, mailbox
from data.local.log import start_log
from data.model import LetterRow
from data.store.tables import SETTING
from data.types.emails import Pulled, Target
from data.types.errors import MailboxTrouble
from data.types.mailboxes import MailboxStanding
from data.types.stop import Stop, Stopped
from tests.builders import Clock, a_case, a_member
from tests.imap_server import PASSWORD, USER, ImapServer, imap
from tests.mails import an_email


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[ImapServer]:
    monkeypatch.setenv("CASETUI_MAILBOX_PASSWORD", PASSWORD)
    monkeypatch.setattr(mailbox, "ANSWER_S", 5.0)
    with imap() as running:
        yield running


def configured(desk: Desk, server: ImapServer, **other: object) -> None:
    inbox = {
        "host": "127.0.0.1",
        "port": server.port,
        "user": USER,
        "security": server.security,
        "folder": "INBOX",
    }
    value = json.dumps({"own": ["example.com"], "inbox": {**inbox, **other}})
    with desk.store.loading("test") as connection:
        connection.execute(delete(SETTING).where(SETTING.c.key == "mail"))
        connection.execute(insert(SETTING).values(key="mail", value=value))


def mails(*numbers: int) -> list[bytes]:
    return [an_email(message_id=f"<m{one}@x>", subject=f"Mail {one}") for one in numbers]


def waiting(desk: Desk) -> list[str]:
    return sorted(one.subject for one in emails.to_file(desk))


def test_what_came_is_fetched_once_and_the_mailbox_stays_as_it_is(
    desk: Desk, server: ImapServer, clock: Clock
) -> None:
    configured(desk, server)
    server.put(*mails(1, 2), an_email(message_id="<out@x>", from_="kim@example.com", to="member@example.org"))

    assert mail_in.pull(desk) == Pulled(new=3)
    assert mail_in.pull(desk) == Pulled()
    server.put(*mails(3))
    del server.mails[2]
    assert mail_in.pull(desk) == Pulled(new=1)

    assert server.fetched == [1, 2, 3, 4]
    assert waiting(desk) == ["Mail 1", "Mail 2", "Mail 3", "My roster"]
    assert {one.subject: one.direction for one in emails.to_file(desk)}["My roster"] == "out"
    said = " ".join(server.commands).upper()
    assert "EXAMINE" in said and not {"STORE", "EXPUNGE", "COPY", "MOVE", "SELECT"} & set(said.split())
    # Numbered anew by the server, everything is looked at again, and known.
    server.uid_validity = 8
    assert mail_in.pull(desk) == Pulled(known=3)
    assert mail_in.pull_due(desk) is None
    clock.move(minutes=6)
    assert mail_in.pull_due(desk) == Pulled()


def test_what_is_on_record_already_is_known_wherever_it_belongs(
    desk: Desk, desk_for: Callable[[str], Desk], server: ImapServer
) -> None:
    configured(desk, server)
    member = a_member(desk.store)
    one, two = mails(1, 2)
    emails.add(desk, one, "", Target(member_id=member))
    lena = desk_for("lena.vogt")
    emails.add(lena, two, "", Target(case_id=a_case(lena, member, owner="lena.vogt", scope=2)))
    server.put(one, two)

    assert mail_in.pull(desk) == Pulled(known=2)
    assert waiting(desk) == []


@pytest.mark.parametrize("trouble", ["half a literal", "huge literal", "hangs at", "drips", "endless"])
def test_a_server_that_fails_in_the_middle_loses_nothing(
    desk: Desk, server: ImapServer, trouble: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mailbox, "ANSWER_S", 0.5)
    monkeypatch.setattr(mailbox, "WHOLE_S", 1.5)
    configured(desk, server)
    server.put(*mails(1, 2, 3))
    server.trouble, server.trouble_at = trouble, 2
    if trouble == "endless":
        # However fast it is: it says no more than an e-mail is large.
        monkeypatch.setattr(mailbox, "WHOLE_S", 1_000.0)
        monkeypatch.setattr(mailbox, "LARGEST", 1_000_000)

    with pytest.raises(MailboxTrouble) as told:
        mail_in.pull(desk)
    assert "m2@x" not in told.value.sentence
    assert waiting(desk) == ["Mail 1"]

    server.trouble = ""
    assert mail_in.pull(desk) == Pulled(new=2)
    assert waiting(desk) == ["Mail 1", "Mail 2", "Mail 3"] and server.fetched.count(1) == 1


@pytest.mark.parametrize("security", ["none", "tls", "starttls"])
def test_a_server_that_is_never_late_and_never_ends_is_left(
    desk_for: Callable[[str], Desk], monkeypatch: pytest.MonkeyPatch, security: str
) -> None:
    monkeypatch.setenv("CASETUI_MAILBOX_PASSWORD", PASSWORD)
    monkeypatch.setattr(mailbox, "WHOLE_S", 1.0)
    desk = desk_for("kim.tran")
    with imap(security=security) as server:
        configured(desk, server)
        server.put(*mails(1))
        server.trouble = "says no bye"
        assert mail_in.pull(desk) == Pulled(new=1)
        server.trouble = "never greets"
        with pytest.raises(MailboxTrouble, match="it took longer than"):
            mail_in.pull(desk)


@pytest.mark.parametrize("trouble", ["hangs", "never greets", "hangs at"])
def test_a_look_is_called_off_at_once_and_goes_on_from_there(
    desk: Desk, server: ImapServer, trouble: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mailbox, "ANSWER_S", 1_000.0)
    configured(desk, server)
    server.put(*mails(1, 2))
    server.trouble, server.trouble_at = trouble, 2
    stop = Stop()

    def call_off() -> None:
        assert server.hung.wait(30)
        stop.pull()

    caller = Thread(target=call_off)
    caller.start()
    with pytest.raises(Stopped):
        mail_in.pull(desk, stop=stop)
    caller.join()

    server.trouble = ""
    mail_in.pull(desk)
    assert waiting(desk) == ["Mail 1", "Mail 2"]


def test_what_the_server_does_not_give_holds_up_nothing_behind_it(desk: Desk, server: ImapServer) -> None:
    configured(desk, server)
    server.put(*mails(1, 2), b"From: a@example.org\r\n", *mails(4))
    server.trouble, server.trouble_at = "refuses", 2
    assert mail_in.pull(desk) == Pulled(new=4, refused=1)
    assert waiting(desk) == ["", "An e-mail that cannot be read", "Mail 1", "Mail 4"]

    server.put(b'From: "A \\ B" <a@example.org>')
    server.trouble, server.trouble_at = "quotes", 5
    assert mail_in.pull(desk) == Pulled(new=1)
    assert [one.sender for one in emails.to_file(desk)].count("A \\ B <a@example.org>") == 1


def test_a_fault_of_ours_in_one_email_is_logged_and_holds_up_nothing_behind_it(
    desk: Desk, server: ImapServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    configured(desk, server)
    start_log(tmp_path / "log")
    server.put(*mails(1, 2))

    def fails(data: bytes) -> object:
        if b"<m1@x>" in data:
            raise KeyError("secret words of a member")
        return mail_file.read_letter(data)

    monkeypatch.setattr(mail_in, "read_letter", fails)
    assert mail_in.pull(desk) == Pulled(new=2, refused=1)
    assert waiting(desk) == ["An e-mail that cannot be read", "Mail 2"]
    logged = (tmp_path / "log").read_text("utf-8")
    assert "an e-mail of the mailbox failed" in logged and "secret words" not in logged


def test_killed_between_two_emails_it_goes_on_from_there(
    desk: Desk, server: ImapServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    configured(desk, server)
    server.put(*mails(1, 2))
    took = emails.keep

    def dies(*given: object) -> object:
        if len(server.fetched) == 2:
            raise KeyboardInterrupt
        return took(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(mail_in, "keep", dies)
    with pytest.raises(KeyboardInterrupt):
        mail_in.pull(desk)
    monkeypatch.setattr(mail_in, "keep", took)

    assert mail_in.pull(desk) == Pulled(new=1)
    with desk.store.reading() as connection:
        assert connection.execute(select(func.count()).select_from(LetterRow)).scalar() == 2


def test_what_is_too_large_or_no_email_is_shown_and_does_not_stop_the_rest(
    desk: Desk, server: ImapServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (mail_file, mailbox):
        monkeypatch.setattr(module, "LARGEST", 3_000)
    for module in (mail_file, mail_parts, mailbox):
        monkeypatch.setattr(module, "HEADERS", 2_000)
    configured(desk, server)
    server.put(
        an_email(message_id="<l@x>", subject="Large", body="x" * 6_000), b"\x00\x01 nothing", *mails(1)
    )

    assert mail_in.pull(desk) == Pulled(new=3, refused=2)
    assert waiting(desk) == ["An e-mail that cannot be read", "Large", "Mail 1"]
    (large,) = (one for one in emails.to_file(desk) if one.subject == "Large")
    assert not emails.read(desk, large.id).whole


def test_a_full_mailbox_is_fetched_look_by_look(desk: Desk, server: ImapServer) -> None:
    configured(desk, server)
    server.put(*mails(*range(5)))
    assert [mail_in.pull(desk, most=2) for _ in range(3)] == [
        Pulled(new=2, left=3), Pulled(new=2, left=1), Pulled(new=1),
    ]  # fmt: skip


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_it_is_read_encrypted_and_a_certificate_nobody_vouches_for_is_refused(
    desk_for: Callable[[str], Desk], monkeypatch: pytest.MonkeyPatch, security: str
) -> None:
    desk = desk_for("kim.tran")
    monkeypatch.setenv("CASETUI_MAILBOX_PASSWORD", PASSWORD)
    with imap(security=security) as server:
        server.put(*mails(1))
        configured(desk, server)
        assert mail_in.pull(desk) == Pulled(new=1)

        monkeypatch.setattr(mailbox, "is_loopback", lambda host: False)
        with pytest.raises(MailboxTrouble, match="nobody here vouches"):
            mail_in.pull(desk)
        assert "AUTHENTICATE" not in server.commands[-1]


def test_why_it_cannot_be_read_is_said_without_what_the_server_says(
    desk: Desk, server: ImapServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(MailboxTrouble, match=r"no mailbox is configured. Nothing was fetched."):
        mail_in.pull(desk)
    assert mail_in.pull_due(desk) is None and mail_in.standing(desk) is None

    def refused(why: str, **other: object) -> None:
        configured(desk, server, **other)
        with pytest.raises(MailboxTrouble, match=why) as told:
            mail_in.pull(desk)
        assert "secret words" not in told.value.sentence
        # For `casetui doctor`: the open program says nothing of it by itself.
        found = mail_in.standing(desk)
        assert found is not None and (found.trouble == told.value.detail or not found.password_known)

    refused("the folder may have another name", folder='No "such"')
    refused("offers no encryption; the password was not sent", security="starttls")
    monkeypatch.setenv("CASETUI_MAILBOX_PASSWORD", "wrong")
    refused("refused the login")
    server.plain = False
    refused("refused the login")
    monkeypatch.setenv("CASETUI_MAILBOX_PASSWORD", "plain")
    configured(desk, server)
    assert mail_in.pull(desk) == Pulled()
    assert mail_in.standing(desk) == MailboxStanding(desk.clock(), "", password_known=True)
    server.trouble = "no uids"
    refused("does not number its e-mails")
    server.trouble = "hangs"
    monkeypatch.setattr(mailbox, "ANSWER_S", 0.3)
    refused("did not answer within")
    monkeypatch.delenv("CASETUI_MAILBOX_PASSWORD")
    refused("password is not known on this machine")
    monkeypatch.setenv("CASETUI_MAILBOX_PASSWORD", "plain")
    server.close()
    refused(r"[Rr]efused")
    monkeypatch.setattr(mailbox, "is_loopback", lambda host: False)
    refused("without encryption")
