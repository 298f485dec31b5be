"""`casetui inbox` and `casetui outbox` with what `casetui tick` has told."""

import json
from dataclasses import replace
from uuid import UUID

from sqlalchemy import delete, insert

from data.store.store import Store
from data.store.tables import SETTING
from tests.program.commands import Inside

MAIL = {"host": "127.0.0.1", "port": 9, "security": "none", "sender": "union@example.org", "timeout_s": 1}


def test_what_is_told_stands_in_the_inbox_and_mail_in_the_outbox(
    inside: Inside, andrew: UUID, sqlite_store: Store
) -> None:
    assert inside("outbox").out.startswith("Nothing waits.\nNo mail server is configured")
    with sqlite_store.loading("test") as connection:
        connection.execute(delete(SETTING).where(SETTING.c.key == "mail"))
        connection.execute(insert(SETTING).values(key="mail", value=json.dumps(MAIL)))
    sam = replace(inside, machine=replace(inside.machine, officer="sam.ortiz"))
    made = sam(
        "cases", "add", "--member", "0048213", "--type", "ROS", "--reason", "post", "--assign", "kim.tran"
    )
    assert made.code == 0, made.err
    ticked = inside("tick").out
    assert "told to whom it concerns." in ticked and "0 mails sent, 1 not; 0 may have gone" in ticked
    assert "the case was given to you" in inside("inbox").out
    (notice,) = inside("inbox", "--json").json
    assert (notice["number"], notice["kind"], notice["read"]) == ("C-10001", "case.assigned", False)
    assert sam("inbox").out == "Everything is read.\n"
    assert inside("inbox", "read", "C-10001", "--json").json == {"read": 1}
    assert inside("inbox", "read").out == "0 read.\n"
    assert inside("inbox").out == "Everything is read.\n"
    assert "given to you" in inside("inbox", "--all").out
    (mail,) = inside("outbox", "--json").json
    assert (mail["number"], mail["state"], mail["case_number"]) == (1, "waiting", "C-10001")
    assert "the server was not reached" in inside("outbox", "--case", "C-10001").out
    assert inside("outbox", "give-up", "1").out == "1 does not go: Your case C-10001\n"
    assert inside("outbox").out == "Nothing waits.\n"
    assert "given up" in inside("outbox", "--all").out
    assert inside("outbox", "retry", "1").out == "1 goes with the next run: Your case C-10001\n"
    none = inside("outbox", "retry", "7")
    assert none.code == 1 and "no mail of that number" in none.err
    assert "no mail server with a login" in inside("outbox", "password").err
