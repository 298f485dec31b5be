"""What of a case differs, who wins, what the office asks for, where it happened."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given

from data.rules.closing import closed_status, status_said
from data.rules.completeness import SEVEN
from data.rules.merging import CASE, differing, merge
from data.rules.places import map_link, own_place, places
from data.rules.required import office_gaps
from data.types.case_edits import CaseContents
from data.types.members import Address, ContactKind, Job, MemberCard, Standing
from data.types.notes import Section
from data.types.staff import Assignee, OfficeRules
from tests.drafts.forms_of_all_kinds import case_contents
from tests.rules.builders import CHOICES, an_id

WHOLE = CaseContents(
    sections=[Section("Background", "Six years."), Section("Issue", "Roster.")],
    next_steps="Ring.",
    title="Rosters",
    case_types=["ROS"],
    status="Open",
    assignees=[Assignee(officer_id=an_id(1))],
    job_id=an_id(30),
    follow_up_on=date(2026, 12, 1),
    tags=["media"],
)


@given(case_contents, case_contents)
def test_what_i_left_alone_is_always_theirs(was: CaseContents, theirs: CaseContents) -> None:
    merged = merge(was, was, theirs)
    assert merged.both == ()
    assert replace(merged.contents, sections=[]) == replace(theirs, sections=[])


@given(case_contents, case_contents)
def test_where_nobody_else_changed_anything_mine_stands(was: CaseContents, mine: CaseContents) -> None:
    merged = merge(was, mine, was)
    assert merged.both == ()
    for name in CASE:
        if name != "tags":
            assert getattr(merged.contents, name) == getattr(mine, name)


def test_tags_are_merged_one_by_one() -> None:
    mine, theirs = replace(WHOLE, tags=["media", "deadline"]), replace(WHOLE, tags=["delegate"])
    merged = merge(WHOLE, mine, theirs)
    assert (merged.contents.tags, merged.both) == (["delegate", "deadline"], ())


def test_a_value_both_changed_is_named_by_its_label() -> None:
    merged = merge(WHOLE, replace(WHOLE, location="A"), replace(WHOLE, location="B", priority=1))
    assert (merged.both, merged.contents.location, merged.contents.priority) == (("Location",), "A", 1)


def test_what_differs_is_named_the_sections_first() -> None:
    now = replace(WHOLE, title="x", sections=[WHOLE.sections[0], Section("Issue", "y")])
    assert differing(WHOLE, now) == ("Issue", "Title")
    assert differing(WHOLE, WHOLE) == ()


@pytest.mark.parametrize(
    ("rules", "case", "gaps"),
    [
        (OfficeRules(), CaseContents(), []),
        (OfficeRules(case_completeness="block"), WHOLE, []),
        (OfficeRules(case_completeness="block"), CaseContents(), [one.field for one in SEVEN]),
        (OfficeRules(case_completeness="block"), replace(WHOLE, job_id=None), ["job_id"]),
        (OfficeRules(case_sections=("Issue", "Advice")), WHOLE, ["section/Advice"]),
        (
            OfficeRules(case_sections=("Issue",)),
            replace(WHOLE, sections=[Section("Issue", " ")]),
            ["section/Issue"],
        ),
    ],
)
def test_the_office_asks_for_what_it_says(rules: OfficeRules, case: CaseContents, gaps: list[str]) -> None:
    assert [gap.field for gap in office_gaps(case, rules)] == gaps


def test_the_statuses_of_closing_are_found_whatever_they_are_called() -> None:
    assert closed_status(CHOICES.statuses, closed=True) == "Closed"
    assert closed_status(CHOICES.statuses, closed=False) == "Open"
    assert (status_said("Closed", "shelved"), status_said("Open", "")) == ("Closed, shelved", "Open")


CARD = MemberCard(
    an_id(20), "1", ContactKind.PERSON, "A B", "A", "B", "", "Active", Standing.FINANCIAL, None, None, None, False
)  # fmt: skip


def test_the_places_on_record_are_offered_once_each_her_own_first() -> None:
    home = Address("12 Example St", "Kinvale", "VIC", "3999", "Australia")
    ward = Job(an_id(1), "Bayview Hospital", worksite="North campus", state="VIC")
    card = CARD._replace(
        addresses=(home, home), jobs=(ward, ward._replace(worksite="", state=""), Job(an_id(2), ""))
    )
    assert places(card) == (
        ("12 Example St, Kinvale VIC 3999", "home"),
        ("North campus, Bayview Hospital, VIC", "worksite"),
        ("Bayview Hospital", "employer"),
    )
    assert own_place(card) == "12 Example St, Kinvale VIC 3999"
    assert (places(CARD), own_place(CARD)) == ((), "")


@pytest.mark.parametrize(
    ("place", "link"),
    [
        ("Depot 4", "Depot+4"),
        ("a&b=c#d", "a%26b%3Dc%23d"),
        ("-x; rm", "-x%3B+rm"),
        ("港湾病院", "%E6%B8%AF%E6%B9%BE%E7%97%85%E9%99%A2"),
    ],
)
def test_a_map_is_asked_for_the_place_and_nothing_else(place: str, link: str) -> None:
    assert map_link(place) == f"https://www.openstreetmap.org/search?query={link}"
