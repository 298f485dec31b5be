"""The chain of a record's history: what is hashed, so that a row changed, added or taken away shows.

The triggers of a Postgres store hash the same text (`data.store.ledger`); a change here would break every chain that
is there, so a second form needs a name of its own.
"""

from collections.abc import Iterable
from datetime import UTC
from hashlib import sha256
from typing import NamedTuple
from uuid import UUID

from data.types.chain import Facts

FORM = "casetui 1"
"""The first line of what a link hashes."""
NOBODY = UUID(int=0)
"""Stands for the owner of rows that belong to no record: lists, settings."""


class Line(NamedTuple):
    """What a link holds fast of a change: no value, only its digest."""

    id: UUID
    record_kind: str
    record_id: str
    field: str
    digest: bytes


def digest(salt: UUID, old: str | None, new: str | None) -> bytes:
    """Of the values of a change; nobody can guess a value from it once the salt is erased."""
    return sha256(f"{salt}|{_measured(old)}|{_measured(new)}".encode()).digest()


def seal(
    before: bytes | None, kind: str, owner_id: UUID | None, place: int, act: Facts, lines: Iterable[Line]
) -> bytes:
    """Of a link at its place in the chain of an owner: the seal before it, its act, its changes in their order."""
    head = (
        FORM,
        before.hex() if before else "",
        f"{kind}|{owner_id or NOBODY}|{place}",
        f"{act.id}|{act.at.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%f}|{_id(act.officer_id)}|{_id(act.batch_id)}"
        f"|{_id(act.undoes_id)}|{_measured(act.action)}|{_measured(act.reason)}",
    )
    told = (
        f"{line.id}|{line.record_kind}|{_measured(line.record_id)}|{line.field}|{line.digest.hex()}"
        for line in lines
    )
    return sha256("\n".join((*head, *told)).encode()).digest()


def _measured(text: str | None) -> str:
    """With its length before it, so that no text can run into the next."""
    return "-" if text is None else f"{len(text)}:{text}"


def _id(one: UUID | None) -> str:
    return "" if one is None else str(one)
