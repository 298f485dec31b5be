"""`casetui open …`: hands a wish to the window last used, or starts one with it; imports next to nothing."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from casetui.ring import TAKEN, hand_over
from data.rules.wishing import read_wish
from data.types.errors import BadInput

if TYPE_CHECKING:
    from data.types.wishes import Wish


def ask_to_open(words: list[str]) -> tuple[int, Wish | None]:
    """Hand the wish over. An exit code; with it the wish when no window is there to fulfil it."""
    try:
        wish = read_wish(words)
    except BadInput as error:
        sys.stderr.write(error.sentence + "\n")
        return 2, None
    try:
        handed = hand_over(json.dumps({"open": wish._asdict()}).encode()) == TAKEN
    except PermissionError as error:
        sys.stderr.write(f"Nothing was opened: {error}.\n")
        return 1, None
    return (0, None) if handed else (1, wish)
