"""Paths as terminals paste them for files that are dropped on them: in quotes, with backslashes, as file addresses."""

import re
import shlex
from urllib.parse import unquote, urlsplit

ADDRESS = "file://"
_ESCAPED = re.compile(r"\\[^A-Za-z0-9_.\\]")
"""A backslash before a letter is a folder's of Windows, before a blank or bracket the shell's."""


def paths_of(text: str) -> tuple[str, ...]:
    """The paths in a line, one or several; a line of none of these forms is one path with all its blanks."""
    given = text.strip()
    if not given:
        return ()
    if given.startswith(ADDRESS):
        found = (one for one in re.split(rf"\s+(?={ADDRESS})", given))
        return tuple(path for one in found if (path := _of_address(one)))
    if given[0] in "'\"" or _ESCAPED.search(given):
        try:
            return tuple(part for part in shlex.split(given) if part)
        except ValueError:
            # A quote that is not closed: it is part of the name, or still to come.
            unquoted = given.strip("'\"")
            return (unquoted,) if unquoted.strip() else ()
    return (given,)


def quoted(paths: tuple[str, ...]) -> str:
    """Paths as one line that is read as these."""
    return " ".join("'" + path.replace("'", "'\"'\"'") + "'" for path in paths)


def _of_address(address: str) -> str:
    try:
        path = unquote(urlsplit(address.replace("#", "%23").replace("?", "%3F")).path)
    except ValueError:
        return ""
    return path[1:] if re.match(r"/[A-Za-z]:/", path) else path


def completed(typed: str, names: list[str]) -> str:
    """What is typed of the last part of a path, and as far on as all of these names go; case aside where it must."""
    exact = [name for name in names if name.startswith(typed)]
    fitting = exact or [name for name in names if name.lower().startswith(typed.lower())]
    if not fitting:
        return typed
    first, last = min(fitting), max(fitting)
    same = next((at for at, sign in enumerate(first) if at >= len(last) or last[at] != sign), len(first))
    return first[:same] if same >= len(typed) else typed
