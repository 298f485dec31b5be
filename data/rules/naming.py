"""A contact's names as they are kept: as shown, folded for sorting, in pairs for finding."""

from typing import Any
from uuid import UUID

from data.rules.folding import fold, name_pairs
from data.types.members import ContactKind


def shown_name(kind: str, given: str, family: str, joined: bool = False) -> str:
    """ "Andrew Gallagher", or an organisation's name.

    With `joined` the family name comes first, without a space: 山田花子.
    """
    if kind == ContactKind.ORGANISATION:
        return family
    return f"{family}{given}" if joined else f"{given} {family}".strip()


def folded(given: str, family: str) -> dict[str, str]:
    """The columns a list of members is sorted by."""
    return {"given_folded": fold(given), "family_folded": fold(family)}


def name_rows(member_id: UUID, given: str, family: str, informal: str) -> list[dict[str, Any]]:
    """The rows of `member_name`, in an order that holds from run to run."""
    return [{"a": a, "b": b, "member_id": member_id} for a, b in sorted(name_pairs(given, family, informal))]
