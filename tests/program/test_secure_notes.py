"""Secure notes from the command line, on a store of one's own: from the first key to a machine that is set up anew."""

from collections.abc import Iterator
from uuid import UUID

import keyring
import pytest

from tests.file_keyring import Keyring, NoRing
from tests.program.commands import Inside
from tests.program.test_history import a_changed_case

NOTE = "Type: Phone – inbound\n\nIssue\nThe walrus rang."


@pytest.fixture(autouse=True)
def _ring() -> Iterator[None]:
    before = keyring.get_keyring()
    keyring.set_keyring(Keyring())
    yield
    keyring.set_keyring(before)


def test_a_secure_note_is_written_read_and_recovered(
    inside: Inside, andrew: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = a_changed_case(inside, andrew)
    ran = inside("case", number, "note", "--secure", "--from", "-", given=NOTE)
    assert (ran.code, "casetui keys recovery" in ran.err) == (1, True)
    assert "has no keys yet" in inside("keys", "status").out
    # Without a keyring there is nowhere to keep the union's key.
    keyring.set_keyring(NoRing())
    ran = inside("keys", "recovery")
    assert (ran.code, "no keyring" in ran.err) == (1, True)
    keyring.set_keyring(Keyring())
    paper = inside("keys", "recovery", "--json").json
    assert inside("keys", "recovery").code == 2
    assert inside("keys", "make").out.endswith("It holds.\n")
    assert inside("case", number, "note", "--secure", "--from", "-", given=NOTE).out == (
        f"Secure note saved on {number}.\n"
    )
    said = inside("case", number, "notes", "walrus").out + inside("case", number, "notes").out
    assert "[secure] --open-secure opens it" in said and "walrus" not in said
    assert "The walrus rang." in inside("case", number, "notes", "--open-secure").out
    ran = inside("case", number, "note", "--again", "2", "--from", "-", given="Issue\nIt was a seal.")
    assert ran.code == 0, ran.err
    ran = inside("case", number, "note", "--again", "1", "--from", "-", given="Issue\nNo secure one.")
    assert (ran.code, "no secure one" in ran.err) == (2, True)
    (first, _) = inside("case", number, "notes", "--open-secure", "--json").json
    assert (first["revision"], "seal" in str(first["sections"])) == (2, True)
    told = inside("case", number, "history").out + "".join(
        one.read_text("utf-8") for one in inside.machine.home.glob("*.log")
    )
    assert "walrus" not in told and "secure_revision" in told
    # The keyring is lost; a new key is made, and the paper key brings the union's back and the notes with it.
    (inside.machine.home / "keyring.json").unlink()
    ran = inside("case", number, "notes", "--open-secure")
    assert (ran.code, "casetui keys rotate" in ran.err) == (1, True)
    assert inside("keys", "recovery", "--again", given=paper["paper"]).code == 0
    assert inside("keys", "rotate", "--json").json["published"]
    assert "Waiting for the key" in inside("case", number, "notes", "--open-secure").out
    assert inside("case", number, "ask-key", "2").out == f"{number}: the key of note 2 is asked for.\n"
    ran = inside("keys", "recover", "--reason", "A new machine.", "--json", given=paper["paper"])
    assert ran.json == {"sealed": {number: 1}, "passed": []}
    assert "It was a seal." in inside("case", number, "notes", "--open-secure").out
    found = inside("keys", "status", "--json").json
    assert (found["here"], found["waiting"], found["union"]) == (True, [], paper["union"])
    assert "holds" in inside("keys", "status").out
    # The paper was lost: another, with what the first opened said.
    assert inside("keys", "recovery", "--again", "--renew").code == 2
    ran = inside("keys", "recovery", "--renew")
    assert ran.code == 0 and "that the old paper opened: 1; sealed to the new one by now: 1." in ran.out
    newer = inside("keys", "recovery", "--renew", "--json").json
    assert (newer["opened"], newer["sealed"], newer["left"]) == (1, 1, {})
    assert newer["union"] != found["union"] == paper["union"] and newer["paper"] not in (
        ran.out,
        paper["paper"],
    )
    assert "earlier one" in inside("keys", "recover", "--reason", "x", given=paper["paper"]).err
    assert inside("keys", "recover", "--reason", "x", given=newer["paper"]).code == 0
    # A machine without a keyring: the key lives under a passphrase, asked for or in the environment of one run.
    keyring.set_keyring(NoRing())
    ran = inside("case", number, "notes", "--open-secure")
    assert (ran.code, "Its passphrase brings it" in ran.err) == (1, True)
    keyring.set_keyring(Keyring())
    assert inside("keys", "passphrase", given="four words of café\nfour words of cafe\n").code == 2
    assert inside("keys", "passphrase", given="four words of café\n" * 2).code == 0
    keyring.set_keyring(NoRing())
    monkeypatch.setenv("CASETUI_PASSPHRASE", "four words of café")
    assert "It was a seal." in inside("case", number, "notes", "--open-secure").out
    keyring.set_keyring(Keyring())
    for words in (("trust", "1234"), ("publish", "kim.tran", "1234"), ("recover",)):
        assert inside("keys", *words, given=newer["paper"]).code == 2
