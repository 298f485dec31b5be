"""An officer's own key of secure notes: made, made anew, carried to another machine; and how keys stand.

Features A3.35.
"""

from typing import NamedTuple
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from data.desk.desk import Desk
from data.desk.key_list import sign
from data.desk.key_trust import chance, locker_of, trusted
from data.repositories.cases import Cases
from data.repositories.secure import SecureNotes, key_row, wrapped_row
from data.repositories.staff import Staff
from data.rules.key_list import with_key
from data.rules.passwords import password_fault
from data.rules.reference import say_case
from data.rules.sealing import KEY, NONCE, SALT, mark_of, public_of, unwrap, wrap
from data.store.tables import WRAPPED_KEY
from data.types.errors import BadInput
from data.types.secure import (
    KeyNotHere,
    KeysForged,
    KeysMissing,
    KeysState,
    OfficerKey,
    PassphraseDamaged,
    PublicKeys,
)
from data.types.stop import Stop


class Made(NamedTuple):
    """A key that was made."""

    mark: str
    already: bool
    published: bool


def make(desk: Desk, passphrase: str | None = None, *, another: bool = False) -> Made:
    """Make the officer's key, once; with `another` a new one in its place (rotation).

    The private half goes into the keyring, and with a passphrase into the database under that. Where the union's
    signing key is on this machine it is signed at once. Raises KeyNotHere for a first key that is elsewhere,
    BadInput for a passphrase that is too weak, NoKeyring, KeysMissing.
    """
    locker, me = locker_of(desk), desk.officer.id
    if passphrase is not None:
        _check_passphrase(desk, passphrase)
    with desk.store.reading() as connection:
        keys = trusted(desk, connection)
        held = SecureNotes(connection).made(me).get(me, [])
    if held and not another:
        _mine(desk, held[-1])
        return Made(mark_of(*held[-1][1:]), already=True, published=keys.of(me) == held[-1])
    seed = chance(KEY)
    public = public_of(me, seed)
    if passphrase is None or locker.keyring():
        locker.keep(public.sealing, seed)
    else:
        locker.hold(public.sealing, seed)
    action = "keys.rotate" if another else "keys.make"
    with desk.store.writing(action=action, officer_id=me) as session:
        session.add(key_row(public, len(held) + 1, desk.clock()))
        if passphrase is not None:
            _put_wrapped(session, public, seed, passphrase)
        session.flush()
    signer = locker.private(keys.union)
    if signer is not None:
        sign(desk, signer, lambda before: with_key(before, public, desk.clock()), "keys.publish")
    return Made(mark_of(*public[1:]), already=False, published=signer is not None)


def keep_passphrase(desk: Desk, passphrase: str) -> None:
    """Put the private key into the database under a passphrase, for another machine; a new one takes its place.

    Raises BadInput for one that is too weak, KeyNotHere, KeysMissing.
    """
    _check_passphrase(desk, passphrase)
    public = _last(desk)
    seed = _mine(desk, public)
    with desk.store.writing(action="keys.passphrase", officer_id=desk.officer.id) as session:
        _put_wrapped(session, public, seed, passphrase)


def unlock(desk: Desk, passphrase: str) -> bool:
    """Bring the private key here with its passphrase; True where the keyring keeps it, else until the program ends.

    Raises BadInput for another passphrase, KeyNotHere where there is none to be brought, PassphraseDamaged.
    """
    locker, me = locker_of(desk), desk.officer.id
    with desk.store.reading() as connection:
        known = SecureNotes(connection).made(me).get(me, [])
        wrapped = SecureNotes(connection).wrapped(me)
    if not wrapped:
        raise KeyNotHere("no passphrase was given to it", todo="`casetui keys rotate` makes another key.")
    done, damaged = False, 0
    for one in wrapped:
        public = next((key for key in known if key.sealing == one.sealing), None)
        try:
            seed = unwrap(public, one, passphrase) if public is not None else None
        except PassphraseDamaged:
            damaged += 1
            continue
        if public is None:
            damaged += 1
        elif seed is not None:
            (locker.keep if locker.keyring() else locker.hold)(public.sealing, seed)
            done = True
    if not done and damaged == len(wrapped):
        raise PassphraseDamaged
    if not done:
        raise BadInput(
            "the passphrase, which opens no key of yours: a slip, or what lies under it was changed",
        )
    return bool(locker.keyring())


