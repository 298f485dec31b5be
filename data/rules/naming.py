"""A contact's names as they are kept, as shown and folded for sorting; and the logins of staff."""

import re

from data.rules.folding import name_words
from data.types.members import ContactKind

LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{0,39}")
"""What the login of somebody on the staff may be; the functions of the server take the same."""


def shown_name(kind: str, given: str, family: str, joined: bool = False) -> str:
    """ "Andrew Gallagher", or an organisation's name.

    With `joined` the family name comes first, without a space: 山田花子.
    """
    if kind == ContactKind.ORGANISATION:
        return family
    return f"{family}{given}" if joined else f"{given} {family}".strip()


def folded(given: str, family: str) -> dict[str, str]:
    """The columns a list of members is sorted by."""
    return {"given_folded": " ".join(name_words(given)), "family_folded": " ".join(name_words(family))}


def written_together(given: str, family: str) -> bool:
    """Whether a name is written family name first and without a space, as Chinese, Japanese and Korean names are."""
    letters = given + family
    return bool(given and family) and all(sign >= "\u3040" and sign.isalpha() for sign in letters)
