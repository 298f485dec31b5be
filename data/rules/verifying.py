"""Whether a chain of history is whole, and what is said of the first row that is not."""

from collections.abc import Sequence
from datetime import tzinfo
from typing import NamedTuple
from uuid import UUID

from data.rules.chain import Line, digest, seal
from data.types.chain import Change, Facts, Link

ERASED, ERASED_AT = "values", "erased_at"
"""Fields of a member that tell of an erasure: their own values stay."""


class Fault(NamedTuple):
    """The first thing in a chain that is not as it was written."""

    place: int
    what: str
    """In words, without a value: `the value of "priority" was altered`."""
    act: Facts | None = None
    who: str = ""
    change_id: UUID | None = None


class Walked(NamedTuple):
    """What a walk along a chain came to."""

    links: int
    changes: int
    erased: int
    fault: Fault | None = None


def walk(chain: Sequence[Link], anchored: tuple[int, bytes] | None = None) -> Walked:
    """Along the links of a chain to the first that does not hold; `anchored` is where it once ended."""
    before: bytes | None = None
    changes = erased = 0
    fault: Fault | None = None
    for place, link in enumerate(chain, 1):
        fault = _fault(link, place, before) or _off_anchor(link, anchored)
        if fault is not None:
            break
        before = link.seal
        changes += len(link.changes)
        erased += sum(one.salt is None for one in link.changes)
    if fault is None and anchored is not None and anchored[0] > len(chain):
        fault = Fault(
            len(chain) + 1, f"{_many(anchored[0] - len(chain), 'link')} that the anchor knows were cut off"
        )
    if fault is None and erased:
        fault = _emptied(chain)
    return Walked(len(chain), changes, erased, fault)


def _fault(link: Link, place: int, before: bytes | None) -> Fault | None:
    if link.place != place:
        return Fault(place, f"link {place} is missing")
    act = link.act
    if act is None:
        return Fault(place, "its act is missing")

    def of(what: str, change: Change | None = None) -> Fault:
        return Fault(place, what, act, link.who, change and change.id)

    if not link.changes:
        return of("its changes are missing")
    for one in link.changes:
        if one.act_id != link.act_id:
            return of(f'the change of "{one.field}" was put under another act', one)
        if not one.has_value:
            return of(f'the row with the value of "{one.field}" is missing', one)
        if one.salt is None and (one.old is not None or one.new is not None):
            return of(f'a value of "{one.field}" was put in after an erasure', one)
        if one.salt is not None and digest(one.salt, one.old, one.new) != one.digest:
            return of(f'the value of "{one.field}" was altered', one)
    lines = (Line(one.id, one.record_kind, one.record_id, one.field, one.digest) for one in link.changes)
    if seal(before, link.kind, link.owner_id, place, act, lines) != link.seal:
        return of("a row was altered, added or taken away")
    return None


def _off_anchor(link: Link, anchored: tuple[int, bytes] | None) -> Fault | None:
    if anchored is None or anchored[0] != link.place or anchored[1] == link.seal:
        return None
    return Fault(link.place, "it was written anew after the anchor was made", link.act, link.who)


def _emptied(chain: Sequence[Link]) -> Fault | None:
    """Values go only with an erasure, which history tells of after them."""
    known = {ERASED, ERASED_AT} if chain[0].kind == "member" else set()
    told = max((link.place for link in chain for one in link.changes if one.field in known), default=0)
    for link in chain:
        for one in link.changes:
            if one.salt is None and (link.place > told or one.field in known):
                what = f'the value of "{one.field}" was emptied, and no erasure tells of it'
                return Fault(link.place, what, link.act, link.who, one.id)
    return None


def fault_said(fault: Fault, owner: str, zone: tzinfo) -> str:
    """In one plain sentence: whose history, which link, what, and whose act it was."""
    act = ""
    if fault.act is not None:
        at = fault.act.at.astimezone(zone)
        act = f', in what {fault.who or "casetui"} did on {at.day} {at:%B %Y} at {at:%H:%M} ("{fault.act.action}")'
    return f"The history of {owner} does not hold at link {fault.place}: {fault.what}{act}."


def _many(count: int, what: str) -> str:
    return f"{count} {what}{'s' * (count != 1)}"
