"""Case types as options, along the tree they stand in (features A3.14).

Where a case is raised those that others raise are greyed, and say who does (features A4.03).
"""

from collections.abc import Sequence
from dataclasses import replace

from data.rules.case_tree import in_tree
from data.types.choices import CaseType
from widgets.choice import Option


def to_raise(kinds: Sequence[CaseType]) -> list[Option]:
    """The case types for a new case, by label or key."""
    return [
        one
        if kind.may_raise
        else replace(one, hint=f"only {' or '.join(kind.starters)}", also=kind.key, barred=True)
        for one, (kind, _) in zip(to_choose(kinds), in_tree(kinds), strict=True)
    ]


def to_choose(kinds: Sequence[CaseType]) -> list[Option]:
    """The case types of a case that there is."""
    return [
        Option(kind.key, kind.label, kind.key, under=tuple(one.label for one in above))
        for kind, above in in_tree(kinds)
    ]
