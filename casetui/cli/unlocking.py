"""How commands come by a key of secure notes that is not in this machine's keyring: by its passphrase."""

import os
from collections.abc import Callable
from typing import TypeVar

from casetui.cli.entering import asked, may_ask
from data.desk import keys
from data.desk.desk import Desk
from data.types.secure import KeyNotHere

VARIABLE = "CASETUI_PASSPHRASE"
"""In the environment of one run, where nobody sits there to be asked."""
T = TypeVar("T")


def with_key(desk: Desk, do: Callable[[], T]) -> T:
    """Do it with the officer's key; one that is not here is brought by its passphrase. Raises KeyNotHere, BadInput."""
    try:
        return do()
    except KeyNotHere:
        passphrase = os.environ.get(VARIABLE)
        if passphrase is None and not may_ask():
            raise
    keys.unlock(desk, passphrase if passphrase is not None else asked("Passphrase of your key: "))
    return do()
