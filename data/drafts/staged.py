"""Files that are to be attached, as copies beside the drafts: nobody else's to read, gone once they are sent.

The officer may move or throw away her own file as soon as it was chosen (features A3.37, A3.38, C5).
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from time import time
from typing import TYPE_CHECKING
from uuid import UUID

from data.types.errors import DraftsFull, DraftsUnavailable

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

FRESH_S = 3600.0
"""Seconds for which a copy that belongs to no draft is left alone: another window may be making its draft."""
_PART, _OPENED = ".part", "opened"


class StagedFiles:
    """The folder of one drafts file."""

    def __init__(self, drafts: Path) -> None:
        self.folder = drafts.with_name(f"{drafts.name}.files")

    def path(self, draft_id: UUID) -> Path:
        """Where the copy of a draft's file is."""
        return self.folder / str(draft_id)

    def keep(self, draft_id: UUID, parts: Iterable[bytes]) -> Path:
        """Keep a copy, whole or not at all; raises DraftsFull, DraftsUnavailable."""
        path = self.path(draft_id)
        begun = path.with_name(path.name + _PART)
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.folder.chmod(0o700)
            with os.fdopen(os.open(begun, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
                for part in parts:
                    file.write(part)
            begun.replace(path)
        except OSError as error:
            self._unlink(begun)
            if error.errno in (28, 122):  # no space, quota
                raise DraftsFull from None
            raise DraftsUnavailable(error.strerror or type(error).__name__) from None
        except BaseException:
            self._unlink(begun)
            raise
        return path

    def opened(self) -> Path:
        """A folder for copies of documents that are opened with other programs; raises DraftsUnavailable."""
        folder = self.folder / _OPENED
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.folder.chmod(0o700)
        except OSError as error:
            raise DraftsUnavailable(error.strerror or type(error).__name__) from None
        return folder

    def drop(self, draft_id: UUID) -> None:
        """The copy is not needed any more."""
        self._unlink(self.path(draft_id))

    def sweep(self, wanted: Collection[UUID]) -> None:
        """Remove copies that belong to no draft any more."""
        names = {str(one) for one in wanted}
        with suppress(OSError):
            for path in [*self.folder.iterdir(), *(self.folder / _OPENED).glob("*")]:
                if path.name not in names and path.is_file() and time() - path.stat().st_mtime > FRESH_S:
                    self._unlink(path)

    def _unlink(self, path: Path) -> None:
        with suppress(OSError):
            path.unlink()
