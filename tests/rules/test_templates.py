"""Templates of notes: which one a category brings, and that no word is lost under another (A3.15, A3.31, A3.33)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.rules.templates import brought, first, is_empty, offered, under
from data.types.choices import CaseType, Choices, RelatedTo
from data.types.notes import BIMAA, NO_TEMPLATE, Section, Template
from data.types.staff import OfficeRules

SHORT = Template("short", ("Issue", "Asked for"))
INJURY = Template("injury", ("Injury", "Claim", "Advice"))
CHOICES = Choices(
    (),
    (RelatedTo("Leave", True, None), RelatedTo("Fees", False, None, "short")),
    (),
    (
        CaseType("WCP", "Workers compensation", template="injury"),
        CaseType("RTW", "Return to work", parent="WCP"),
        CaseType("LVE", "Leave"),
        CaseType("OLD", "Names one that is archived", template="gone"),
    ),
    (),
    (),
    (),
    templates=(BIMAA, SHORT, INJURY),
)

BROUGHT = [
    # topic   case types      template
    ("Fees",  [],             SHORT),
    ("Fees",  ["WCP"],        SHORT),
    ("Leave", ["WCP"],        INJURY),
    ("Leave", ["RTW"],        INJURY),
    ("Leave", ["LVE", "WCP"], None),
    ("Leave", ["OLD"],        None),
    ("",      [],             None),
    ("No such topic", ["NONE"], None),
]  # fmt: skip


@pytest.mark.parametrize(("topic", "types", "wanted"), BROUGHT)
def test_the_category_brings_its_template(topic: str, types: list[str], wanted: Template | None) -> None:
    assert brought(CHOICES, topic, types) == wanted


def test_a_note_begins_with_the_offices_choice_and_may_have_none() -> None:
    assert first(None) == BIMAA
    assert first(CHOICES) == BIMAA
    assert first(CHOICES._replace(rules=OfficeRules(template="short"))) == SHORT
    assert first(CHOICES._replace(rules=OfficeRules(template="gone"))) == BIMAA
    assert offered(CHOICES)[-1] == NO_TEMPLATE


def test_titles_of_both_keep_their_words_and_the_rest_stays_below() -> None:
    note = [Section("Background", "Six years."), Section("Issue", "Roster."), Section("Advice", "")]
    assert under(SHORT, note) == [
        Section("Issue", "Roster."),
        Section("Asked for", ""),
        Section("Background", "Six years."),
    ]


TITLES = st.sampled_from(["Background", "Issue", "Advice", "Injury", "Claim", "Note", "Asked for"])
NOTES = st.lists(st.builds(Section, TITLES, st.text(max_size=8)), unique_by=lambda part: part.title)


@given(NOTES, st.sampled_from([BIMAA, SHORT, INJURY, NO_TEMPLATE]))
def test_no_word_is_lost_and_the_template_leads(note: list[Section], template: Template) -> None:
    after = under(template, note)
    assert tuple(part.title for part in after[: len(template.sections)]) == template.sections
    assert len({part.title for part in after}) == len(after)
    written = {part for part in note if part.body.strip()}
    assert written <= set(after)
    assert is_empty(after) == is_empty(note)
