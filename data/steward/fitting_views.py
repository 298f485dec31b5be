"""Whether the filters of the office's views can be read: every field, day and entry of a list (features B10)."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from data.rules.filters import check
from data.steward.naming import Misfit, Values, named, names_of
from data.types.errors import BadInput
from data.types.triage import Known

LISTS = ("teams", "related_to", "case_type", "status", "tags")
"""What a filter names; without them nothing can be said of it."""
SOME_DAY = date(2026, 1, 5)


def views(values: Values) -> Iterator[Misfit]:
    """What of their filters cannot be read, with what may be meant; of whom they name only the store knows."""
    if any(name not in values for name in LISTS):
        return
    known = Known(
        SOME_DAY,
        UUID(int=0),
        teams=tuple((name, name) for name in names_of(values, "teams")),
        topics=tuple(names_of(values, "related_to")),
        case_types=tuple((name, str(one.get("label", name))) for name, _, one in named(values, "case_type")),
        statuses=tuple(name for name, _, one in named(values, "status") if one["kind"] != "closed"),
        tags=tuple(names_of(values, "tags")),
    )
    for _, place, view in named(values, "view"):
        try:
            check(str(view.get("filter", "")), known)
        except BadInput as error:
            yield (*place, "filter"), error.detail
