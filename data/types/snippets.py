"""Snippets: short names that become longer words (`::voicemail`)."""

from collections.abc import Mapping
from typing import NamedTuple


class Declared(NamedTuple):
    """A snippet of the office's configuration: everybody's, or those of one team or one office (features B6)."""

    name: str
    text: str
    team: str = ""
    office: str = ""

    @property
    def whose(self) -> str:
        """Whom it is for, in words."""
        if self.team:
            return f"team {self.team}"
        return f"office {self.office}" if self.office else "everybody"


class Snippets(NamedTuple):
    """Every snippet there is for an officer."""

    texts: Mapping[str, str]
    """Text by name, the built-in ones among them."""
    whose: Mapping[str, str]
    """By name: `you`, `team Legal`, `office Ballarat`, `everybody` or `built in`."""
    problem: str = ""
    """What of the officer's own file could not be read, in a sentence; the others work."""


class Expanded(NamedTuple):
    """A snippet with its placeholders filled."""

    text: str
    unknown: tuple[str, ...] = ()
    """Placeholders that do not exist; they stand as written."""
    unset: tuple[str, ...] = ()
    """Placeholders that hold nothing yet; they stand as written."""

    @property
    def said(self) -> str:
        """What to look at again, in a sentence; empty when everything was filled."""
        parts = []
        if self.unknown:
            verb = "is no placeholder" if len(self.unknown) == 1 else "are no placeholders"
            parts.append(f"{_braced(self.unknown)} {verb}")
        if self.unset:
            verb = "is not known yet" if len(self.unset) == 1 else "are not known yet"
            parts.append(f"{_braced(self.unset)} {verb}")
        return f"{'; '.join(parts)}: left as written." if parts else ""


def _braced(names: tuple[str, ...]) -> str:
    return ", ".join(f"{{{name}}}" for name in names)
