"""Which keys are believed: the list that the union has signed, and one's own key on this machine (features A3.35).

Whose list it is was told to each machine once, by the union's mark, and never by the database.
docs/decisions/secure_notes.md says why.
"""

from typing import NamedTuple

from sqlalchemy.engine import Connection

from data.desk.desk import Desk
from data.repositories.secure import SecureNotes
from data.rules.key_list import read, union_in
from data.rules.sealing import Private, private_of, public_of
from data.types.secure import KeyList, KeyLocker, KeyNotHere, KeysForged, KeysMissing, PublicKeys


class Own(NamedTuple):
    """An officer with her key at hand."""

    keys: KeyList
    public: PublicKeys
    private: Private


def chance(octets: int) -> bytes:
    """So many bytes that nobody can foresee."""
    from secrets import token_bytes

    return token_bytes(octets)


def locker_of(desk: Desk) -> KeyLocker:
    """Where this machine keeps keys; raises KeysMissing for a desk that was opened without."""
    if desk.locker is None:
        raise KeysMissing("this desk was opened without a place for keys", todo="")
    return desk.locker


def trusted(desk: Desk, connection: Connection) -> KeyList:
    """The union's list of keys, checked; raises KeysMissing, KeysForged."""
    locker, found = locker_of(desk), SecureNotes(connection).newest()
    pins = locker.pins()
    if found is None:
        if pins.union:
            raise KeysForged("it is gone")
        raise KeysMissing(
            "the union has no keys", todo="An administrator makes them once: `casetui keys recovery`."
        )
    if not pins.union:
        raise KeysMissing(
            "this machine was not told whose list of keys it may believe",
            todo="Ask an administrator for the union's mark, and give it with `casetui keys trust MARK`.",
        )
    if union_in(found) != pins.union:
        raise KeysForged(
            "it is signed with another key than the union's that this machine was told",
            todo="Ask an administrator, by voice, whether the union's paper key was made anew: then its new mark is "
            "given with `casetui keys trust MARK`. If it was not, somebody wrote into the database.",
        )
    keys = read(found, pins.union)
    if pins.newest is not None and keys.version < pins.newest.version:
        raise KeysForged("an older one than was seen here was put back")
    locker.pin(pins.union, found)
    return keys


def own(desk: Desk, keys: KeyList) -> Own:
    """The officer's key, its private half from this machine; raises KeysMissing, KeyNotHere."""
    public = keys.of(desk.officer.id)
    if public is None:
        raise KeysMissing(
            "the union's list names no key of yours",
            todo=f"`casetui keys make` makes one, and an administrator signs it with `casetui keys publish "
            f"{desk.officer.login}`.",
        )
    seed = locker_of(desk).private(public.sealing)
    if seed is None or public_of(desk.officer.id, seed) != public:
        raise KeyNotHere
    return Own(keys, public, private_of(seed))


def ready(desk: Desk) -> Own:
    """What writing and opening need; raises KeysMissing, KeyNotHere, KeysForged."""
    with desk.store.reading() as connection:
        keys = trusted(desk, connection)
    return own(desk, keys)
