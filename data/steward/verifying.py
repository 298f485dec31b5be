"""`casetui db verify`: walks the chains of histories and says where the first does not hold."""

from collections.abc import Callable, Iterable
from datetime import UTC, tzinfo
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select

from data.repositories.ledger import Chains
from data.rules.chain import NOBODY
from data.rules.verifying import Fault, fault_said, walk
from data.steward.anchoring import Anchor
from data.store.store import open_store
from data.store.tables import OFFICE
from data.types.chain import Link
from data.types.errors import NotFound

Told = Callable[[int, int], None]
"""Told how many chains are walked, of how many."""
SHOWN = 100
"""Broken chains that are named."""
Owner = tuple[str, UUID]


class Broken(NamedTuple):
    """A chain that does not hold."""

    record: str
    """Its number, as people say it; of lists the name of the table."""
    link: int
    said: str


class Verified(NamedTuple):
    """What a walk came to."""

    chains: int
    links: int
    changes: int
    erased: int
    """Changes whose values were erased, as history tells."""
    broken: tuple[Broken, ...]
    """The first ones, each told in a sentence."""
    faults: int
    """How many there are in all."""


def verify_store(
    url: str,
    password: str | None,
    told: Told | None = None,
    *,
    case: int | None = None,
    anchor: Anchor | None = None,
) -> Verified:
    """Walk every chain, or that of one case; with an `anchor` also see that none was cut or written anew.

    Raises NotFound for a case that is not there, and what opening a store raises.
    """
    store = open_store(url, password)
    try:
        store.check()
        with store.auditing() as connection:
            zone = connection.execute(select(OFFICE.c.zone)).scalar()
            return _Walk(Chains(connection), ZoneInfo(zone) if zone else UTC, anchor, told).of(case)
    finally:
        store.close()


class _Walk:
    def __init__(self, chains: Chains, zone: tzinfo, anchor: Anchor | None, told: Told | None) -> None:
        self._chains, self._zone, self._told = chains, zone, told
        self._anchored = dict(anchor.ends) if anchor is not None else {}
        self._done = self._links = self._changes = self._erased = self._faults = 0
        self._broken: list[Broken] = []

    def of(self, case: int | None) -> Verified:
        """All of them, or those of one case."""
        if case is None:
            self._all()
        else:
            self._case(case)
        return Verified(
            self._done, self._links, self._changes, self._erased, tuple(self._broken), self._faults
        )

    def _case(self, number: int) -> None:
        case_id = self._chains.case_of(number)
        if case_id is None:
            raise NotFound(f"no case C-{number}")
        owner = ("case_record", case_id)
        self._anchored = {owner: self._anchored[owner]} if owner in self._anchored else {}
        self._walk_all(self._chains.of({case_id}), 1)
        self._gone()

    def _all(self) -> None:
        self._walk_all(self._chains.all_of(), self._chains.count())
        self._gone()
        loose = self._chains.loose()
        if loose is not None:
            fault = Fault(loose.link, f'the change of "{loose.field}" belongs to no link', None, "", loose.id)
            self._breaks((loose.owner_kind, loose.owner_id or NOBODY), fault)

    def _walk_all(self, chains: Iterable[list[Link]], of: int) -> None:
        for chain in chains:
            owner = (chain[0].kind, chain[0].owner_id)
            found = walk(chain, self._anchored.pop(owner, None))
            self._done += 1
            self._links += found.links
            self._changes += found.changes
            self._erased += found.erased
            if found.fault is not None:
                self._breaks(owner, found.fault)
            if self._told is not None:
                self._told(self._done, max(of, self._done))

    def _gone(self) -> None:
        """Chains that the anchor knows and nobody has any more."""
        for owner, (place, _) in self._anchored.items():
            self._breaks(owner, Fault(1, f"all {place} links that the anchor knows are gone"))

    def _breaks(self, owner: Owner, fault: Fault) -> None:
        self._faults += 1
        if len(self._broken) < SHOWN:
            kind, owner_id = owner
            record = (
                kind if owner_id == NOBODY else self._chains.named(kind, owner_id) or f"{kind} {owner_id}"
            )
            self._broken.append(Broken(record, fault.place, fault_said(fault, record, self._zone)))
