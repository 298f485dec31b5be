"""A run that is killed when the mail server has a mail and the store does not know it yet."""

import os
import signal
from concurrent.futures import Future
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from data.desk import outbox
from data.desk.opening import open_desk
from data.store.store import Store, now_utc
from data.store.tables import OUTGOING_MAIL
from tests.mail_server import mail_server
from tests.program.commands import Machine
from tests.storage.test_outbox import mail_goes_by, write

KILLED = -signal.SIGKILL


def test_a_mail_that_went_as_its_run_was_killed_goes_no_second_time_unless_it_is_asked_for(
    casetui_anywhere: Machine, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    casetui = casetui_anywhere
    desk = open_desk(casetui.url, "kim.tran")
    write(desk, "a@example.org", "b@example.org")
    desk.close()
    running: Future[int] = Future()
    with mail_server() as letters:
        mail_goes_by(store, letters)
        letters.taken = lambda: os.kill(running.result(60), signal.SIGKILL)
        first = casetui.begin("tick")
        running.set_result(first.pid)
        assert first.wait(60) == KILLED
        assert letters.to == ["a@example.org"]
        letters.taken = lambda: None

        # Another run may still be at it: the one behind it goes, and of this one nothing is said yet.
        assert "1 mail sent, 0 not; 0 may have gone" in casetui("tick").out
        assert "which is being sent; look again in 10 minutes" in casetui("outbox", "retry", "1").err
        with store.loading("test") as connection:
            long_ago = now_utc() - outbox.HANGS - timedelta(minutes=1)
            connection.execute(
                update(OUTGOING_MAIL).where(OUTGOING_MAIL.c.state == "sending").values(claimed_at=long_ago)
            )
        assert "0 mails sent, 0 not; 1 may have gone or not." in casetui("tick").out
        assert "mails sent" not in casetui("tick").out
        assert letters.to == ["a@example.org", "b@example.org"]

        (one,) = casetui("outbox", "--json").json
        assert (one["to"], one["unsure"]) == ("a@example.org", True)
        said = casetui("outbox").out
        assert "what sent it ended before it was known" in said and "is not sent again by itself" in said
        assert casetui("outbox", "retry", str(one["number"])).code == 0
        assert "1 mail sent" in casetui("tick").out
        assert letters.to == ["a@example.org", "b@example.org", "a@example.org"]
        # Whoever has it already knows it again.
        assert letters.all[0]["Message-ID"] == letters.all[2]["Message-ID"]
    with store.reading() as connection:
        assert set(connection.execute(select(OUTGOING_MAIL.c.state)).scalars()) == {"sent"}
