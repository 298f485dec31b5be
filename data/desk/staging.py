"""Files on their way from this machine into the store: looked at, copied beside the drafts, sent with the next save.

Works without a desk: a file that was chosen is kept though the database is away (features A3.37, A3.38, C5).
"""

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from data.drafts import Drafts
from data.exchange.document_file import look, opened, same_parts
from data.rules.document_names import described_of, ending_of, safe_name
from data.rules.file_types import SHAPES
from data.types.documents import Attachment, FileEntry, FileRules

USUAL = FileRules(frozenset(SHAPES))
"""What is taken as long as the office's own rules are not known; the gate of the store asks again."""
MOST = 400
"""Entries of a folder that are listed."""
ASIDE = "attached"
"""Folder within the watched one where files go once they are attached."""


def stage(drafts: Drafts, wanted: Attachment, allowed: FileRules = USUAL) -> Attachment:
    """The same with a copy of its file that is the drafts' own; kept as a draft.

    Raises FileNotTaken for what the gate would not take, DraftsFull, DraftsUnavailable, DraftRefused.
    """
    original = safe_name(wanted.original_name)
    with opened(wanted.source) as file:
        looked = look(file, original, wanted.id, allowed)
        kept = drafts.files.keep(wanted.id, same_parts(file, looked))
    described = wanted.described or described_of(original)
    staged = replace(wanted, source=kept, original_name=original, described=described)
    drafts.keep(staged)
    return staged


def folder_of(typed: str) -> tuple[Path, str]:
    """The folder that a path as it is typed stands in, and what is typed of the last part."""
    folder, _, last = typed.rpartition("/")
    at = Path(f"{folder}/" if typed.startswith("/") or folder else ".")
    with suppress(RuntimeError):
        at = at.expanduser()
    return at, last


def entries(folder: Path, begins: str = "", allowed: FileRules = USUAL) -> tuple[FileEntry, ...]:
    """What of a folder can be chosen: folders, then files whose ending is taken; the newest files first.

    Hidden ones only where a dot is typed. A folder that is none, or may not be read, has no entries.
    """
    found: list[FileEntry] = []
    for entry in _scanned(folder):
        name = entry.name
        fits = name.lower().startswith(begins.lower())
        if not fits or (name.startswith(".") and not begins.startswith(".")):
            continue
        with suppress(OSError):
            is_folder, state = entry.is_dir(), entry.stat()
            if is_folder or ending_of(name) in allowed.types:
                found.append(FileEntry(name, str(folder / name), is_folder, state.st_size, state.st_mtime))
    found.sort(key=lambda one: (not one.is_folder, one.name.lower() if one.is_folder else -one.changed))
    return tuple(found[:MOST])


def _scanned(folder: Path) -> Iterator[os.DirEntry[str]]:
    with suppress(OSError, ValueError), os.scandir(folder) as scanned:
        for place, entry in enumerate(scanned):
            if place >= MOST * 50:
                return
            yield entry


def dropped(folder: str, allowed: FileRules = USUAL) -> tuple[FileEntry, ...]:
    """The files that lie in the watched folder; none where none is watched."""
    if not folder:
        return ()
    return tuple(one for one in entries(Path(folder).expanduser(), "", allowed) if not one.is_folder)


def move_aside(path: Path, folder: str) -> bool:
    """Once it is attached, a file of the watched folder goes aside; one from elsewhere stays where it is."""
    if not folder:
        return False
    watched = Path(folder).expanduser()
    try:
        if path.resolve().parent != watched.resolve():
            return False
        aside = watched / ASIDE
        aside.mkdir(mode=0o700, exist_ok=True)
        target, count = aside / path.name, 1
        while target.exists():
            count += 1
            target = aside / f"{path.stem} ({count}){path.suffix}"
        path.rename(target)
    except OSError:
        return False
    return True
