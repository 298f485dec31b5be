"""Officers at machines of their own, each with its keyring and what it knows of keys (features A3.35)."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

import keyring

from data.desk import key_list, keys
from data.desk.desk import Desk
from data.local import locker
from tests.file_keyring import Keyring, NoRing

P = ParamSpec("P")
T = TypeVar("T")


@dataclass
class Chair:
    """An officer at a machine: a folder with a keyring in a file."""

    desk: Desk
    folder: Path
    ring: bool = True

    def __call__(self, do: Callable[Concatenate[Desk, P], T], *args: P.args, **named: P.kwargs) -> T:
        """Do something there."""
        os.environ["CASETUI_HOME"] = str(self.folder)
        keyring.set_keyring(Keyring() if self.ring else NoRing())
        locker._HELD.clear()
        return do(self.desk, *args, **named)

    def lose_keyring(self) -> None:
        """As when a machine is set up anew."""
        (self.folder / "keyring.json").unlink()


@dataclass
class Signed:
    """A union with keys."""

    admin: Chair
    paper: str
    mark: str
    make: Callable[[str], Chair]
    """Another machine of an officer, by first name and a name of the machine."""

    def welcome(self, login: str) -> Chair:
        """An officer whose key holds."""
        chair = self.make(login)
        chair(key_list.trust, self.mark)
        made = chair(keys.make)
        if not made.published:
            self.admin(key_list.publish, chair.desk.officer.login, made.mark)
        return chair


def a_signed_union(desk_for: Callable[[str], Desk], root: Path, admin: str = "ravi.admin") -> Signed:
    """The keys of the union, made by its administrator, who has one too."""

    def make(login: str) -> Chair:
        folder = root / f"{login}-{len(list(root.iterdir()))}"
        folder.mkdir(parents=True)
        return Chair(desk_for(login), folder)

    root.mkdir()
    ravi = make(admin)
    paper = ravi(key_list.recovery)
    ravi(keys.make)
    return Signed(ravi, paper.code, paper.mark, make)
