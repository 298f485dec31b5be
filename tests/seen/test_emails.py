"""E-mails at the desk: added from a file, read, moved, filed from the list; everything goes back by u."""

import asyncio
import json
from pathlib import Path

import pytest
from sqlalchemy import delete, insert

from data.exchange import mailbox
from data.store.store import open_store
from data.store.tables import SETTING
from tests.builders import Clock
from tests.imap_server import PASSWORD, USER, imap
from tests.mails import an_email
from tests.seen.conftest import Sit
from tests.seen.kit import NARROW
from tests.seen.test_member import andrea

HTML = '<p>See <a href="https://bad.example.com">the roster</a>[red]x[/]</p><img src="https://bad.example.com/p.gif">'


async def test_a_file_becomes_an_email_of_hers_is_read_moved_and_taken_back(sit: Sit, tmp_path: Path) -> None:
    file = tmp_path / "my roster.eml"
    file.write_bytes(an_email(body=" ", html=HTML, files={"roster.txt": b"A line of it"}))
    async with sit() as kim:
        await andrea(kim)
        case = next(word for line in kim.lines for word in line.split() if word.startswith("C-"))
        await kim.press("@")
        await kim.until("E-mails › Andrea Gallagher")
        await kim.until("No e-mail yet: a adds one from a file.")
        await kim.press("a")
        await kim.type("nowhere.eml")
        await kim.press("enter")
        await kim.until("nowhere.eml is not there")
        await kim.press("a")
        await kim.paste(f"'{file}'")
        await kim.press("enter")
        await kim.until("The e-mail is added: Andrea Gallagher. u takes it back.")
        await kim.until("See the roster <https://bad.example.com>[red]x[/]")
        assert "roster.txt, 12 B" in kim.seen and "p.gif" not in kim.seen

        await kim.press("d")
        await kim.until("1 file is a document now.")
        await kim.press("w")
        await kim.press("2")
        await kim.until("Write it to")
        await kim.press("ctrl+u")
        await kim.type(str(tmp_path / "saved.txt"))
        await kim.press("enter")
        await kim.until("It stands in")
        assert (tmp_path / "saved.txt").read_bytes() == b"A line of it"

        await kim.press("escape", "5")
        await kim.until("5 E-mails 1")
        assert "e-mail" in kim.line("My roster")
        await kim.press("1")
        await kim.until(lambda: "My roster" in kim.seen)
        await kim.press("5", "enter")
        await kim.until("Belongs to")
        await kim.press("m")
        await kim.type(case)
        await kim.press("enter")
        await kim.until(f"Why it moves to {case}")
        await kim.type("About the roster")
        await kim.press("enter")
        await kim.until(f"The e-mail belongs to {case} now. u takes it back.")
        await kim.until(f"E-mail   {case}")
        await kim.press("o")
        await kim.until(f"Case › {case}")
        await kim.lead("N")
        await kim.until("Notes ›")
        await kim.press("down")
        await kim.until("e-mail")
        while "My roster" not in kim.row():
            await kim.press("down")
        await kim.until("Enter opens it.")
        await kim.press("enter")
        await kim.until(f"E-mail   {case}")
        await kim.press("u")
        await kim.until("2 records are as they were.")
        await kim.until("E-mail   Andrea Gallagher")


async def test_what_the_mailbox_brings_is_filed_by_enter_discarded_and_brought_back(
    sit: Sit, union_url: str, monkeypatch: pytest.MonkeyPatch, clock: Clock
) -> None:
    monkeypatch.setenv("CASETUI_MAILBOX_PASSWORD", PASSWORD)
    with imap() as server:
        inbox = {
            "host": "127.0.0.1",
            "port": server.port,
            "user": USER,
            "security": "none",
            "folder": "INBOX",
        }
        store = open_store(union_url, clock=clock)
        with store.loading("test") as connection:
            connection.execute(delete(SETTING).where(SETTING.c.key == "mail"))
            connection.execute(insert(SETTING).values(key="mail", value=json.dumps({"inbox": inbox})))
        store.close()
        server.put(
            an_email(
                message_id="<a@x>", subject="Re: C-10001 roster", date="Mon, 23 Nov 2026 08:00:00 +1100"
            ),
            an_email(message_id="<b@x>", subject="Unwanted", from_="eve@example.net"),
        )
        async with sit() as kim:
            await kim.at_work()
            # The program has looked by itself.
            await kim.until("2 new to file: ctrl+g <.")
            await kim.lead("<")
            await kim.until("E-mails to file   2")
            await kim.until("nobody known")
            await kim.press("d")
            await kim.until("The e-mail is discarded. u brings it back.")
            await kim.press("u")
            await kim.until("E-mails to file   2")
            await kim.press("down")
            await kim.until("Might belong to 8")
            await kim.press("enter")
            await kim.until("The e-mail is filed: C-10001. u takes it back.")
            await kim.until("E-mails to file   1")
            await kim.press("u")
            await kim.until("C-10001 is as it was.")
            await kim.until("E-mails to file   2")
            server.put(an_email(message_id="<c@x>", subject="Later"))
            await kim.press("p")
            await kim.until("1 new e-mail to file.")
            await kim.press("g")
            await kim.type("0052001")
            await kim.press("enter")
            await kim.until("The e-mail is filed: Jun Nguyen.")

            # One that never ends: every key goes on, and leaving the list leaves it.
            for limit in ("ANSWER_S", "WHOLE_S"):
                monkeypatch.setattr(mailbox, limit, 1_000.0)
            server.trouble = "never greets"
            await kim.press("p")
            await kim.until("looking into the mailbox")
            assert await asyncio.to_thread(server.hung.wait, 30)
            await kim.press("p")
            await kim.until("Esc calls it off")
            await kim.press("u")
            await kim.until("E-mails to file   3")
            server.left.clear()
            await kim.press("escape")
            assert await asyncio.to_thread(server.left.wait, 30)


async def test_on_a_small_screen_an_email_is_read_whole(sit: Sit, tmp_path: Path) -> None:
    file = tmp_path / "a.eml"
    file.write_bytes(an_email(body="\n".join(f"line {one}" for one in range(60))))
    async with sit(size=NARROW) as kim:
        await andrea(kim)
        await kim.press("@")
        await kim.until("No e-mail yet")
        await kim.press("a")
        await kim.type(str(file))
        await kim.press("enter")
        await kim.until("line 1")
        await kim.press("enter")
        await kim.until("E-mail   Andrea")
        await kim.press("end")
        await kim.until("line 59")
