"""Writes the page of the filter from its table of words: `python -m docs.filters`, after a change of it."""

from pathlib import Path

from data.rules.filter_fields import ALSO, FIELDS, takes

PAGE = Path(__file__).parent / "filters.md"
BEGIN, END = "<!-- words: made by docs/filters.py -->", "<!-- end of words -->"
"""Marks in the page between which the words stand; what is between them is written over."""


def table() -> str:
    """Every word with what it means, what it takes and an example."""
    rows = [("word", "what it finds", "takes", "example", "also")]
    rows.append(("---",) * 5)
    for one in FIELDS:
        also = ", ".join(f"`{name}`" for name, of in ALSO.items() if of == one.name)
        rows.append((f"`{one.name}`", one.means, takes(one), f"`{one.example}`", also))
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def written(page: str) -> str:
    """The page with these words between its marks; ValueError when it has no marks."""
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError("the page has no marks for the words of the filter")
    return f"{before}{BEGIN}\n{table()}\n{END}{after}"


def main() -> None:
    """Write the page."""
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
