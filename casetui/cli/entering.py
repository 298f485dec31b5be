"""How commands come by a password: the one that is known, else asked for; and a first one changed on the way."""

import sys
from collections.abc import Callable
from getpass import getpass
from typing import TypeVar

from data.desk import logins
from data.local.database import without_password
from data.local.passwords import NoKeyring, keep_password, keyring_state, password_for
from data.types.errors import BadInput, WrongPassword

TRIES = 3
"""Times a new password may be given."""
T = TypeVar("T")


def may_ask() -> bool:
    """Whether somebody sits there."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def told(sentence: str) -> None:
    """A sentence beside the answer of the command."""
    if sentence:
        sys.stderr.write(sentence + "\n")


def asked(prompt: str) -> str:
    """A secret: typed unseen, or a line of standard input where there is no terminal."""
    if sys.stdin.isatty():
        return getpass(prompt, sys.stderr)
    return sys.stdin.readline().rstrip("\n")


def asked_for(url: str) -> str:
    """The password of a database, said with its address and whether it will be asked for again."""
    again = "" if keyring_state().usable else ", asked each time: this machine has no keyring"
    return asked(f"Password of {without_password(url)}{again}: ")


def kept(url: str, password: str) -> str:
    """Put it into the keyring; answers what is to be said where that cannot be."""
    try:
        keep_password(url, password)
    except NoKeyring as error:
        return error.sentence
    return ""


def with_password(url: str, do: Callable[[str | None], T], *, keep: bool = False) -> T:
    """Do it with the password that is known; a missing or refused one is asked for where there is someone to ask."""
    try:
        return do(password_for(url))
    except WrongPassword:
        if not may_ask():
            raise
    given = asked_for(url)
    done = do(given)
    if keep and keyring_state().usable:
        told(kept(url, given))
    return done


def changed(url: str, before: str | None) -> str:
    """Ask for a new password twice, have the server know it, and keep it; answers it.

    Raises BadInput when it was too weak to the last.
    """
    told("Choose a password of your own: 12 letters or more; a few words make a good one.")
    for left in reversed(range(TRIES)):
        new, again = asked("New password: "), asked("The same again: ")
        try:
            login = logins.change_password(url, before, new, again)
        except BadInput as error:
            if not left or not may_ask():
                raise
            told(error.sentence)
        else:
            told(f"The password of {login} is changed. {kept(url, new)}".strip())
            return new
    raise AssertionError("the last try raises")
