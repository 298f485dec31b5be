"""A refused change decided without a screen: mine, theirs or both of what two changed (features B5)."""

from typing import Any

from data.desk import cases, interactions, tasks
from data.desk.desk import Desk
from data.rules.case_details import contents_of
from data.rules.folding import fold
from data.rules.merging import Clash, Contents, merge, put
from data.rules.siding import Side, sided
from data.types.case_edits import CaseEdit
from data.types.errors import BadInput, NotFound
from data.types.forms import Form, InteractionEdit
from data.types.tasks import TaskEdit

Edit = CaseEdit | InteractionEdit | TaskEdit


def settle(desk: Desk, form: Form, side: Side, label: str = "") -> tuple[Clash, ...]:
    """Have the form hold that side of each field that both changed, or of the one with that label; answers which.

    What is decided is decided against what stands now: changed once more, it is asked again. Raises BadInput for a
    form that changes nothing, a label that no such field has, and both where a field holds one value; NotFound.
    """
    if not isinstance(form, Edit):
        raise BadInput("the draft, which changes nothing that is in the database yet")
    was: Any = form.was
    now: Any = form.now
    clashes: tuple[Clash, ...] = merge(was, now, _stands(desk, form)).clashes
    if label:
        named = tuple(one for one in clashes if fold(one.label) == fold(label))
        if clashes and not named:
            raise BadInput(f"the field; both changed {' and '.join(one.label for one in clashes)}")
        clashes = named
    for clash in clashes:
        chosen = sided(now, clash, side)
        if chosen is None:
            raise BadInput(f"both of {clash.label}, which holds one value; mine or theirs")
        now, was = chosen, put(was, clash.name, clash.theirs)
    form.was, form.now = was, now
    return clashes


def _stands(desk: Desk, form: Edit) -> Contents:
    if isinstance(form, CaseEdit):
        return contents_of(cases.read(desk, form.case_id))
    if isinstance(form, InteractionEdit):
        return interactions.contents_of(interactions.read(desk, form.interaction_id))
    task = next((one for one in tasks.of_case(desk, form.case_id).tasks if one.id == form.task_id), None)
    if task is None:
        raise NotFound("no such task")
    return tasks.begin(desk, task).now
