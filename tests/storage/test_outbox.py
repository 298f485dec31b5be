"""Mail leaves by a real server on loopback: once each, whatever happens on the way."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, insert, update

from data.desk import outbox
from data.desk.desk import Desk
from data.rules.mailing import WAITS, next_try
from data.store.store import Store
from data.store.tables import OUTGOING_MAIL, SETTING
from data.types.errors import BadInput, NotFound
from data.types.notices import MailState, Posted
from tests.builders import Clock, a_case, a_member
from tests.mail_server import Letters, Stuck, mail_server, own_certificate

SENDER = "union@example.org"


def put_setting(store: Store, key: str, said: Any) -> None:
    with store.loading("test") as connection:
        connection.execute(delete(SETTING).where(SETTING.c.key == key))
        connection.execute(insert(SETTING).values(key=key, value=json.dumps(said)))


def mail_goes_by(store: Store, letters: Letters, **more: Any) -> None:
    """The office has this server."""
    said = {"host": letters.host, "port": letters.port, "security": "none", "sender": SENDER, **more}
    put_setting(store, "mail", said)


def write(desk: Desk, *to: str, case: Any = None) -> None:
    with desk.store.writing(action="test", officer_id=desk.officer.id) as session:
        for one in to:
            letter = outbox.Letter(one, one, f"To {one}", "Good day.\n.\nEnd: é", case, None, "test")
            outbox.post(session, letter)
            outbox.post(session, letter)


def states(desk: Desk) -> list[tuple[str, MailState, bool]]:
    return [(one.to, one.state, one.unsure) for one in outbox.listing(desk, everything=True)]


def test_each_goes_once_and_one_that_is_refused_keeps_no_other(
    desk: Desk, store: Store, clock: Clock
) -> None:
    write(desk, "a@example.org", "gone@example.org", "later@example.org", "b@example.org")
    assert outbox.send_waiting(desk) == Posted()
    with mail_server() as letters:
        mail_goes_by(store, letters)
        letters.refused, letters.later = ("gone@example.org",), ("later@example.org",)
        assert outbox.send_waiting(desk) == Posted(sent=2, failed=2)
        assert sorted(letters.to) == ["a@example.org", "b@example.org"]
        one = letters.all[0]
        assert one["Message-ID"].endswith("@example.org>") and one["Auto-Submitted"] == "auto-generated"
        assert one.get_payload(decode=True) == "Good day.\r\n.\r\nEnd: é\r\n".encode()
        gone, later = outbox.listing(desk)
        assert (gone.state, later.state, later.tries) == (MailState.FAILED, MailState.WAITING, 1)
        # The address stands in the mail alone: what the server repeated of it is left out.
        assert gone.error == "the server refused it: 550 5.1.1 is not known here"
        letters.later = ()
        assert outbox.send_waiting(desk) == Posted()
        clock.move(minutes=1)
        assert outbox.send_waiting(desk) == Posted(sent=1)
        assert outbox.send_waiting(desk) == Posted()
        letters.refused = ()
        assert outbox.retry(desk, gone.number).to == "gone@example.org"
        assert outbox.send_waiting(desk) == Posted(sent=1)
        assert len(letters.all) == 4
    with pytest.raises(BadInput, match="has gone"):
        outbox.retry(desk, gone.number)
    with pytest.raises(NotFound):
        outbox.give_up(desk, 99)


def test_any_number_of_runs_at_once_send_each_once(
    desk: Desk, desk_for: Callable[[str], Desk], store: Store
) -> None:
    write(desk, *(f"m{number}@example.org" for number in range(9)))
    desks = (desk, desk_for("lena.vogt"), desk_for("ravi.admin"))
    with mail_server() as letters:
        mail_goes_by(store, letters)
        with ThreadPoolExecutor(3) as pool:
            done = list(pool.map(outbox.send_waiting, desks))
        assert sum(one.sent for one in done) == 9
        assert len(letters.to) == len(set(letters.to)) == 9


def test_a_server_that_is_down_or_silent_loses_nothing_and_is_asked_later(
    desk: Desk, store: Store, clock: Clock
) -> None:
    write(desk, "a@example.org", "b@example.org")
    with mail_server() as letters:
        pass
    mail_goes_by(store, letters, timeout_s=1)
    assert outbox.send_waiting(desk) == Posted(failed=1), (
        "the second is not tried at a server that is not there"
    )
    assert {one.error for one in outbox.listing(desk)} == {
        "",
        "the server was not reached (ConnectionRefusedError)",
    }
    for _ in range(2 * len(WAITS) + 1):
        clock.move(days=2)
        outbox.send_waiting(desk)
    assert {one.state for one in outbox.listing(desk)} == {MailState.FAILED}


def test_what_a_server_took_without_a_word_is_not_sent_again_blindly(
    desk: Desk, store: Store, clock: Clock
) -> None:
    write(desk, "a@example.org")
    with mail_server() as letters:
        mail_goes_by(store, letters)
        letters.mute = True
        outbox.send_waiting(desk)
        letters.mute = False
        assert states(desk) == [("a@example.org", MailState.SENDING, True)]
        clock.move(days=3)
        assert outbox.send_waiting(desk) == Posted()
        assert len(letters.all) == 1
        outbox.retry(desk, 1)
        assert outbox.send_waiting(desk) == Posted(sent=1)
        assert letters.all[0]["Message-ID"] == letters.all[1]["Message-ID"]


TAKES = [b"220 stuck\r\n", b"250 stuck\r\n", b"250 OK\r\n", b"250 OK\r\n"]
"""What it says until the text of a mail is to come."""


@pytest.mark.parametrize(
    ("says", "unsure", "dribbles"),
    [
        ([], False, False),
        ([], False, True),
        (TAKES[:2], False, False),
        (TAKES[:2], False, True),
        # The text was not given to it: nothing can have gone.
        (TAKES, False, False),
        ([*TAKES, b"354 go\r\n"], True, False),
        ([*TAKES, b"354 go\r\n"], True, True),
    ],
    ids=["silent", "endless", "greets", "endless-greeting", "no-data", "after-the-text", "endless-after-it"],
)
def test_a_server_that_hangs_is_left_and_what_may_have_gone_is_told(
    desk: Desk, store: Store, clock: Clock, says: list[bytes], unsure: bool, dribbles: bool
) -> None:
    write(desk, "a@example.org", "b@example.org")
    with Stuck(says, dribbles=dribbles) as server:
        said = {
            "host": server.host,
            "port": server.port,
            "security": "none",
            "sender": SENDER,
            "timeout_s": 1,
        }
        put_setting(store, "mail", said)
        assert outbox.send_waiting(desk) == Posted(failed=1)
        assert server.left.wait(20), "its connection is closed"
    first, second = outbox.listing(desk)
    state = MailState.SENDING if unsure else MailState.WAITING
    assert (first.state, first.unsure, second.state) == (state, unsure, MailState.WAITING)
    assert first.error == (
        "the server did not say whether it has it" if unsure else "the server did not answer in time"
    )
    clock.move(days=1)
    with mail_server() as letters:
        mail_goes_by(store, letters)
        assert outbox.send_waiting(desk) == Posted(sent=1 if unsure else 2)


def test_a_server_that_never_says_farewell_has_the_mail_all_the_same(desk: Desk, store: Store) -> None:
    write(desk, "a@example.org")
    with Stuck([*TAKES, b"354 go\r\n", b"250 taken\r\n"]) as server:
        said = {"host": server.host, "port": server.port, "security": "none", "sender": SENDER}
        put_setting(store, "mail", said)
        assert outbox.send_waiting(desk) == Posted(sent=1)
        assert server.left.wait(20)
    assert states(desk) == [("a@example.org", MailState.SENT, False)]


def test_a_server_that_does_not_take_the_sender_is_asked_again_later(desk: Desk, store: Store) -> None:
    """Else what stands wrong in the settings would have failed every mail for good."""
    write(desk, "a@example.org")
    with mail_server() as letters:
        mail_goes_by(store, letters)
        letters.no_sender = "550 5.7.1 who is union@example.org"
        assert outbox.send_waiting(desk) == Posted(failed=1)
    (found,) = outbox.listing(desk)
    assert (found.state, found.error) == (
        MailState.WAITING,
        "the server takes no mail of this sender: 550 5.7.1 who is",
    )


def test_what_a_killed_run_left_half_sent_is_said(desk: Desk, store: Store, clock: Clock) -> None:
    write(desk, "a@example.org")
    with store.loading("test") as connection:
        connection.execute(update(OUTGOING_MAIL).values(state="sending", claimed_at=clock()))
    assert outbox.send_waiting(desk) == Posted(), "another run may still be at it"
    clock.move(minutes=11)
    assert outbox.send_waiting(desk) == Posted(unsure=1)
    assert outbox.send_waiting(desk) == Posted()
    assert states(desk) == [("a@example.org", MailState.SENDING, True)]
    outbox.give_up(desk, 1)
    assert states(desk) == [("a@example.org", MailState.GIVEN_UP, False)]


def test_mail_goes_over_tls_with_a_login_and_to_no_server_nobody_vouches_for(
    desk: Desk, store: Store, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = own_certificate(tmp_path)
    write(desk, "a@example.org")
    with mail_server(tls=context, login=True) as letters:
        mail_goes_by(store, letters, security="starttls", user="kim")
        monkeypatch.setenv("CASETUI_MAIL_PASSWORD", "wrong")
        assert outbox.send_waiting(desk) == Posted(failed=1)
        assert outbox.listing(desk)[0].error == "the server does not let this login in"
        monkeypatch.setenv("CASETUI_MAIL_PASSWORD", "secret")
        clock.move(minutes=1)
        assert outbox.send_waiting(desk) == Posted(sent=1)
    write(desk, "c@example.org")
    # TLS from the first byte, as on port 465.
    with mail_server(tls=context, implicit=True, login=True) as sealed:
        mail_goes_by(store, sealed, security="tls", user="kim")
        assert outbox.send_waiting(desk) == Posted(sent=1)
    write(desk, "b@example.org")
    # An address that is not this machine's, as far as the program knows.
    with mail_server(tls=context, host="127.0.0.2") as other:
        mail_goes_by(store, other, security="starttls")
        assert outbox.send_waiting(desk) == Posted(failed=1)
        assert outbox.listing(desk)[0].error == "the server's certificate is not to be trusted"
    with mail_server(tls=context, implicit=True, host="127.0.0.2") as other:
        mail_goes_by(store, other, security="tls")
        clock.move(minutes=5)
        assert outbox.send_waiting(desk) == Posted(failed=1)
        assert outbox.listing(desk)[0].error == "the server's certificate is not to be trusted"
    with mail_server() as plain:
        mail_goes_by(store, plain)
        put_setting(store, "mail", {"host": plain.host, "port": plain.port, "sender": SENDER})
        clock.move(hours=1)
        assert outbox.send_waiting(desk) == Posted(failed=1)
        assert outbox.listing(desk)[0].error == "the server offers no TLS"


def test_a_mail_about_a_case_is_seen_by_whoever_sees_the_case(
    desk: Desk, desk_for: Callable[[str], Desk], store: Store
) -> None:
    hidden = a_case(desk, a_member(store), confidential=True)
    write(desk, "a@example.org", case=hidden)
    assert len(outbox.listing(desk)) == 1
    assert outbox.listing(desk_for("jo.marsh")) == ()


def test_it_is_tried_less_and_less_often_and_then_no_more(clock: Clock) -> None:
    waits = [next_try(clock(), tries) for tries in range(1, len(WAITS) + 2)]
    assert waits[-1] is None
    found = [one - clock() for one in waits if one is not None]
    assert found == sorted(found) and found[0] == timedelta(minutes=1)
