"""What a saved view may say, and whose it is to change (features B10)."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from uuid import UUID

from data.rules.clean import clean_line
from data.rules.filter_fields import SORTS
from data.rules.folding import fold
from data.types.errors import BadInput, Incomplete, NotAllowed
from data.types.staff import Access, Officer
from data.types.views import COLUMNS, GROUPS, LONGEST_NAME, ON_DIGITS, View, ViewForm


def cleaned(form: ViewForm) -> ViewForm:
    """The form as it is kept; raises Incomplete without a name, BadInput for what no list has."""
    name = clean_line(form.name)
    if not name:
        raise Incomplete(("Name",))
    if len(name) > LONGEST_NAME:
        raise BadInput(f"the name, which is longer than {LONGEST_NAME} signs")
    columns = [_known("column", text, COLUMNS) for text in form.columns if text.strip()]
    if len(set(columns)) < len(columns):
        raise BadInput("the columns, one of which is named twice")
    sort = _known("order", form.sort, SORTS) if form.sort.strip() else ""
    group = _known("grouping", form.group, tuple(GROUPS)) if form.group.strip() else ""
    refuse_unordered(sort, group)
    return replace(form, name=name, filter=clean_line(form.filter), columns=columns, sort=sort, group=group)


def refuse_unordered(sort: str, group: str) -> None:
    """Raise BadInput for headings that this order would scatter."""
    if sort and group and sort != GROUPS[group]:
        raise BadInput(
            f"headings by {group} in the order {sort}; they need the order {GROUPS[group]}, so leave one of the two out"
        )


def line_of(view: View) -> str:
    """What stands in the filter line when the view is opened: its filter, and its order where that is another."""
    sort = view.sort or GROUPS.get(view.group, "")
    said = f"sort:{sort}"
    if not sort or said in view.filter.split() or (sort == SORTS[0] and "sort:" not in view.filter):
        return view.filter
    return f"{view.filter} {said}".strip()


def _known(what: str, text: str, names: Sequence[str]) -> str:
    found = next((name for name in names if name == clean_line(text).lower()), None)
    if found is None:
        raise BadInput(f"the {what} {clean_line(text)!r}, which there is not; there are {', '.join(names)}")
    return found


def refuse_clash(form: ViewForm, views: Iterable[View], me: UUID) -> None:
    """Raise BadInput where the officer could not tell the view from another one she has."""
    for one in views:
        if one.id == form.id or fold(one.name) != fold(form.name):
            continue
        whose = "the office" if one.owner_id is None else "you" if one.owner_id == me else one.owner
        has = "have" if one.owner_id == me else "has"
        raise BadInput(f"the name: {whose} {has} a view {one.name!r} already; give this one another name")


def why_not_changed(view: View, officer: Officer) -> str:
    """Why this officer may not change, rename or remove a view; empty where she may."""
    if view.owner_id is None:
        return f"{view.name} is the office's own, which its configuration says"
    if view.owner_id == officer.id or officer.access >= Access.SUPERVISOR:
        return ""
    if view.left:
        return f"{view.name} is {view.owner}'s, who left: take it over first"
    return f"{view.name} is {view.owner}'s"


def whose(view: View, me: object) -> str:
    """ "the office's", "yours", "yours, for everybody", "Sam Ortiz", "Sam Ortiz, who left"."""
    if view.owner_id is None:
        return "the office's"
    if view.owner_id == me:
        return "yours, for everybody" if view.public else "yours"
    return f"{view.owner}, who left" if view.left else view.owner


def refuse_public(officer: Officer) -> None:
    """Raise NotAllowed for whoever may not put a view before everybody."""
    if officer.access <= Access.BASIC:
        raise NotAllowed("basic access does not make views for everybody")


def hers(views: Sequence[View], places: Sequence[UUID], me: UUID) -> list[View]:
    """The views that can have a digit, in her order: those she placed, then the office's and her own."""
    at = {view_id: place for place, view_id in enumerate(places)}
    placed = sorted((one for one in views if one.id in at), key=lambda one: at[one.id])
    return [*placed, *(one for one in views if one.id not in at and one.owner_id in (None, me))]


def in_order(views: Sequence[View], places: Sequence[UUID], me: UUID) -> tuple[View, ...]:
    """Views as an officer has them, others' last: a new view of somebody else moves no digit of hers.

    `views` with the office's in its order first.
    """
    own = hers(views, places, me)
    others = [one for one in views if one not in own]
    digits = [one._replace(digit=place if place <= ON_DIGITS else 0) for place, one in enumerate(own, 1)]
    return (*digits, *sorted(others, key=lambda one: fold(one.name)))


def order_with(
    views: Sequence[View], places: Sequence[UUID], me: UUID, view_id: UUID, place: int
) -> tuple[UUID, ...]:
    """Her order with one view at that place, 1 the first; 0 leaves it where it stands by itself.

    Raises BadInput for a place that there is not.
    """
    order = [one.id for one in hers(views, places, me) if one.id != view_id]
    if not 0 <= place <= len(order) + 1:
        raise BadInput(f"the place, which is 1 to {len(order) + 1}, or 0 for none of its own")
    if place:
        order.insert(place - 1, view_id)
    return tuple(order)
