"""The numbers people say: C-10482, I-20931."""

import re
from typing import Literal

RecordKind = Literal["case", "interaction"]

_REFERENCE = re.compile(r"\s*([ci])\s*[-–]?\s*(\d{1,10})\s*", re.ASCII | re.IGNORECASE)
_LARGEST = 2**31 - 1
"""Of an integer column: beyond it, a store would refuse the question."""


def read_reference(text: str) -> tuple[RecordKind, int] | None:
    """Kind and number of "C-10482", "c10482", "I 20931"; None when it is something else."""
    found = _REFERENCE.fullmatch(text)
    if found is None or not 0 < int(found[2]) <= _LARGEST:
        return None
    return ("case" if found[1] in "cC" else "interaction"), int(found[2])


def say_case(reference: int) -> str:
    """`C-10482`."""
    return f"C-{reference}"


def say_interaction(reference: int) -> str:
    """`I-20931`."""
    return f"I-{reference}"
