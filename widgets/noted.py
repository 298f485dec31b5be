"""Words of a note: the documents they name stand out, also where a name goes on in the next line (features A5.08)."""

from __future__ import annotations

import re

from data.rules.document_references import OPENS, references
from widgets.lines import Line, pair

NAMED = "accent"
"""How the name of a document stands in a text."""
_WRAPPED = re.compile(r"\[\[([^\[\]]{1,400})\]\]")


def noted(label: str, text: str, width: int, gutter: int = 10) -> list[Line]:
    """A quiet label in its gutter and the words of a note beside it."""
    lines = pair(label, text, width, gutter=gutter)
    return _marked(lines, references(text)) if OPENS in text else lines


def _marked(lines: list[Line], names: tuple[str, ...]) -> list[Line]:
    wanted = {_bare(name) for name in names}
    whole = "\n".join(line[-1][0] for line in lines)
    spans = [one.span() for one in _WRAPPED.finditer(whole) if _bare(one[1]) in wanted]
    out: list[Line] = []
    start = 0
    for line in lines:
        text, role = line[-1]
        out.append([*line[:-1], *_parted(text, role, [(a - start, b - start) for a, b in spans])])
        start += len(text) + 1
    return out


def _parted(text: str, role: str, spans: list[tuple[int, int]]) -> Line:
    out: Line = []
    at = 0
    for begin, end in ((max(a, 0), min(b, len(text))) for a, b in spans):
        if begin < end:
            out += [(text[at:begin], role), (text[begin:end], NAMED)]
            at = end
    return [piece for piece in (*out, (text[at:], role)) if piece[0]] or [(text, role)]


def _bare(name: str) -> str:
    """A name without its blanks: where a line ends, one is lost, and in a long word none was there."""
    return "".join(name.split())
