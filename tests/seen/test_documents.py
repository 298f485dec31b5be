"""Documents on the screen: chosen, named, attached, looked at, moved, removed; kept while the database is away."""

from pathlib import Path
from typing import Any

import pytest
from textual.app import App

from casetui import outside
from data.desk import documents, find
from data.types.documents import Document
from data.types.errors import StoreUnavailable
from screens import held_paint
from screens.documents import DocumentsScreen
from tests.builders import an_interaction_form
from tests.seen.conftest import Sit
from tests.seen.kit import Sitting
from tests.seen.test_case_tasks import at_tasks
from tests.seen.test_convert import a_case_to_be
from tests.seen.union import Furnished
from widgets.going import Go

PDF = b"%PDF-1.7\n"


def broken(*_: Any, **__: Any) -> Any:
    """What a store does that is away."""
    raise StoreUnavailable


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
        await kim.until(lambda: not list(kim.app.seat.drafts.files.folder.glob("*-*")))
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

        def note(path: str) -> bool:
            opened.append(path)
            return True

        monkeypatch.setattr(outside, "opened", note)
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
        # In her line of time it stands too, under its chip, and Enter leads to her documents.
        assert kim.app.seat.desk is not None
        (hit, *_) = find.members(kim.app.seat.desk, "0051877")
        kim.app.post_message(Go("member", hit.id))
        await kim.until("6 Docs 1")
        await kim.press("6")
        await kim.until(lambda: "Roster of June.txt" in kim.row())
        await kim.press("enter")
        await kim.until("Documents › Patience Okafor")
        await kim.until(lambda: "Roster of June.txt" in kim.row())


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
        await kim.press("S")
        await kim.until("files, which are on this machine alone")
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
        # A file that is dropped on the list is chosen at once.
        await kim.paste(str(folder / "medical [b]note[b].pdf"))
        await kim.until("a copy is kept")
        assert "Medical [b]note[b].pdf" in kim.line("Kept as")
        kim.app.seat.drafts.discard(kim.app.screen.form_id)  # type: ignore[attr-defined]
        await kim.press("escape")
        await kim.until("Documents › C-10002")
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


async def enclose(kim: Sitting, path: Path) -> None:
    """Attach a file to what is being written."""
    await kim.lead("X")
    await kim.until("Attach › ")
    await kim.paste(str(path))
    await kim.press("enter")
    await kim.until("a copy is kept")
    await kim.press("f5")
    await kim.until("goes with it.")


async def test_files_of_a_note_wait_for_it_and_are_named_in_it(
    sit: Sit, union: Furnished, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Kept when it lacks something, when the database is away, and gone only with the note itself."""
    async with sit() as kim:
        await kim.at_work()
        at, drafts = kim.app.seat.desk, kim.app.seat.drafts
        assert at is not None
        (hit, *_) = find.members(at, "0051877")
        form = an_interaction_form(hit.id, member_label=f"{hit.name}  {hit.number}", related_to="")
        drafts.keep(form)
        kim.app.post_message(Go("draft", form.id))
        await kim.until(lambda: "financial" in kim.head)
        await enclose(kim, folder / "roster.txt")
        await kim.until("1 document · draft kept")
        (folder / "roster.txt").unlink()
        # What it goes with stands alone in the list of drafts; thrown away and brought back both go together.
        assert [draft.id for draft in drafts.listing()] == [form.id] and drafts.counts()[0] == 1
        (staged,) = drafts.attached_to(form.id)
        drafts.discard(form.id)
        assert drafts.attached_to(form.id) == ()
        drafts.restore(form.id)
        assert drafts.attached_to(form.id) == (staged,)
        # [[ asks which, and a note names it.
        await kim.type("See [[")
        await kim.until("Which document")
        await kim.type("roster")
        await kim.press("enter")
        await kim.until(f"See [[{staged.name[:20]}")
        # It lacks its topic: nothing is lost.
        await kim.press("f5")
        await kim.until("Missing: About")
        assert drafts.attached_to(form.id)[0].id == staged.id
        kim.fields.about.set("Leave")
        kim.fields.about.post_message(kim.fields.about.Changed(kim.fields.about))
        # The database is away: both wait, and go out in their order when it is back.
        with monkeypatch.context() as away:
            away.setattr(type(at.store), "writing", broken)
            await kim.press("f5")
            await kim.until(lambda: len(drafts.waiting()) == 2)
            await kim.until("does not answer")
            assert [draft.id for draft in drafts.waiting()] == [form.id, staged.id]
        kim.app.sender.back()
        await kim.until(lambda: not drafts.waiting())
        found = documents.listing(at, "member", hit.id)
        assert [(one.id, found.noted[one.id]) for one in found.documents] == [(staged.id, 1)]
        await kim.until(lambda: not drafts.files.path(staged.id).exists())


async def test_a_file_of_a_note_goes_with_the_case_it_becomes(sit: Sit, folder: Path) -> None:
    async with sit() as kim:
        await a_case_to_be(kim)
        await kim.type("+2d")
        await kim.press("enter")
        await enclose(kim, folder / "roster.txt")
        await kim.until("New case › Patience Okafor")
        await kim.press("ctrl+s")
        await kim.until("is created; 1 document goes with it.")
        await kim.until(lambda: not kim.app.seat.drafts.waiting())
        await kim.lead("X")
        await kim.until("1 document, newest first")
        await kim.until("Patience Okafor – Roster.txt")


async def test_the_list_is_painted_once_with_what_it_reads(sit: Sit, monkeypatch: pytest.MonkeyPatch) -> None:
    painted: list[bool] = []
    paint = App._display

    def seen(app: App[Any], screen: Any, what: Any) -> None:
        if isinstance(screen, DocumentsScreen):
            painted.append(screen.of is not None)
        paint(app, screen, what)

    monkeypatch.setattr(held_paint, "EMPTY_S", 60.0)
    monkeypatch.setattr(App, "_display", seen)
    async with sit() as kim:
        await kim.at_work()
        await at_documents(kim)
        assert "No documents yet" in kim.seen
        assert painted
        assert all(painted)


async def test_after_a_case_is_created_its_documents_are_offered(sit: Sit) -> None:
    async with sit() as kim:
        await a_case_to_be(kim)
        await kim.type("+2d")
        await kim.press("enter", "ctrl+s")
        await kim.until("is created. F attaches documents already given.")
