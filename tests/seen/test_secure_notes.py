"""A secure note at the desk: written, shut, opened, waited for, forged, and a key that is not here (A3.35)."""

from collections.abc import Callable
from pathlib import Path

import keyring
import pytest
from sqlalchemy import text

from data.desk import key_list, keys, secure
from data.desk.desk import Desk
from data.desk.opening import open_desk
from data.types.notes import Section
from tests.builders import Clock
from tests.file_keyring import Keyring
from tests.seen.conftest import Sit
from tests.seen.kit import Sitting
from tests.seen.union import Furnished

PASSPHRASE = "four words of café"


@pytest.fixture
def sam(union_url: str, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Desk]:
    """Another officer at the same machine, which has a keyring."""
    monkeypatch.setenv("CASETUI_HOME", str(tmp_path / "machine"))
    keyring.get_keyring()
    monkeypatch.setattr(keyring.core, "_keyring_backend", Keyring())
    return lambda: open_desk(union_url, "sam.ortiz", clock=clock)


async def the_notes(kim: Sitting) -> None:
    """Home, down to the overdue case, its notes."""
    await kim.at_work()
    await kim.press("down", "enter")
    await kim.until("Notes 1")
    await kim.lead("N")
    await kim.until("1 of 1")
    await kim.press("down")


async def test_a_secure_note_from_its_first_word_to_a_key_that_is_not_here(
    sit: Sit, union: Furnished, sam: Callable[[], Desk], tmp_path: Path
) -> None:
    other = sam()
    key_list.recovery(other)
    async with sit() as kim:
        await the_notes(kim)
        await kim.press("o")
        await kim.until("No note of this case is secure.")
        await kim.press("S")
        await kim.until("Secure note on C-10002")
        await kim.lead("S")
        await kim.until("Note on C-10002")
        await kim.lead("S")
        await kim.until("Secure note on C-10002")
        await kim.type("The walrus rang.")
        await kim.until(", encrypted")
        assert not any(b"walrus" in part.read_bytes() for part in tmp_path.rglob("drafts.db*"))
        # It does not leave its case unseen, nor in parts; what goes with it is told to be open.
        await kim.lead("1")
        await kim.until("everybody who works here would read it")
        await kim.lead("slash")
        await kim.until("the second would be open")
        await kim.press("ctrl+o")
        await kim.until("another editor would keep its words in a file")
        await kim.lead("X")
        await kim.until("Not encrypted, though the note is")
        await kim.press("escape")
        await kim.until("Secure note on C-10002")
        # Without a key of her own it is refused with the way out, and every word is kept.
        await kim.press("f5")
        await kim.until("names no key of yours")
        assert "The walrus rang." in kim.seen
        at = kim.app.seat.desk
        assert at is not None
        keys.make(at)
        await kim.press("f5")
        await kim.until("noted on C-10002")
        await kim.press("escape")
        await kim.until("2 of 2")
        await kim.press("down", "home")
        await kim.until("o opens it with your key")
        assert "walrus" not in kim.seen and "Kim Tran" in kim.line("[secure]")
        await kim.press("o")
        await kim.until("The walrus rang.")
        assert "Kim Tran" in kim.line("walrus")
        await kim.press("s")
        await kim.until("A secure note stays one.")
        # Written again: the same form, with the text alone; what was begun is gone on with.
        await kim.press("e")
        await kim.until("Secure note, written again, on C-10002")
        assert "The walrus rang." in kim.seen and "Outcome" not in kim.seen
        await kim.lead("S")
        await kim.until("The text alone of a secure note is written again.")
        await kim.press("ctrl+end")
        await kim.type(" Twice.")
        await kim.press("escape")
        await kim.until("2 of 2")
        await kim.press("e")
        await kim.until("Twice.")
        await kim.press("f5")
        await kim.until("noted on C-10002")
        await kim.press("escape")
        await kim.until("2 of 2")
        await kim.until("o opens it with your key")
        await kim.press("e")
        await kim.until("What it says must be open")
        await kim.press("o")
        await kim.until("The walrus rang. Twice.")
        assert "by Kim Tran, 2 times" in kim.seen
        # Somebody else writes it again while another text is begun here: neither is lost.
        await kim.press("e")
        await kim.until("Secure note, written again, on C-10002")
        await kim.press("ctrl+end")
        await kim.type(" Thrice.")
        (note,) = secure.open_case(at, union["overdue"]).notes
        secure.rewrite(at, union["overdue"], note, [Section("Background", "The walrus rang off.")], 2)
        await kim.press("f5")
        await kim.until("the text of the note")
        assert "Twice. Thrice." in kim.seen
        await kim.press("escape")
        await kim.until("2 of 2")
        await kim.press("o")
        await kim.until("The walrus rang off.")
        await kim.press("e")
        await kim.until("Kim Tran wrote it again meanwhile")
        await kim.press("1")
        await kim.until("Twice. Thrice.")
        await kim.press("f5")
        await kim.until("noted on C-10002")
        await kim.press("escape")
        await kim.until("2 of 2")
        await kim.press("o")
        await kim.until("Thrice.")
        await kim.press("o")
        await kim.until("shut again")
        assert "walrus" not in kim.seen
        # Words are not looked for in it, open or not.
        await kim.press("o", "slash")
        await kim.type("walrus")
        await kim.until("No note holds these words.")
        await kim.press("ctrl+u", "down", "o")
        # A colleague whose key came later waits until somebody opens it.
        keys.make(other)
        note = next(iter(secure.open_case(other, union["overdue"]).notes))
        assert "Waiting for the key" in secure.open_case(other, union["overdue"]).notes[note].said
        await kim.press("o")
        await kim.until("Sealed to Sam Ortiz, who waited for the key.")
        assert secure.open_case(other, union["overdue"]).notes[note].sections
        # The keyring is lost: her passphrase brings the key back.
        keys.keep_passphrase(at, PASSPHRASE)
        (tmp_path / "machine" / "keyring.json").unlink()
        await kim.press("o", "o")
        await kim.until("Passphrase of your key")
        await kim.type("four words of tea!")
        assert "tea" not in kim.seen
        await kim.press("enter")
        await kim.until("opens no key of yours")
        await kim.press("o")
        await kim.until("Passphrase of your key")
        await kim.type(PASSPHRASE)
        await kim.press("enter")
        await kim.until("The walrus rang.")
        # So it is where a note is written, on a machine that has lost it.
        (tmp_path / "machine" / "keyring.json").unlink()
        await kim.press("S")
        await kim.until("Secure note on C-10002")
        await kim.type("The seal came.")
        await kim.press("f5")
        await kim.until("Passphrase of your key")
        await kim.type(PASSPHRASE)
        await kim.press("enter")
        await kim.until("noted on C-10002")
        await kim.press("escape")
        await kim.until("3 of 3")
        await kim.press("o")
        await kim.until("The walrus rang.")
        await kim.press("o")
        # Somebody has written over it in the database.
        with at.store.deriving() as connection:
            connection.execute(text("UPDATE secure_text SET text = :other"), {"other": b"x" * 300})
        await kim.press("o")
        await kim.until("This note was changed by someone without the key")
        assert kim.line("[secure] changed by someone")
        # A key of the list is another than the union has signed.
        with at.store.deriving() as connection:
            connection.execute(text("UPDATE key_list SET text = replace(text, 'holds', 'former')"))
        await kim.press("o", "o")
        await kim.until("The list of keys in the database is not to be trusted")
    other.close()
