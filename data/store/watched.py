"""Whether the server asks of every row who looks, as it does of a login that policies hold for.

What a statement would ask besides is then not sent with it: the server would begin it with every statement, though it
never came to it.
"""

from sqlalchemy import Engine
from sqlalchemy.engine import Dialect

_HOLD = "casetui_policies_hold"


def policies_hold(dialect: Dialect) -> bool:
    """Whether they do for the login of its pool; no, as long as nobody has asked the server."""
    return bool(getattr(dialect, _HOLD, False))


def note_policies(pool: Engine, *, hold: bool) -> None:
    """Remember what the server said of the login of that pool."""
    held = policies_hold(pool.dialect)
    setattr(pool.dialect, _HOLD, hold)
    if held and not hold:
        # What was made before asks too much and is right; what was made since asks for policies that are gone.
        pool.clear_compiled_cache()
