"""Documents on the screen: chosen, named, attached, looked at, moved, removed; kept while the database is away."""

from pathlib import Path

import pytest

from casetui import outside
from data.desk import documents
from data.types.documents import Document
from tests.seen.conftest import Sit
from tests.seen.kit import Sitting
from tests.seen.test_case_tasks import at_tasks
from tests.seen.union import Furnished

PDF = b"%PDF-1.7\n"


async def at_documents(kim: Sitting) -> None:
    """The documents of the overdue case."""
    await at_tasks(kim)
    await kim.press("escape")
    await kim.until("Ring HR.")
    await kim.lead("X")
    await kim.until("Documents › C-10002")
    await kim.until(lambda: "reading" not in kim.seen)


def held(kim: Sitting, union: Furnished) -> tuple[Document, ...]:
    assert kim.app.seat.desk is not None
    return documents.of_case(kim.app.seat.desk, union["overdue"])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with files to choose from."""
    made = tmp_path / "from me"
    (made / "inner").mkdir(parents=True)
    (made / "medical [b]note[b].pdf").write_bytes(PDF)
    (made / "roster.txt").write_text("Night shifts \x1b[31mof June\nEnd", "utf-8")
    (made / "tool.exe").write_bytes(b"MZ")
    return made


async def test_a_file_is_chosen_by_its_path_named_attached_and_looked_at(
    sit: Sit, union: Furnished, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with sit() as kim:
        await at_documents(kim)
        assert "No documents yet: a attaches one." in kim.seen
        await kim.press("a")
        await kim.until("Attach › C-10002")
        # A path is completed; what the folder holds stands under it, without what is not taken.
        await kim.type(f"{folder.parent}/fr")
        await kim.press("tab")
        await kim.until("from me/")
        await kim.until("medical [b]note[b].pdf")
        assert "tool.exe" not in kim.seen and "inner/" in kim.line("inner")
        await kim.type("ro")
        await kim.press("tab")
        await kim.until("from me/roster.txt")
        await kim.press("enter")
        await kim.until("a copy is kept")
        assert "– Patience Okafor – Roster.txt" in kim.line("Kept as")
        # The copy is what counts: the file itself may go.
        (folder / "roster.txt").unlink()
        await kim.press("ctrl+a", "ctrl+k")
        await kim.type("June roster")
        await kim.until("– Patience Okafor – June roster.txt")
        await kim.press("f5")
        await kim.until("is attached.")
        await kim.until("Documents › C-10002")
        await kim.until("Night shifts of June")
        (one,) = held(kim, union)
        assert (one.described, one.original_name) == ("June roster", "roster.txt")
        assert kim.app.seat.drafts.counts() == (0, 0, 0)
        assert list(kim.app.seat.drafts.files.folder.glob("*-*")) == []
        # Removed, back, renamed, moved.
        await kim.press("x")
        await kim.until("is removed. u takes it back.")
        assert held(kim, union) == ()
        await kim.press("u")
        await kim.until("is as it was")
        await kim.press("e")
        await kim.press("ctrl+a", "ctrl+k")
        await kim.type("Roster of June")
        await kim.press("enter", "enter")
        await kim.until("It is Roster of June.txt now.")
        await kim.press("o")
        await kim.press("ctrl+a", "ctrl+k")
        await kim.type(str(tmp_path / "out.txt"))
        await kim.press("enter")
        await kim.until("Saved as")
        assert "Night shifts" in (tmp_path / "out.txt").read_text("utf-8")
        opened: list[str] = []
        monkeypatch.setattr(outside, "opened", lambda path: bool(opened.append(path)) or True)
        await kim.press("enter")
        await kim.until("Opened.")
        assert Path(opened[0]).read_text("utf-8").endswith("End")
        monkeypatch.setattr(outside, "opened", lambda path: False)
        await kim.press("enter")
        await kim.until("Nothing here opens files: o saves it as a file.")
        await kim.press("m")
        await kim.until("Move to")
        await kim.type("profile")
        await kim.press("enter")
        await kim.until("It is on the profile now.")
        await kim.until("No documents yet")


async def test_a_dropped_path_is_read_and_what_is_not_taken_is_said(
    sit: Sit, union: Furnished, folder: Path
) -> None:
    async with sit() as kim:
        await at_documents(kim)
        await kim.press("a")
        for pasted, said in (
            (str(folder / "none.pdf"), "there is no such file"),
            (f"'{folder / 'tool.exe'}'", "files of type .exe are not taken"),
            (str(folder), "A folder: choose one of its files."),
        ):
            await kim.press("ctrl+a", "ctrl+k")
            await kim.paste(pasted)
            await kim.press("enter")
            await kim.until(said)
        await kim.press("ctrl+a", "ctrl+k")
        # Two files at once, as terminals paste them: one after the other.
        address = (folder / "medical [b]note[b].pdf").as_uri()
        await kim.paste(f"{address}\n{(folder / 'roster.txt').as_uri()}")
        await kim.press("enter")
        await kim.until("a copy is kept")
        assert "1 more to come" in kim.head
        # Left without a word: it stands in the drafts, and is gone on with there.
        await kim.press("escape")
        await kim.until("Documents › C-10002")
        await kim.press("f8")
        await kim.until("Drafts")
        await kim.until("document")
        await kim.press("1")
        await kim.until("Attach › C-10002")
        await kim.press("f5")
        await kim.until(lambda: len(held(kim, union)) == 1)
        assert held(kim, union)[0].original_name == "medical [b]note[b].pdf"


async def test_the_watched_folder_stands_first_and_what_was_attached_goes_aside(
    sit: Sit, union: Furnished, folder: Path
) -> None:
    async with sit() as kim:
        kim.app.seat.drop_folder = str(folder)
        await at_documents(kim)
        await kim.press("a")
        await kim.until("Waiting in the watched folder")
        await kim.press("down")
        while "roster.txt" not in kim.row():
            await kim.press("down")
        await kim.press("enter")
        await kim.until("a copy is kept")
        await kim.press("f5")
        await kim.until("is attached.")
        await kim.until(lambda: (folder / "attached" / "roster.txt").exists())
        assert not (folder / "roster.txt").exists()
        assert len(held(kim, union)) == 1
