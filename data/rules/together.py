"""What is said of colleagues at the same record (features B4)."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from data.types.together import Doing, Someone

STALE = timedelta(seconds=45)
"""After so long without a sign of life nobody is there any more."""
TYPED_S = 60.0
"""Seconds after a key in the form in which somebody is typing there."""
IDLE_S = 180.0
"""Seconds without any key after which somebody only has it open."""
BEAT_S = 20.0
"""Seconds between signs of life while nothing changes."""
LEAST_S = 5.0
"""Seconds between two signs of life at least, however much changes."""
SIGNS = {Doing.EDITING: "@", Doing.VIEWING: "+", Doing.IDLE: "+"}
"""What stands in the row of a list: somebody types there, or has it open."""
_SAID = {Doing.EDITING: ("is typing here", "are typing here"), Doing.VIEWING: ("looks at this", "look at this"),
         Doing.IDLE: ("has this open", "have this open")}  # fmt: skip


def fresh_since(now: datetime) -> datetime:
    """Signs of life older than this are nobody's."""
    return now - STALE


def said(people: Sequence[Someone]) -> str:
    """ "Sam is typing here", "Sam and Lena look at this": those who type come first."""
    parts = []
    for what in (Doing.EDITING, Doing.VIEWING, Doing.IDLE):
        names = list(dict.fromkeys(one.first_name for one in people if one.what is what))
        if names:
            listed = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
            parts.append(f"{listed} {_SAID[what][len(names) > 1]}")
    return " · ".join(parts)


def strongest(people: Iterable[Someone]) -> dict[tuple[str, str], Doing]:
    """By kind and id of the record: typing rather than looking, looking rather than idle."""
    order = (Doing.IDLE, Doing.VIEWING, Doing.EDITING)
    out: dict[tuple[str, str], Doing] = {}
    for one in people:
        key = (one.kind, str(one.record_id))
        if key not in out or order.index(one.what) > order.index(out[key]):
            out[key] = one.what
    return out


def due(changed: bool, since_last_s: float) -> bool:
    """Whether a sign of life is due: on a change, but not too often; without one now and then."""
    return since_last_s >= (LEAST_S if changed else BEAT_S)


def record_of(form: object) -> tuple[str, UUID] | None:
    """Kind and id of the record that a form is written on; None where it is of none yet."""
    from data.types.case_edits import CaseEdit
    from data.types.documents import Attachment
    from data.types.forms import CaseForm, InteractionEdit, InteractionForm
    from data.types.tasks import TaskEdit

    if isinstance(form, InteractionForm):
        if form.about_case_id is not None:
            return "case", form.about_case_id
        return ("member", form.member_id) if form.member_id is not None else None
    if isinstance(form, InteractionEdit):
        return "interaction", form.interaction_id
    if isinstance(form, CaseEdit | TaskEdit):
        return "case", form.case_id
    if isinstance(form, Attachment) and form.case_id is not None:
        return "case", form.case_id
    if isinstance(form, CaseForm | Attachment) and form.member_id is not None:
        return "member", form.member_id
    return None
