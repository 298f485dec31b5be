"""What the word at the caret of a filter may become: names of fields, then what stands in their lists."""

from collections.abc import Iterator

from data.rules.filter_fields import ALSO, EMPTY, FIELDS, SORTS
from data.rules.filters import Piece, entries_of, pieces, quoted
from data.rules.folding import fold
from data.types.triage import Completion, Kind, Known

MOST = 8
DAYS = ("today", "tomorrow", "fri", "+7d", *EMPTY)
PAST_DAYS = ("today", "yesterday", "-7d", "-30d")


def completions(text: str, caret: int, known: Known) -> tuple[Completion, ...]:
    """What can stand in place of the word the caret is in, those first that begin like it; none between words."""
    piece = word_at(text, caret)
    if piece is None:
        return ()
    minus = "-" if piece.text.startswith("-") else ""
    word = piece.text[len(minus) :]
    at = next((place for place, sign in enumerate(word) if sign in ":<>="), -1)
    found = _fields(word) if at < 0 else _values(word, at, known)
    out = [
        Completion(minus + written, said, piece.start, piece.start + len(piece.text))
        for written, said in found
        if minus + written != piece.text
    ]
    return tuple(out[:MOST])


def completed(text: str, one: Completion) -> tuple[str, int]:
    """The line with the completion in it, and where the caret stands then; a whole word gets its blank."""
    blank = "" if one.text.endswith((":", "<", ">", "=")) or text[one.end : one.end + 1] == " " else " "
    line = text[: one.start] + one.text + blank + text[one.end :]
    return line, one.start + len(one.text) + len(blank)


def said(found: tuple[Completion, ...]) -> str:
    """The completions in one line: the first is what Tab takes."""
    return "  ·  ".join(f"{one.text} {one.said}".strip() for one in found)


def _fields(word: str) -> Iterator[tuple[str, str]]:
    sought = word.lower()
    if not sought or '"' in sought:
        return
    real = next((name for also, name in ALSO.items() if also.startswith(sought)), "")
    for first in (True, False):
        for field in FIELDS:
            begins = field.name.startswith(sought) or field.name == real
            if begins is first and (begins or sought in field.name):
                yield field.name + ("" if field.kind is Kind.FLAG else ":"), field.means


def _values(word: str, at: int, known: Known) -> Iterator[tuple[str, str]]:
    name = ALSO.get(word[:at].lower(), word[:at].lower())
    field = next((one for one in FIELDS if one.name == name), None)
    if field is None:
        return
    end = at + 1 + (word[at + 1 : at + 2] == "=" and word[at] in "<>")
    before, _, last = word[end:].rpartition(",")
    head = word[:end] + (f"{before}," if before else "")
    offered: list[tuple[str, str]] = []
    if field.kind is Kind.ENTRY:
        offered = [(written, meant) for _, written, meant in entries_of(name, known)]
    elif field.kind is Kind.DAY:
        offered = [(day, "") for day in (PAST_DAYS if field.past else DAYS)]
    elif field.kind is Kind.NUMBER:
        offered = [(level, "") for level in "12345"]
    elif field.kind is Kind.TICKET:
        offered = [("none", "came from no ticket"), ("any", "came from one")]
    elif field.kind is Kind.ORDER:
        offered = [(order, "") for order in SORTS]
    sought = fold(last)
    for first in (True, False):
        for written, meant in offered:
            begins = not sought or fold(written).startswith(sought)
            inside = f" {sought}" in f" {fold(written)}" or f" {sought}" in f" {fold(meant)}"
            if begins is first and (begins or inside):
                yield head + quoted(written), meant


def word_at(text: str, caret: int) -> Piece | None:
    """The word the caret stands in or behind."""
    return next((one for one in pieces(text) if one.start < caret <= one.start + len(one.text)), None)
