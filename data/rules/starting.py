"""Who may raise a case of a type: the groups it names, everyone where it names none (features A4.03)."""

from collections.abc import Collection, Iterable

from data.types.choices import CaseType


def may_raise(starters: Collection[str], groups: Collection[str]) -> bool:
    """Whether somebody of these groups raises a case of a type with these starters."""
    return not starters or any(name in groups for name in starters)


def why_not_raised(kinds: Iterable[CaseType]) -> str:
    """Why the officer does not raise a case of these types, with who may; empty where all is well."""
    kind = next((one for one in kinds if not one.may_raise), None)
    return f"a case of the type {kind.label} is raised by {' or '.join(kind.starters)} only" if kind else ""
