"""Every field of a case changed after it was created: kept, in the history, merged with what others changed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import update
from uuid_utils.compat import uuid7

from data.desk import cases, changing, history
from data.desk.desk import Desk
from data.rules.case_details import contents_of
from data.store.store import Store
from data.store.tables import NOTE, OFFICE, SECTION
from data.types.errors import BadInput, Conflict, Incomplete, NotFound
from data.types.records import CaseRecord
from data.types.staff import Assignee
from tests.builders import a_case, a_case_form, a_member, change_case, job_of, sections, staff_id, team_id

KIM, SAM = Assignee(officer_id=staff_id("kim.tran")), Assignee(officer_id=staff_id("sam.ortiz"))
INDUSTRIAL = Assignee(team_id=team_id("Industrial"))
TICKET = "https://desk.example.org/tickets/4711"


@pytest.fixture
def case(desk: Desk, store: Store) -> CaseRecord:
    return cases.read(desk, a_case(desk, a_member(store, employer="Bayview Hospital")))


CHANGES: tuple[dict[str, Any], ...] = (
    {"title": "Rosters, Bayview"},
    {"case_types": ["UND", "ROS"]},
    {"case_types": []},
    {"status": "In progress"},
    {"assignees": [SAM]},
    {"assignees": [INDUSTRIAL, KIM]},
    {"assignees": []},
    {"follow_up_on": None},
    {"due_on": date(2026, 12, 18)},
    {"opened_on": date(2026, 11, 2)},
    {"priority": 1},
    {"ticket_url": TICKET},
    {"location": "Depot 4"},
    {"location_note": "ring twice"},
    {"tags": ["deadline", "media"]},
    {"next_steps": "Ring back."},
    {"sections": sections(issue="Roster changed twice.", advice="Keep the roster.")},
)


@pytest.mark.parametrize("values", CHANGES, ids=lambda values: "-".join(values))
def test_each_field_is_changed_alone_and_stands_in_the_history(
    desk: Desk, case: CaseRecord, values: dict[str, Any]
) -> None:
    after = change_case(desk, case, reason="as she said", **values)
    # Another type has a target of its own.
    due = after.due_on if "case_types" in values else case.due_on
    assert contents_of(after) == replace(contents_of(case), **{"due_on": due, **values})
    assert after.version == case.version + 1
    told = [line for line in history.of_case(desk, case.id) if line.action == "cases.change"]
    assert told and {line.reason for line in told} == {"as she said"}


def test_a_change_is_taken_back_by_its_inverse(desk: Desk, case: CaseRecord) -> None:
    edit = changing.begin(case, uuid7())
    edit = replace(edit, now=replace(edit.now, title="Other", tags=["media"], assignees=[SAM, INDUSTRIAL]))
    changing.change(desk, edit)
    after = changing.change(desk, replace(edit, id=uuid7(), was=edit.now, now=edit.was))
    assert contents_of(after) == contents_of(case)


def test_sent_twice_it_is_written_once(desk: Desk, case: CaseRecord) -> None:
    edit = changing.begin(case, uuid7())
    edit = replace(edit, now=replace(edit.now, title="Other", case_types=["UND"]))
    assert changing.change(desk, edit) == changing.change(desk, edit)


def test_two_who_put_on_different_tags_both_have_theirs(
    desk: Desk, desk_for: Callable[[str], Desk], case: CaseRecord
) -> None:
    change_case(desk_for("sam.ortiz"), case, tags=["media"])
    after = change_case(desk, case, tags=["deadline"])
    assert after.tags == ("deadline", "media")


def test_a_section_that_two_changed_is_a_conflict_and_different_ones_are_not(
    desk: Desk, desk_for: Callable[[str], Desk], case: CaseRecord
) -> None:
    change_case(desk_for("sam.ortiz"), case, sections=sections(issue="Sam heard more."))
    after = change_case(
        desk, case, sections=sections(issue="Roster changed without notice.", advice="Keep the roster.")
    )
    assert [part.body for part in after.description if part.body] == ["Sam heard more.", "Keep the roster."]
    with pytest.raises(Conflict, match="Issue"):
        change_case(desk, case, sections=sections(issue="Kim heard more."))


def test_a_case_that_came_without_a_description_is_given_one(
    desk: Desk, store: Store, case: CaseRecord
) -> None:
    with store.loading("test") as connection:
        connection.execute(SECTION.delete())
        connection.execute(NOTE.delete())
    bare = cases.read(desk, case.id)
    assert bare.description == ()
    after = change_case(desk, bare, sections=sections(issue="Roster."))
    assert [(part.title, part.body) for part in after.description] == [("Issue", "Roster.")]


def test_the_ticket_goes_onto_the_first_note_too(desk: Desk, case: CaseRecord) -> None:
    after = change_case(desk, case, ticket_url=f"  {TICKET} ")
    assert (after.ticket_url, after.notes[-1].ticket_url) == (TICKET, TICKET)


def test_a_case_given_to_another_is_hers_in_the_lists(
    desk: Desk, desk_for: Callable[[str], Desk], case: CaseRecord
) -> None:
    change_case(desk, case, assignees=[SAM])
    assert cases.listing(desk, mine=True) == ()
    (line,) = cases.listing(desk_for("sam.ortiz"), mine=True)
    assert line.owner == "Sam Ortiz"
    told = {(line.field, line.old, line.new) for line in history.of_case(desk, case.id)}
    assert ("owner", "Kim Tran", "Sam Ortiz") in told


def test_the_job_is_one_of_hers(desk: Desk, store: Store, case: CaseRecord) -> None:
    job = job_of(store, case.member_id)
    after = change_case(desk, case, job_id=job)
    assert after.job is not None and after.job.employer == "Bayview Hospital"
    other = job_of(store, a_member(store, employer="Harbour Aged Care"))
    with pytest.raises(BadInput, match="not one of this member"):
        change_case(desk, after, job_id=other)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"title": "  "}, "Title"),
        ({"case_types": ["NONE"]}, "case type"),
        ({"status": "Lost"}, "status"),
        ({"priority": 0}, "1 to 5"),
        ({"priority": 6}, "1 to 5"),
        ({"opened_on": date(2030, 1, 1)}, "still to come"),
        ({"ticket_url": "ftp://x"}, "ticket"),
        ({"tags": ["of nobody"]}, "the tag"),
        ({"status": "Closed", "close_reason": "lost"}, "resolved or shelved"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_changed(
    desk: Desk, case: CaseRecord, values: dict[str, Any], said: str
) -> None:
    with pytest.raises((BadInput, Incomplete), match=said):
        change_case(desk, case, next_steps="Kept in the form.", **values)
    assert cases.read(desk, case.id) == case


def test_control_characters_do_not_come_in(desk: Desk, case: CaseRecord) -> None:
    after = change_case(desk, case, title="Ros\x1b[31mters\u202e", location="Depot\n4")
    assert "\x1b" not in after.title and "\u202e" not in after.title
    assert after.location == "Depot 4"


def test_a_case_that_is_not_there_is_not_found(desk: Desk, case: CaseRecord) -> None:
    with pytest.raises(NotFound):
        change_case(desk, case._replace(id=uuid4()), title="x")


def test_tags_and_assignees_that_came_and_went_are_told_by_name(desk: Desk, case: CaseRecord) -> None:
    after = change_case(desk, case, tags=["media"], assignees=[KIM, INDUSTRIAL])
    change_case(desk, after, tags=[], assignees=[KIM])
    told = [(line.record, line.field, line.old, line.new) for line in history.of_case(desk, case.id)]
    for one in (
        ("tag", "tag", None, "media"),
        ("tag", "tag", "media", None),
        ("assignee", "team", None, "Industrial"),
        ("assignee", "team", "Industrial", None),
    ):
        assert one in told


# Closing


@pytest.mark.parametrize("reason", ["resolved", "shelved"])
def test_a_case_is_closed_as_resolved_or_shelved_and_opened_again(
    desk: Desk, case: CaseRecord, reason: str
) -> None:
    closed = change_case(desk, case, status="Closed", close_reason=reason)
    assert (closed.close_reason, closed.closed_at, cases.listing(desk)) == (reason, desk.clock(), ())
    again = change_case(desk, closed, status="Open")
    assert (again.close_reason, again.closed_at, len(cases.listing(desk))) == ("", None, 1)


def test_closed_by_its_status_alone_it_is_resolved(desk: Desk, case: CaseRecord) -> None:
    assert change_case(desk, case, status="Closed").close_reason == "resolved"


def test_two_who_close_it_differently_are_told(
    desk: Desk, desk_for: Callable[[str], Desk], case: CaseRecord
) -> None:
    change_case(desk_for("sam.ortiz"), case, status="Closed", close_reason="shelved")
    with pytest.raises(Conflict, match="Closed as"):
        change_case(desk, case, status="Closed", close_reason="resolved")


# What the office asks for


@pytest.fixture
def strict(store: Store) -> None:
    """The office asks for all seven, and for two sections."""
    with store.loading("test") as connection:
        connection.execute(update(OFFICE).values(case_completeness="block", case_sections="Issue\nAdvice"))


def test_an_office_that_warns_creates_a_case_with_gaps(desk: Desk, store: Store) -> None:
    form = a_case_form(a_member(store), case_types=[], sections=sections())
    cases.create(desk, form)
    assert cases.read(desk, form.id).case_types == ()


@pytest.mark.usefixtures("strict")
def test_an_office_that_blocks_names_every_gap_and_that_it_is_its_rule(desk: Desk, store: Store) -> None:
    member = a_member(store, employer="Bayview Hospital")
    form = a_case_form(member, case_types=[], follow_up_on=None)
    with pytest.raises(Incomplete) as told:
        cases.create(desk, form)
    assert told.value.gaps == ("Case type", "Relevant job", "Follow-up date", "Advice")
    assert "this office's rule" in told.value.sentence
    assert cases.listing(desk) == ()
    whole = replace(
        form,
        case_types=["ROS"],
        follow_up_on=date(2026, 11, 27),
        job_id=job_of(store, member),
        sections=sections(issue="Roster.", advice="Wait."),
    )
    assert cases.create(desk, whole).number == "C-10001"


def test_what_lacked_before_the_rule_may_lack_but_nothing_more_is_taken_away(
    desk: Desk, store: Store, case: CaseRecord
) -> None:
    with store.loading("test") as connection:
        connection.execute(update(OFFICE).values(case_completeness="block"))
    assert case.job is None
    after = change_case(desk, case, title="Other")
    with pytest.raises(Incomplete, match="Next steps"):
        change_case(desk, after, next_steps=" ")
    assert change_case(desk, after, next_steps="Wait.").next_steps == "Wait."


def test_the_listing_narrows_to_a_tag(desk: Desk, store: Store, case: CaseRecord) -> None:
    other = a_case(desk, a_member(store))
    change_case(desk, case, tags=["media"])
    assert [line.id for line in cases.listing(desk, tag="media")] == [case.id]
    assert {line.id for line in cases.listing(desk)} == {case.id, other}
    with pytest.raises(BadInput, match="tag"):
        cases.listing(desk, tag="of nobody")
