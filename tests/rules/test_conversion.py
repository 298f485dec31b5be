from copy import deepcopy
from dataclasses import dataclass, fields

import pytest

from data.rules.conversion import ALIGNED, case_form, said
from data.rules.required import case_gaps
from data.types.errors import Incomplete, NotAllowed
from data.types.forms import CaseForm, InteractionForm
from data.types.members import Job
from data.types.staff import Assignee
from tests.rules.builders import CHOICES, FEES, KIM, KIOSK, WARD, a_note, an_id, an_interaction


def converted(form: InteractionForm, job: Job | None = KIOSK) -> CaseForm:
    return case_form(form, case_id=an_id(11), officer=KIM, choices=CHOICES, job=job)


def unaligned(interaction: type, case: type) -> set[str]:
    """Fields of both forms that no line of the table speaks of."""
    told = {name for line in ALIGNED for name in (*line.interaction_fields, *line.case_fields)}
    return {part.name for part in fields(interaction)} & {part.name for part in fields(case)} - told


def test_every_aligned_field_of_a_full_contact_is_the_same_afterwards() -> None:
    """Features A1.29, A1.30."""
    form = an_interaction()
    case = converted(form)
    for line in ALIGNED:
        for name in set(line.interaction_fields) & set(line.case_fields):
            assert getattr(case, name) == getattr(form, name), line.label
        assert line.holds(case), line.label
    assert case.next_steps == "- Kim: call HR (fri)"
    assert case.assignees == [Assignee(officer_id=KIM.id)]
    assert (case.interaction_id, case.id) == (form.id, an_id(11))


def test_no_line_of_the_table_holds_in_an_empty_case() -> None:
    blank = CaseForm(an_id(11), an_id(0), "", None)
    assert [line.label for line in ALIGNED if line.holds(blank)] == ["Member"]


def test_every_field_that_both_forms_have_stands_in_the_table() -> None:
    assert unaligned(InteractionForm, CaseForm) == {"id"}


def test_a_field_added_to_both_forms_without_a_line_is_noticed() -> None:
    @dataclass
    class MoreOfAnInteraction(InteractionForm):
        tags: str = ""

    @dataclass
    class MoreOfACase(CaseForm):
        tags: str = ""

    assert unaligned(MoreOfAnInteraction, MoreOfACase) == {"id", "tags"}


def test_every_name_in_the_table_is_a_field() -> None:
    interaction = {part.name for part in fields(InteractionForm)}
    case = {part.name for part in fields(CaseForm)}
    assert {name for line in ALIGNED for name in line.interaction_fields} <= interaction
    assert {name for line in ALIGNED for name in line.case_fields} <= case


def test_a_full_contact_is_eight_copied_and_nothing_left() -> None:
    assert said(converted(an_interaction())) == "8 copied, nothing to complete"


def test_what_the_contact_lacks_is_counted_as_left() -> None:
    form = an_interaction()
    form.follow_up_on, form.ticket_url = None, ""
    form.sections = a_note("6 years")
    assert said(converted(form)) == "5 copied, 2 to complete"


def test_a_contact_with_little_in_it_leaves_much() -> None:
    form = InteractionForm(an_id(10), an_interaction().started_at, member_id=an_id(20))
    case = converted(form, job=None)
    assert [gap.field for gap in case_gaps(case)] == [
        "title", "case_types", "sections", "next_steps", "job_id", "follow_up_on",
    ]  # fmt: skip
    assert said(case) == "2 copied, 6 to complete"


def test_the_topic_gives_the_case_type_when_none_was_chosen() -> None:
    form = an_interaction()
    form.case_types = []
    assert converted(form).case_types == ["ROS"]


def test_a_topic_without_a_case_type_gives_none() -> None:
    form = an_interaction()
    form.case_types, form.related_to = [], FEES.name
    assert converted(form).case_types == []


def test_the_current_job_is_taken_when_the_contact_names_none() -> None:
    form = an_interaction()
    form.job_id = None
    case = converted(form, job=WARD)
    assert (case.job_id, case.title) == (WARD.id, "Disciplinary / allegations – Bayview Hospital")


def test_the_title_never_names_the_employer_of_another_job() -> None:
    case = converted(an_interaction(), job=WARD)
    assert (case.job_id, case.title) == (KIOSK.id, "Disciplinary / allegations")


def test_the_status_is_the_open_one_whatever_its_name_and_place() -> None:
    assert converted(an_interaction()).status == "Open"


def test_the_contact_is_left_as_it_is_and_shares_nothing_with_the_case() -> None:
    form = an_interaction()
    before = deepcopy(form)
    case = converted(form)
    case.case_types.append("ROS")
    case.sections.clear()
    assert form == before


def test_without_a_member_there_is_no_case() -> None:
    form = an_interaction()
    form.member_id = None
    with pytest.raises(Incomplete) as refused:
        converted(form)
    assert refused.value.gaps == ("Member",)


def test_a_contact_about_an_open_case_becomes_no_second_one() -> None:
    form = an_interaction()
    form.about_case_id = an_id(11)
    with pytest.raises(NotAllowed):
        converted(form)
