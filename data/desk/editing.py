"""Checking what a submitted interaction is to say from now on."""

from copy import deepcopy

from data.desk.checking import (
    check_case_types,
    check_listed,
    check_spoke_with,
    clean_sections,
    clean_ticket,
    refuse_gaps,
    refuse_office_gaps,
)
from data.desk.desk import Desk
from data.repositories.lists import Lists
from data.rules.clean import clean_line
from data.rules.gap import Gap
from data.rules.required import OFFICE_ENDS, OUTCOME, REQUIRE
from data.types.forms import InteractionContents


def cleaned(desk: Desk, contents: InteractionContents) -> InteractionContents:
    """A copy to save: the form on the screen stays as it was typed.

    Raises BadInput for a ticket that is none, and for whom was spoken with, where the word is none of the list.
    """
    found = deepcopy(contents)
    found.sections = clean_sections(found.sections)
    for name in ("interaction_type", "related_to", "outcome", "follow_up_action"):
        setattr(found, name, clean_line(getattr(found, name)))
    found.ticket_url = clean_ticket(desk, found.ticket_url)
    found.spoke_with = check_spoke_with(found.spoke_with)
    return found


def check(lists: Lists, contents: InteractionContents, was: InteractionContents) -> None:
    """Raise Incomplete for what is mandatory, BadInput for a new choice that no list holds."""
    wanted = (
        (Gap("notes", "Note"), any(part.body.strip() for part in contents.sections)),
        (Gap("interaction_type", "Type"), bool(contents.interaction_type)),
        (Gap("related_to", "About"), bool(contents.related_to)),
        (
            Gap("follow_up_on", "Follow-up"),
            not _newly_given(contents, was) or contents.follow_up_on is not None,
        ),
    )
    refuse_gaps(gap for gap, holds in wanted if not holds)
    if was.outcome and not contents.outcome and lists.rules().outcome == REQUIRE:
        # What was submitted without one before the rule came can still be put right.
        refuse_office_gaps([OUTCOME], OFFICE_ENDS)
    for what, name in (
        ("interaction type", "interaction_type"),
        ("topic", "related_to"),
        ("outcome", "outcome"),
    ):
        value = getattr(contents, name)
        if value and value != getattr(was, name):
            check_listed(lists, what, value)
    contents.case_types = check_case_types(lists, contents.case_types)


def _newly_given(contents: InteractionContents, was: InteractionContents) -> bool:
    """What is to be done, or by whom, is said now: without a day it would stand in nobody's list."""
    return any(
        getattr(contents, name) and getattr(contents, name) != getattr(was, name)
        for name in ("follow_up_by", "follow_up_action")
    )
