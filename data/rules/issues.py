"""The issues of a note: how many there are, and how one is taken out (features A1.21)."""

import re
from typing import NamedTuple

MOST_ISSUES = 2
"""One or two clear issues to a contact (features A1.21)."""

_MARK = r"[ \t]*(?:[-*+•–]|\(?\d{1,2}[.)])[ \t]+"
_ITEM = re.compile(rf"^{_MARK}(?=\S)", re.MULTILINE)
_GAP = re.compile(r"\n[ \t]*\n\s*")
_BLANK_LINES = re.compile(r"\n(?:[ \t]*\n){2,}")


class Issue(NamedTuple):
    """One issue, as it stands in the text."""

    start: int
    end: int
    text: str
    """Without the sign of a list."""


def issues_of(text: str) -> tuple[Issue, ...]:
    """The items of a list, each up to the next one; else the paragraphs. What stands before a list is no issue."""
    items = [(found.start(), found.end()) for found in _ITEM.finditer(text)]
    if items:
        ends = [*(start for start, _ in items[1:]), len(text)]
        return tuple(
            Issue(start, end, text[after:end].strip())
            for (start, after), end in zip(items, ends, strict=True)
        )
    starts = [0, *(found.end() for found in _GAP.finditer(text))]
    ends = [*starts[1:], len(text)]
    return tuple(
        Issue(start, end, text[start:end].strip())
        for start, end in zip(starts, ends, strict=True)
        if text[start:end].strip()
    )


def count_issues(text: str) -> int:
    """How many there are, without taking them apart: asked at every pause in the typing."""
    if not text.strip():
        return 0
    return sum(1 for _ in _ITEM.finditer(text)) or len(_GAP.split(text.strip()))


def without(text: str, issue: Issue) -> str:
    """The text that is left when the issue is taken out."""
    left = text[: issue.start] + text[issue.end :]
    return _BLANK_LINES.sub("\n\n", left).strip("\n")


def issue_at(text: str, offset: int) -> int:
    """Which issue the caret stands in, from 0; the last where it stands in none."""
    found = issues_of(text)
    return next((at for at, one in enumerate(found) if one.start <= offset < one.end), len(found) - 1)
