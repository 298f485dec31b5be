"""Another paper key, and with it another union's key, in the place of one that was lost or seen (features A3.35).

The old paper also signs, so that a new one for the same union would leave whoever finds the old one able to name keys.
Each machine is told the new mark by a person, as the first time; docs/decisions/secure_notes.md says why.
"""

from contextlib import suppress
from typing import NamedTuple

from data.desk.desk import Desk
from data.desk.key_list import Keep, administers, last_signed
from data.desk.key_trust import chance, locker_of
from data.desk.secure import seal_waiting
from data.repositories.cases import Cases
from data.repositories.secure import SecureNotes, list_row
from data.rules.key_list import code_of, renewed, signed
from data.rules.reference import say_case
from data.rules.sealing import KEY, mark_of, private_of
from data.types.errors import NotFound
from data.types.secure import KeyNotHere, KeysMissing


class Renewed(NamedTuple):
    """The union's new keys, told once."""

    code: str
    mark: str
    before: bytes
    """The public key of the old paper."""


class Resealed(NamedTuple):
    """What became of what the old paper opens."""

    opened: int
    """Notes that it opened, as they stood until now."""
    sealed: int
    """Of them those that are sealed to the new paper by now."""
    left: dict[str, int]
    """Those that only the old one opens beside their readers, case by case, of cases that she sees."""


def renew(desk: Desk, keep: Keep | None = None) -> Renewed:
    """Make the union's keys anew: from now on nothing is sealed to the old paper, and nothing it signs is believed.

    What the paper says is told before anything else is tried: from then on it is all there is. It needs neither the
    old paper nor the old signing key, only a machine that believes the list as it stands. Raises NotAllowed for others
    than administrators of the whole organisation, KeysMissing for a machine that was told no mark, KeysForged,
    NoKeyring.
    """
    administers(desk)
    locker, seed = locker_of(desk), chance(KEY)
    pins = locker.pins()
    if not pins.union:
        raise KeysMissing(
            "this machine was not told the union's mark", todo="`casetui keys trust MARK` does."
        )
    private = private_of(seed).signing
    with desk.store.writing(action="keys.renew", officer_id=desk.officer.id) as session:
        desk.store.take_turns(session, "keys")
        lists = list(SecureNotes(session.connection()).lists())
        before = last_signed([*lists, *([pins.newest] if pins.newest else [])], pins.union)
        top = max([before.version, *(one.version for one in lists)]) + 1
        made = renewed(before._replace(version=top, at=desk.clock()), seed)
        (keep or locker.keep)(made.union, private)
        first = signed(made, private)
        session.add(list_row(first, desk.officer.id, desk.clock()))
        session.flush()
    locker.pin(made.union, first, pins.notes)
    return Renewed(code_of(seed), mark_of(made.union), before.recovery)


def seal_anew(desk: Desk, before: bytes) -> Resealed:
    """Seal what this officer can open to the new paper, in the place of the old one, whose public key is `before`.

    What she has no key for, or may not see, is left to colleagues. Begun again it goes on. Raises KeysForged.
    """
    with desk.store.reading() as connection:
        old = SecureNotes(connection).on_paper(before)
    for case_id in old:
        with suppress(KeysMissing, KeyNotHere, NotFound):
            seal_waiting(desk, case_id)
    with desk.store.reading() as connection:
        left = SecureNotes(connection).on_paper(before)
        cases = Cases(connection, desk.officer)
        seen = cases.seen_among(tuple(left))
        named = {say_case(cases.seen(one)): count for one, count in left.items() if one in seen}
    opened = sum(old.values())
    return Resealed(opened, opened - sum(left.values()), dict(sorted(named.items())))
