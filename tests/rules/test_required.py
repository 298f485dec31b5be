from datetime import date

import pytest

from data.rules.completeness import SEVEN, Filled, complete, filled, missing
from data.rules.gap import Gap
from data.rules.required import case_blocks, case_gaps, interaction_gaps
from data.types.forms import CaseForm, InteractionForm
from data.types.staff import OfficeRules
from tests.rules.builders import a_case, a_note, an_id, an_interaction


def fields(gaps: tuple[Gap, ...]) -> list[str]:
    return [gap.field for gap in gaps]


def test_a_full_contact_lacks_nothing() -> None:
    assert interaction_gaps(an_interaction()) == ()


def test_an_empty_contact_lacks_everything_in_the_order_of_the_screen() -> None:
    blank = InteractionForm(an_id(1), an_interaction().started_at)
    assert [tuple(gap) for gap in interaction_gaps(blank)] == [
        ("member", "Member"),
        ("notes", "Note"),
        ("interaction_type", "Type"),
        ("related_to", "About"),
    ]


@pytest.mark.parametrize(
    ("field", "value", "gap"),
    [
        ("member_id", None, "member"),
        ("interaction_type", " ", "interaction_type"),
        ("related_to", "", "related_to"),
        ("sections", a_note(" ", "\n\t"), "notes"),
    ],
)
def test_each_mandatory_field_is_named_alone(field: str, value: object, gap: str) -> None:
    """Features A1.12 to A1.15."""
    form = an_interaction()
    setattr(form, field, value)
    assert fields(interaction_gaps(form)) == [gap]


@pytest.mark.parametrize(
    ("rule", "outcome", "about_case", "gaps"),
    [
        ("ask", "", False, []),
        ("require", "", False, ["outcome"]),
        ("require", " ", False, ["outcome"]),
        ("require", "Resolved", False, []),
        ("require", "", True, []),
    ],
)
def test_an_outcome_is_mandatory_where_the_office_wants_one(
    rule: str, outcome: str, about_case: bool, gaps: list[str]
) -> None:
    """Feature A1.40; a note on a case goes on with the case."""
    form = an_interaction()
    form.outcome = outcome
    if about_case:
        form.about_case_id = an_id(9)
    assert fields(interaction_gaps(form, OfficeRules(outcome=rule))) == gaps


@pytest.mark.parametrize("section", range(5))
def test_any_one_section_makes_a_note(section: int) -> None:
    form = an_interaction()
    form.sections = a_note(*[""] * section, "said")
    assert interaction_gaps(form) == ()


@pytest.mark.parametrize(
    ("field", "value"),
    [("case_types", []), ("outcome", ""), ("follow_up_on", None), ("job_id", None), ("ticket_url", "")],
)
def test_nothing_else_blocks_a_contact(field: str, value: object) -> None:
    form = an_interaction()
    setattr(form, field, value)
    assert interaction_gaps(form) == ()


def test_a_contact_about_an_open_case_needs_the_note_alone() -> None:
    form = InteractionForm(an_id(1), an_interaction().started_at, about_case_id=an_id(11))
    assert fields(interaction_gaps(form)) == ["notes"]
    form.sections = a_note("called back")
    assert interaction_gaps(form) == ()


def test_a_full_case_lacks_nothing() -> None:
    assert case_gaps(a_case()) == ()
    assert complete(a_case()) == (7, 7)


def test_an_empty_direct_case_lacks_everything_in_order() -> None:
    blank = CaseForm(an_id(1), an_id(2), "", None)
    assert fields(case_gaps(blank)) == ["title", "direct_reason", *(row.field for row in SEVEN)]
    assert fields(case_blocks(blank)) == ["title", "direct_reason"]
    assert complete(blank) == (0, 7)


def test_a_converted_case_needs_no_reason() -> None:
    form = a_case()
    form.direct_reason = ""
    assert case_blocks(form) == ()


def test_a_direct_case_needs_a_reason() -> None:
    form = a_case()
    form.interaction_id = None
    assert fields(case_blocks(form)) == ["direct_reason"]
    form.direct_reason = "the employer rang"
    assert case_blocks(form) == ()


EMPTY: list[tuple[str, object]] = [
    ("case_types", []),
    ("status", " "),
    ("sections", a_note("", " ")),
    ("next_steps", "\n"),
    ("assignees", []),
    ("job_id", None),
    ("follow_up_on", None),
]


@pytest.mark.parametrize(("field", "value"), EMPTY)
def test_each_of_the_seven_is_missed_alone_and_does_not_block(field: str, value: object) -> None:
    """Features A2.07."""
    form = a_case()
    setattr(form, field, value)
    assert fields(missing(form)) == [field]
    assert complete(form) == (6, 7)
    assert case_blocks(form) == ()


def test_the_table_of_seven_is_the_guide_s() -> None:
    assert [row.label for row in SEVEN] == [
        "Case type", "Status", "Description", "Next steps", "Staff member", "Relevant job", "Follow-up date",
    ]  # fmt: skip
    assert [row.field for row in SEVEN] == list(Filled.__dataclass_fields__)


def test_a_stored_case_is_judged_as_its_form_is() -> None:
    form = a_case()
    form.job_id = None
    stored = Filled(True, True, True, True, True, job_id=False, follow_up_on=True)
    assert filled(form) == stored
    assert (missing(stored), complete(stored)) == (missing(form), complete(form))


def test_a_follow_up_on_the_first_day_there_is_counts() -> None:
    form = a_case()
    form.follow_up_on = date.min
    assert complete(form) == (7, 7)
