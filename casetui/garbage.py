"""The collector works while the keyboard rests: a full round takes longer than a key, a ring or a paint may wait."""

import gc

YOUNG = 100_000
"""Objects that may be made between two rests before the collector looks at the newest by itself."""


def begin() -> None:
    """The program has come up: what stands now is never garbage, and the collector may work again."""
    gc.freeze()
    gc.set_threshold(YOUNG, 20, 50)
    gc.enable()


def newest() -> None:
    """Look at what was made since the last time, while that is little."""
    gc.collect(0)


def rest(*, first: bool) -> None:
    """Nobody types: throw away what closed screens left; the first time, all that is loaded by then stays out of it."""
    gc.collect()
    if first:
        gc.freeze()
