"""Case types to raise a case of: those that others raise are greyed, and say who does (features A4.03)."""

from collections.abc import Iterable

from data.types.choices import CaseType
from widgets.choice import Option


def to_raise(kinds: Iterable[CaseType]) -> list[Option]:
    """The case types as options, by label or key."""
    return [
        Option(kind.key, kind.label, kind.key)
        if kind.may_raise
        else Option(kind.key, kind.label, f"only {' or '.join(kind.starters)}", kind.key, barred=True)
        for kind in kinds
    ]
