"""A contact's names as they are kept: as shown, and in pairs for finding."""

from typing import Any
from uuid import UUID

from data.rules.folding import name_pairs
from data.types.members import ContactKind


def shown_name(kind: str, given: str, family: str, joined: bool = False) -> str:
    """ "Andrew Gallagher", or an organisation's name.

    With `joined` the family name comes first, without a space: 山田花子.
    """
    if kind == ContactKind.ORGANISATION:
        return family
    return f"{family}{given}" if joined else f"{given} {family}".strip()


def written_together(given: str, family: str) -> bool:
    """Whether a name is written family name first and without a space, as Chinese, Japanese and Korean names are."""
    letters = given + family
    return bool(given and family) and all(sign >= "\u3040" and sign.isalpha() for sign in letters)


def name_rows(member_id: UUID, given: str, family: str, informal: str) -> list[dict[str, Any]]:
    """The rows of `member_name`, in an order that holds from run to run."""
    return [{"a": a, "b": b, "member_id": member_id} for a, b in sorted(name_pairs(given, family, informal))]
