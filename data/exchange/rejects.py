"""The file of rows that were not taken, beside the file they came from; made when there is one."""

import csv
import os
from pathlib import Path
from typing import Any, Self, TextIO

from data.types.errors import BadInput, ImportStopped
from data.types.intake import Reject

HEADINGS = ("File", "Line", "Membership number", "Reason")


def rejects_path(file: Path) -> Path:
    """`members.rejects.csv` for `members.csv`."""
    return file.with_name(f"{file.stem}.rejects.csv")


class Rejects:
    """Writes rejects as they come; they hold no more of a member than the number."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.count = 0
        self._file: TextIO | None = None
        self._writer: Any = None

    def __enter__(self) -> Self:
        # Those of an earlier run tell nothing about this one.
        try:
            self.path.unlink(missing_ok=True)
        except OSError as error:
            raise BadInput(
                f"{self.path.name} of an earlier run cannot be removed: {error.strerror}"
            ) from None
        return self

    def __exit__(self, *_exc: object) -> None:
        if self._file is not None:
            try:
                self._file.close()
            except OSError as error:
                raise self._stopped(error) from None

    def add(self, reject: Reject) -> None:
        """One more; raises ImportStopped when it cannot be written."""
        self.count += 1
        try:
            if self._file is None:
                handle = os.open(self.path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
                self._file = os.fdopen(handle, "w", encoding="utf-8", newline="")
                self._writer = csv.writer(self._file)
                self._writer.writerow(HEADINGS)
            self._writer.writerow(reject)
        except OSError as error:
            raise self._stopped(error) from None

    def _stopped(self, error: OSError) -> ImportStopped:
        return ImportStopped(f"{self.path.name} cannot be written: {error.strerror or type(error).__name__}")
