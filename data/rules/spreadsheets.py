"""Cells of a file that is opened in a spreadsheet."""

import re

RISKY = ("=", "+", "-", "@", "\t", "\r")
"""First signs of what a spreadsheet would calculate."""
_PHONE = re.compile(r"\+\d[\d ()]*", re.ASCII)


def harmless(cell: str) -> str:
    """With a mark that makes a spreadsheet take it for text, where it would calculate."""
    return f"'{cell}" if cell.startswith(RISKY) and not _PHONE.fullmatch(cell) else cell