def state(desk: Desk, stop: Stop | None = None) -> KeysState:
    """How keys stand; a list that is not to be trusted is said by raising KeysForged."""
    locker, me = locker_of(desk), desk.officer.id
    with desk.store.reading(stop) as connection:
        secure = SecureNotes(connection)
        found, made = secure.newest(), secure.made()
        staff = Staff(connection).active()
        wrapped = secure.wrapped(me)
        pins = locker.pins()
        keys = trusted(desk, connection) if pins.union else None
        cases = Cases(connection, desk.officer)
        waiting = _numbers(cases, secure.waiting(me))
        asked = _numbers(cases, secure.asked_of(me))
    last = {officer: held[-1] for officer, held in made.items()}
    here = me in last and _is_here(desk, last[me])

    def mark(officer: UUID) -> str:
        known = last.get(officer)
        holds = keys is not None and known is not None and keys.of(officer) == known
        return mark_of(*known[1:]) if known and (holds or (officer == me and here)) else ""

    union = pins.union
    return KeysState(
        union=mark_of(union) if union else "",
        trusted=bool(pins.union),
        version=found.version if found else 0,
        signs_here=bool(union) and locker.private(union) is not None,
        here=here,
        wrapped=any(me in last and one.sealing == last[me].sealing for one in wrapped),
        keyring=locker.keyring(),
        officers=tuple(
            OfficerKey(
                one.login,
                one.name,
                len(made.get(one.id, ())),
                mark(one.id),
                keys is not None and one.id in last and keys.of(one.id) == last[one.id],
            )
            for one in staff
        ),
        waiting=waiting,
        asked=asked,
    )


def _numbers(cases: Cases, ids: tuple[UUID, ...]) -> tuple[str, ...]:
    seen = cases.seen_among(ids)
    return tuple(sorted(say_case(cases.seen(one)) for one in ids if one in seen))


def _is_here(desk: Desk, public: PublicKeys) -> bool:
    """Whether this machine has the private half of both; of a key that somebody else put there it has not."""
    seed = locker_of(desk).private(public.sealing)
    return seed is not None and public_of(desk.officer.id, seed) == public


def _mine(desk: Desk, public: PublicKeys) -> bytes:
    """The private half of the officer's key; raises KeyNotHere, KeysForged for one that she did not make."""
    seed = locker_of(desk).private(public.sealing)
    if seed is None:
        raise KeyNotHere
    if public_of(desk.officer.id, seed) != public:
        raise KeysForged("your key in it is not the one that was made on this machine")
    return seed


def _last(desk: Desk) -> PublicKeys:
    with desk.store.reading() as connection:
        held = SecureNotes(connection).made(desk.officer.id).get(desk.officer.id, [])
    if not held:
        raise KeysMissing("you have made no key", todo="`casetui keys make` makes one.")
    return held[-1]


def _put_wrapped(session: Session, public: PublicKeys, seed: bytes, passphrase: str) -> None:
    made = wrap(public, seed, passphrase, chance(SALT), chance(NONCE))
    gone = WRAPPED_KEY.c.officer_id == public.officer_id, WRAPPED_KEY.c.sealing == public.sealing.hex()
    session.connection().execute(delete(WRAPPED_KEY).where(*gone))
    session.add(wrapped_row(public.officer_id, made))
    session.flush()


def _check_passphrase(desk: Desk, passphrase: str) -> None:
    if fault := password_fault(passphrase, passphrase, desk.officer.login, None):
        raise BadInput(f"the passphrase. {fault}")
