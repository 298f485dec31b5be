"""The union's keys: made once, trusted by each machine, and what they sign: whose keys hold (features A3.35).

Each list follows the last one that the union has signed; none is changed or removed.
"""

from collections.abc import Callable
from contextlib import suppress
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.engine import Connection

from data.desk.desk import Desk
from data.desk.key_trust import chance, locker_of
from data.repositories.secure import SecureNotes, forget_envelopes, list_row
from data.rules.clean import clean_line
from data.rules.key_list import (
    code_of,
    first_list,
    read,
    read_code,
    signed,
    union_in,
    with_key,
    without,
)
from data.rules.sealing import KEY, mark_of, private_of, same_mark, signing_public, usable
from data.store.tables import STAFF
from data.types.errors import BadInput, NotAllowed, NotFound
from data.types.secure import KeyList, KeysForged, KeysMissing, KeyUnusable, SignedList

Keep = Callable[[bytes, bytes], None]
"""Takes a public key and its private half."""


class Paper(NamedTuple):
    """The union's keys, told once."""

    code: str
    mark: str


def recovery(desk: Desk, keep: Keep | None = None) -> Paper:
    """Make the union's keys, once: the one it signs with stays here, the other is on the paper alone.

    Raises NotAllowed for others than administrators of the whole organisation, BadInput where there are some,
    NoKeyring.
    """
    administers(desk)
    seed = chance(KEY)
    made = first_list(seed, desk.clock())
    private = private_of(seed).signing
    with desk.store.writing(action="keys.recovery", officer_id=desk.officer.id) as session:
        desk.store.take_turns(session, "keys")
        if SecureNotes(session.connection()).newest() is not None:
            raise BadInput(
                "the union's keys, which were made already; --again brings them here from the paper"
            )
        (keep or locker_of(desk).keep)(made.union, private)
        first = signed(made, private)
        session.add(list_row(first, desk.officer.id, desk.clock()))
    locker_of(desk).pin(made.union, first)
    return Paper(code_of(seed), mark_of(made.union))


def bring(desk: Desk, code: str, keep: Keep | None = None) -> str:
    """Put the union's signing key on this machine, from the paper; answers the union's mark. Raises BadInput."""
    seed = read_code(code)
    private = private_of(seed).signing
    union = signing_public(private)
    with desk.store.reading() as connection:
        found = SecureNotes(connection).newest()
    if found is None or union_in(found) != union:
        raise BadInput("the paper key, which is another union's")
    (keep or locker_of(desk).keep)(union, private)
    locker_of(desk).pin(union)
    return mark_of(union)


def trust(desk: Desk, mark: str) -> str:
    """Believe the list of keys of the union with that mark, on this machine; raises BadInput, KeysForged."""
    with desk.store.reading() as connection:
        found = SecureNotes(connection).newest()
    if found is None:
        raise KeysMissing(
            "the union has no keys", todo="An administrator makes them: `casetui keys recovery`."
        )
    union = union_in(found)
    if not same_mark(mark, mark_of(union)):
        raise BadInput(
            "the mark, which is not that of the list in the database: a slip, or a list that is not the union's"
        )
    read(found, union)
    locker_of(desk).pin(union, found)
    return mark_of(union)


def publish(desk: Desk, login: str, mark: str, signer: bytes | None = None) -> bool:
    """Sign the key that an officer made, whose mark she has told; False where it holds already.

    Raises BadInput for another mark, KeyUnusable, NotFound, NotAllowed, KeysMissing without the signing key.
    """
    with desk.store.reading() as connection:
        her = _named(connection, login)
        held = SecureNotes(connection).made(her).get(her, [])
    if not held:
        raise NotFound(f"{clean_line(login)} has made no key", todo="She makes it: `casetui keys make`.")
    if not same_mark(mark, mark_of(*held[-1][1:])):
        raise BadInput(
            f"the mark, which is not that of the key in the database: a slip, or not the key that {login} made"
        )
    if not usable(held[-1]):
        raise KeyUnusable(clean_line(login))
    return sign(
        desk,
        signer,
        lambda before: None if before.of(her) == held[-1] else with_key(before, held[-1], desk.clock()),
        "keys.publish",
    )


def revoke(desk: Desk, login: str, signer: bytes | None = None) -> int:
    """No key of that officer holds any more, and her envelopes are gone; answers how many there were.

    Raises NotFound, NotAllowed, KeysMissing without the signing key.
    """
    with desk.store.reading() as connection:
        her = _named(connection, login)
    sign(
        desk,
        signer,
        lambda before: without(before, her, desk.clock()) if before.of(her) else None,
        "keys.revoke",
    )
    with desk.store.writing(action="keys.revoke", officer_id=desk.officer.id) as session:
        return forget_envelopes(session, her)


def sign(desk: Desk, signer: bytes | None, change: Callable[[KeyList], KeyList | None], action: str) -> bool:
    """Write the list that follows the last one the union has signed; False where there is nothing to change."""
    administers(desk)
    locker = locker_of(desk)
    pins = locker.pins()
    if not pins.union:
        raise KeysMissing(
            "this machine was not told the union's mark", todo="`casetui keys trust MARK` does."
        )
    private = signer or locker.private(pins.union)
    if private is None or signing_public(private) != pins.union:
        raise KeysMissing(
            "the union's signing key is not on this machine",
            todo="`casetui keys recovery --again` brings it from the paper.",
        )
    with desk.store.writing(action=action, officer_id=desk.officer.id) as session:
        desk.store.take_turns(session, "keys")
        lists = list(SecureNotes(session.connection()).lists())
        before = last_signed([*lists, *([pins.newest] if pins.newest else [])], pins.union)
        after = change(before)
        # What was put above it, or in its place, is written over as well.
        if after is None and lists and lists[0] == signed(before, private):
            return False
        top = max([before.version, *(one.version for one in lists)]) + 1
        next_one = signed((after or before)._replace(version=top, at=desk.clock()), private)
        session.add(list_row(next_one, desk.officer.id, desk.clock()))
        session.flush()
    locker.pin(pins.union, next_one)
    return True


def last_signed(lists: list[SignedList], union: bytes) -> KeyList:
    """The newest list that the union has signed, of those in the database and what this machine has seen last."""
    found = []
    for one in lists:
        with suppress(KeysForged):
            found.append(read(one, union))
    if not found:
        raise KeysForged("none of them was signed by the union")
    return max(found, key=lambda keys: keys.version)


def administers(desk: Desk) -> None:
    """In a file of one's own one is the union; of a shared database it is an administrator of all of it."""
    if desk.store.shared and not desk.officer.of_all:
        raise NotAllowed("only an administrator of the whole organisation signs keys", todo="Ask one.")


def _named(connection: Connection, login: str) -> UUID:
    found = connection.execute(select(STAFF.c.id).where(STAFF.c.login == login)).scalar()
    if found is None:
        raise NotFound("nobody of that login is on the staff", todo="`casetui staff` lists everybody.")
    return UUID(str(found))
