"""Lines of text in roles: measured, cut and wrapped by cells; nothing here reads markup."""

from __future__ import annotations

from rich.cells import cell_len, set_cell_size

from data.rules.clean import clean

Span = tuple[str, str]
"""Text and its role (`widgets.look.styles`)."""
Line = list[Span]
NO_BREAK = "\u00a0"


ASCII = str.maketrans(
    {
        "▌": ">", "│": "|", "·": ".", "–": "-", "—": "-", "…": "...", "●": "*", "›": ">", "“": '"', "”": '"',
        "‘": "'", "’": "'", NO_BREAK: " ", "█": "#",
        "▒": "=",
    }
)  # fmt: skip
"""What each sign becomes where the settings ask for ASCII: some terminals draw them in two cells."""
_ascii = [False]


def use_signs(name: str) -> None:
    """`unicode` or `ascii`, as the settings have it, for everything drawn from now on."""
    _ascii[0] = name == "ascii"


def ascii_alone() -> bool:
    """Whether the settings ask for ASCII."""
    return _ascii[0]


def drawn(text: str) -> str:
    """The text in the signs of the settings; stored text too, so that every cell is as wide as it is counted."""
    return text.translate(ASCII) if _ascii[0] and not text.isascii() else text


def plain(text: str) -> str:
    """One line that cannot steer the terminal, whatever was stored: the edge of the view."""
    if text.isprintable():
        return drawn(text)
    return drawn(clean(text).replace("\n", " ").replace("\t", " "))


def squeezed(line: Line, width: int) -> Line:
    """The line without blanks after its words, as far as signs in ASCII made it too long for `width` cells."""
    excess = width_of(line) - width if ascii_alone() else 0
    if excess <= 0:
        return line
    out: Line = []
    for text, role in line:
        blanks = len(text) - len(text.rstrip(" "))
        spare = min(max(excess, 0), max(blanks - 1, 0) if text.strip() else 0)
        excess -= spare
        out.append((text[: len(text) - spare], role))
    return out


def width_of(line: Line) -> int:
    """Cells a line takes."""
    return sum(cell_len(text) for text, _ in line)


def cut(line: Line, width: int) -> Line:
    """The line in at most `width` cells; what is cut ends in an ellipsis."""
    if width_of(line) <= width:
        return line
    ellipsis = drawn("…")[:width]
    left, out = max(width - len(ellipsis), 0), Line()
    for text, role in line:
        take = min(cell_len(text), left)
        left -= take
        if left <= 0:
            out.append((set_cell_size(text, take).rstrip() + ellipsis, role))
            break
        out.append((text, role))
    return out if width > 0 else []


def fill(line: Line, width: int, align: str = "left", role: str = "text") -> Line:
    """The line in exactly `width` cells, cut or padded; `align` is left or right."""
    line = cut(line, width)
    space: Line = [(" " * max(width - width_of(line), 0), role)]
    return space + line if align == "right" else line + space


def ends(left: Line, right: Line, width: int, gap: int = 2) -> Line:
    """Left and right part on one line; the left part gives way."""
    if not right:
        return fill(left, width)
    return [*fill(left, width - width_of(right) - gap), (" " * gap, "text"), *right]


def wrap(text: str, width: int) -> list[str]:
    """Words in lines of at most `width` cells, own line breaks kept; a no-break space holds `6 y 2 m` together."""
    width = max(width, 1)
    out: list[str] = []
    for paragraph in clean(text).expandtabs(4).split("\n"):
        line = ""
        for word in paragraph.split(" "):
            while cell_len(word) > width:
                room = width - cell_len(line) - (1 if line else 0)
                if room <= 0:
                    out.append(line)
                    line, room = "", width
                piece = _fitting(word, room)
                out.append(f"{line} {piece}" if line else piece)
                line, word = "", word[len(piece) :]
            if line and cell_len(line) + 1 + cell_len(word) > width:
                out.append(line)
                line = word
            else:
                line = f"{line} {word}" if line else word
        out.append(line)
    return [line.replace(NO_BREAK, " ") for line in out]


def _fitting(word: str, room: int) -> str:
    """The longest beginning of `word` in `room` cells, at least one character."""
    taken = 0
    for at, character in enumerate(word):
        taken += cell_len(character)
        if taken > room:
            return word[: max(at, 1)]
    return word


def pair(label: str, text: str, width: int, role: str = "text", gutter: int = 10) -> list[Line]:
    """A quiet label in its gutter and wrapped text beside it."""
    return [
        [(f"{label if at == 0 else '':<{gutter}}", "quiet"), (row, role)]
        for at, row in enumerate(wrap(text, width - gutter))
    ]


def heading(text: str, count: int | None = None) -> Line:
    """A group heading with its number."""
    return [(text, "strong")] if count is None else [(text, "strong"), (f" {count}", "quiet")]
