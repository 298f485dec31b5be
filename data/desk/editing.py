"""Checking what a submitted interaction is to say from now on."""

from copy import deepcopy

from data.desk.checking import check_case_types, check_listed, clean_sections, clean_ticket, refuse_gaps
from data.repositories.lists import Lists
from data.rules.clean import clean_line
from data.rules.gap import Gap
from data.types.forms import InteractionContents


def cleaned(contents: InteractionContents) -> InteractionContents:
    """A copy to save: the form on the screen stays as it was typed. Raises BadInput for a ticket that is none."""
    found = deepcopy(contents)
    found.sections = clean_sections(found.sections)
    for name in ("interaction_type", "related_to", "outcome"):
        setattr(found, name, clean_line(getattr(found, name)))
    found.ticket_url = clean_ticket(found.ticket_url)
    return found


def check(lists: Lists, contents: InteractionContents, was: InteractionContents) -> None:
    """Raise Incomplete for what is mandatory, BadInput for a new choice that no list holds."""
    wanted = (
        (Gap("notes", "Note"), any(part.body.strip() for part in contents.sections)),
        (Gap("interaction_type", "Type"), bool(contents.interaction_type)),
        (Gap("related_to", "About"), bool(contents.related_to)),
    )
    refuse_gaps(gap for gap, holds in wanted if not holds)
    for what, name in (
        ("interaction type", "interaction_type"),
        ("topic", "related_to"),
        ("outcome", "outcome"),
    ):
        value = getattr(contents, name)
        if value and value != getattr(was, name):
            check_listed(lists, what, value)
    contents.case_types = check_case_types(lists, contents.case_types)
