"""`casetui inbox` and `casetui outbox` with what `casetui tick` has told."""

import json
from dataclasses import replace
from uuid import UUID

from sqlalchemy import delete, insert, update

from data.store.store import Store
from data.store.tables import MEMBER, SETTING
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


def test_a_mail_on_opening_and_closing_is_asked_for_where_the_office_has_it(
    inside: Inside, andrew: UUID, sqlite_store: Store
) -> None:
    """Features A3.08, A3.09, A3.21."""
    add = ("cases", "add", "--member", "0048213", "--type", "ROS", "--reason", "post")
    none = inside(*add, "--mail")
    assert none.code == 2 and "the office has no mail asked for here" in none.err
    with sqlite_store.loading("test") as connection:
        asked = {"email_on_create": True, "email_on_close": True}
        for key, wanted in (("mail", MAIL), ("notices", asked)):
            connection.execute(delete(SETTING).where(SETTING.c.key == key))
            connection.execute(insert(SETTING).values(key=key, value=json.dumps(wanted)))
    assert inside(*add).code == inside(*add, "--no-mail").code == 0
    assert inside("outbox").out == "Nothing waits.\n"
    assert inside(*add, "--mail").code == 0
    opened = inside("outbox", "--json").json
    assert [(one["subject"], one["kind"]) for one in opened] == [("Your case C-10003", "case.created")]
    assert inside("case", "C-10002", "close", "--no-mail").code == 0
    done = inside("case", "C-10003", "close", "--mail")
    assert (done.code, done.err) == (0, "")
    assert [one["kind"] for one in inside("outbox", "--json").json] == ["case.created", "case.closed"]
    with sqlite_store.loading("test") as connection:
        connection.execute(update(MEMBER).where(MEMBER.c.id == andrew).values(do_not_contact=True))
    said = inside("case", "C-10001", "close", "--mail")
    assert said.code == 0 and "No mail went to the member: do not contact" in said.err
