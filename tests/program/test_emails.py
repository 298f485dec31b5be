"""E-mails from the command line: added, read, moved, fetched and filed, each with its answer and its JSON."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import keyring
import pytest

from casetui.cli.doctor_server import mailbox_lines
from data.types.mailboxes import MailboxStanding
from tests.builders import START
from tests.file_keyring import Keyring
from tests.imap_server import PASSWORD, USER, imap
from tests.mails import an_email, an_outlook_file
from tests.program.commands import Inside, Ran
from tests.program.test_case_edits import cased as cased


def test_an_email_is_added_read_saved_moved_and_taken_back(cased: Inside, tmp_path: Path) -> None:
    one, two, none = (tmp_path / name for name in ("one.eml", "two.msg", "none.eml"))
    one.write_bytes(an_email(subject="Roster \x1b[31m[red]", files={"a.txt": b"A line."}))
    two.write_bytes(an_outlook_file({0x0037: "Pay", 0x0C1A: "Jo", 0x5D01: "jo@example.org", 0x1000: "Words"}))
    none.write_bytes(b"%PDF-1.4")

    ran = cased("email", "add", "C-10001", str(one), str(two), str(none), "gone.eml")
    assert ran.code == 2
    assert ran.out == "C-10001: “Roster [red]” is added.\nC-10001: “Pay” is added.\n"
    assert (
        "none.eml: The file cannot be imported: it is no e-mail" in ran.err
        and "gone.eml is not there" in ran.err
    )
    assert cased("email", "add", "C-10001", str(one)).out == "C-10001: “Roster [red]” was there already.\n"

    listed = cased("email", "list", "C-10001", "--json").json
    assert [(row["subject"], row["sender"]) for row in listed] == [
        ("Pay", "Jo <jo@example.org>"), ("Roster [red]", "Andrea Gallagher <member@example.org>"),
    ]  # fmt: skip
    email = listed[1]["id"]
    shown = cased("email", "show", email).out
    assert "They changed my roster again." in shown and "a.txt, 7 B" in shown
    assert cased("email", "show", email, "--json").json["attached"][0]["name"] == "a.txt"
    assert (
        "stands in"
        in cased("email", "show", email, "--save", str(tmp_path / "b.txt"), "--attachment", "1").out
    )
    assert (tmp_path / "b.txt").read_bytes() == b"A line."
    assert "is there already" in cased("email", "show", email, "--save", str(tmp_path / "b.txt")).err
    assert cased("email", "files", email).out == "1 file is a document now.\n"

    assert cased("email", "move", email, "0048213").code == 2
    moved = cased("email", "move", email, "0048213", "--reason", "It is about herself")
    assert moved.out == "Andrew Gallagher: “Roster [red]” is moved.\n"
    assert "It is about herself" in cased("case", "C-10001", "history").out
    assert "e-mail moved" in cased("undo", "--list").out
    assert (
        cased("member", "0048213", "show", "--only", "emails", "--json").json["timeline"][0]["kind"]
        == "email"
    )
    for place, why in (
        ("C-99999", "no such case"),
        ("nobody", "no case and no member"),
        ("I-20001", "no interaction"),
    ):
        assert why in cased("email", "list", place).err


@pytest.mark.parametrize(
    ("box", "state", "said"),
    [
        (
            MailboxStanding(None, "", True),
            "note",
            "never looked into: nobody reads it; `casetui email pull` does",
        ),
        (
            MailboxStanding(None, "", False),
            "note",
            "never looked into: its password is not known on this machine",
        ),
        (MailboxStanding(START, "", False), "ok", "looked into 12 min ago"),
        (
            MailboxStanding(START, "the server refused the login", True),
            "bad",
            "looked into 12 min ago: the server refused the login; `casetui email pull` tries it now",
        ),
    ],
)
def test_doctor_says_whether_the_mailbox_is_read(box: MailboxStanding, state: str, said: str) -> None:
    ((name, told, text),) = mailbox_lines(box, START + timedelta(minutes=12))
    assert (name, told) == ("mailbox", state) and text.startswith(said)


def test_the_mailbox_is_configured_read_and_its_emails_filed(
    cased: Inside, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    admin = replace(cased, machine=replace(cased.machine, officer="ravi.admin"))
    before = keyring.get_keyring()
    keyring.set_keyring(Keyring())
    try:
        with imap() as server:
            server.put(an_email(subject="About C-10001"), an_email(message_id="<b@x>", subject="Unwanted"))
            assert "no mailbox is configured" in cased("email", "pull").err
            assert cased("email", "to-file").out == "Nothing is to be filed.\n"

            def configure(host: str) -> Ran:
                file = tmp_path / "mail.toml"
                file.write_text(
                    f'[mail]\nown = ["example.com"]\n[mail.inbox]\nhost = "{host}"\nport = {server.port}\n'
                    f'user = "{USER}"\nsecurity = "none"\n'
                )
                return admin("config", "apply", str(file), "--yes")

            assert "only this machine may see" in configure("imap.example.org").err
            assert configure("127.0.0.1").code == 0
            assert "password is not known on this machine" in cased("email", "pull").err
            assert "mailbox" in cased("doctor").out and "casetui email password" in cased("doctor").out
            assert cased("email", "password", given="").code == 2
            assert (
                cased("email", "password", given=f"{PASSWORD}\n").out == "This machine's keyring keeps it.\n"
            )
            assert cased("email", "pull").out == "2 new e-mails to file.\n"
            assert cased("email", "pull", "--json").json == {"new": 0, "known": 0, "refused": 0, "left": 0}
            server.put(an_email(message_id="<c@x>", subject="By the clock"))
            assert cased("tick", "--json").json["pulled"] is None
            exported = admin("config", "export").out
            assert PASSWORD not in exported and USER in exported

        rows = cased("email", "to-file", "--json").json
        about = next(row for row in rows if row["subject"] == "About C-10001")
        unwanted = next(row for row in rows if row["subject"] == "Unwanted")
        assert about["suggestions"][0]["number"] == "C-10001"
        assert "C-10001: its number is in the subject" in cased("email", "to-file").out
        assert cased("email", "discard", unwanted["id"]).code == 0
        assert [row["id"] for row in cased("email", "to-file", "--discarded", "--json").json] == [
            unwanted["id"]
        ]
        assert cased("email", "restore", unwanted["id"]).out == "“Unwanted” is to be filed.\n"
        assert cased("email", "discard", unwanted["id"]).code == 0
        assert cased("email", "file", "2", "C-10001").code == 2
        assert cased("email", "file", "1", "C-10001").out == "C-10001: “About C-10001” is filed.\n"
        assert cased("email", "file", "1", "C-10001").code == 2
        assert cased("tick").code == 0
    finally:
        keyring.set_keyring(before)
