"""The log: what failed and where, never what a member said.

An error of ours carries no member data and is written whole; of any other only its type and the places in our
code are written, since its text may quote a value.
"""

import logging
import os
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import Any

from data.local.home import home
from data.types.errors import CasetuiError

LOGGER = logging.getLogger("casetui")


class _WithoutData(logging.Formatter):
    """Time, level and our own words; of an exception its type and the lines it came through."""

    def formatException(self, ei: Any) -> str:
        """The chain of exceptions without their texts, each with module and line."""
        error: BaseException | None = ei[1]
        parts = []
        while error is not None:
            parts.append(f"{said(error)} at {places(error.__traceback__)}")
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "; after ".join(parts)


class _Private(RotatingFileHandler):
    """A rotating file that only its owner may read."""

    def _open(self) -> Any:
        stream = super()._open()
        Path(self.baseFilename).chmod(0o600)
        return stream


def start_log(path: Path) -> logging.Logger:
    """Begin to write to the file: at most 1 MB and two older ones; none where it cannot be written."""
    for old in list(LOGGER.handlers):
        LOGGER.removeHandler(old)
        old.close()
    LOGGER.propagate = False
    LOGGER.setLevel(logging.INFO)
    handler: logging.Handler
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handler = _Private(path, maxBytes=1_000_000, backupCount=2, encoding="utf-8", delay=True)
        if path.exists() and not os.access(path, os.W_OK):
            raise PermissionError
    except OSError:
        # The program is of use without its log; `casetui doctor` tells that it cannot be written.
        handler = logging.NullHandler()
    handler.setFormatter(_WithoutData("%(asctime)s %(levelname)s %(message)s"))
    LOGGER.addHandler(handler)
    return LOGGER


def log_error(doing: str, error: BaseException) -> None:
    """Write that an act failed; `doing` names the act, never a record's content."""
    if not LOGGER.handlers:
        # Without a handler of ours Python would print the error's text, and with it what a member said.
        start_log(home().log)
    LOGGER.error("%s failed", doing, exc_info=(type(error), error, error.__traceback__))


def said(error: BaseException) -> str:
    """An error in words fit for the log: its type, and its title when it is ours."""
    name = type(error).__name__
    return f"{name} ({error.title})" if isinstance(error, CasetuiError) else name


def places(trace: TracebackType | None) -> str:
    """The module and line of every frame, outermost first: `data.store.engines:41`."""
    frames = [f"{frame.f_globals.get('__name__', '?')}:{line}" for frame, line in traceback.walk_tb(trace)]
    return " > ".join(frames) or "no place known"
