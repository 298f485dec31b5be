"""Files of e-mails on this machine: read whole and no larger than an e-mail may be; written only where nothing is."""

import os
from pathlib import Path

from data.exchange.mail_file import LARGEST
from data.types.errors import BadInput, FileRefused


def read_file(path: str) -> tuple[bytes, str]:
    """The bytes of a file, and its name; raises FileRefused."""
    place = Path(path).expanduser()
    try:
        if not place.is_file():
            raise FileRefused(f"{path} is {'no file' if place.exists() else 'not there'}")
        with place.open("rb") as file:
            data = file.read(LARGEST + 1)
    except (OSError, RuntimeError, ValueError) as error:
        why = getattr(error, "strerror", None) or type(error).__name__
        raise FileRefused(f"{path} cannot be read: {why}") from None
    return data, place.name


def write_file(path: str, data: bytes) -> str:
    """Write a file that is not there yet, for the officer's eyes; answers where it stands. Raises BadInput."""
    place = Path(path).expanduser()
    try:
        held = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(held, "wb") as file:
            file.write(data)
    except FileExistsError:
        raise BadInput(f"{path} is there already and stays as it is; give another name") from None
    except (OSError, RuntimeError, ValueError) as error:
        why = getattr(error, "strerror", None) or type(error).__name__
        raise BadInput(f"{path} could not be written: {why}") from None
    return str(place.absolute())
