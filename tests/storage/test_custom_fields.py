"""Fields of the office's own on a case: kept, changed, emptied, in the history, on both stores (features A3.25)."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from data.desk import cases, changing, history
from data.desk.desk import Desk
from data.steward import applying
from data.steward.faults import FaultyFile
from data.store.store import Store
from data.types.errors import BadInput, Incomplete
from data.types.records import CaseRecord
from tests.builders import a_case_form, a_member, change_case
from tests.steward.files import apply, of, said

FIELDS: dict[str, dict[str, Any]] = {
    "claim": {"label": "Claim number", "kind": "text", "case_types": ["WCP"], "required": True},
    "insurer": {"label": "Insurer", "kind": "choice", "options": ["WorkSafe", "Self-insured"]},
    "hearing": {"label": "Hearing", "kind": "date"},
}


@pytest.fixture
def admin(desk_for: Callable[[str], Desk]) -> Desk:
    found = desk_for("ravi.admin")
    apply(found, of({"custom_field": FIELDS}))
    return found


@pytest.fixture
def case(store: Store, desk: Desk, admin: Desk) -> CaseRecord:
    saved = cases.create(desk, a_case_form(a_member(store), fields={"insurer": "worksafe"}))
    return cases.read(desk, saved.id)


def test_a_value_is_kept_changed_emptied_and_told_in_the_history(desk: Desk, case: CaseRecord) -> None:
    assert case.fields == {"insurer": "WorkSafe"}
    after = change_case(desk, case, fields={**case.fields, "hearing": "fri", "insurer": "self insured"})
    assert after.fields == {"insurer": "Self-insured", "hearing": "2026-11-27"}
    assert change_case(desk, after, fields={"hearing": "2026-11-27"}).fields == {"hearing": "2026-11-27"}
    told = {
        (line.field, line.old, line.new) for line in history.of_case(desk, case.id) if line.record == "field"
    }
    assert told == {
        ("Insurer", None, "WorkSafe"),
        ("Insurer", "WorkSafe", "Self-insured"),
        ("Insurer", "Self-insured", None),
        ("Hearing", None, "2026-11-27"),
    }


def test_undoing_takes_a_value_away_again(desk: Desk, case: CaseRecord) -> None:
    edit = changing.begin(case, desk.new_id())
    edit.now.fields = {**edit.now.fields, "hearing": "2026-12-01"}
    changing.change(desk, edit)
    back = changing.change(desk, replace(edit, id=desk.new_id(), was=edit.now, now=edit.was))
    assert back.fields == case.fields


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"insurer": "Comcare"}, "there are WorkSafe, Self-insured"),
        ({"hearing": "soon"}, "Hearing"),
        ({"colour": "red"}, "there are claim, insurer, hearing"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_changes(
    desk: Desk, case: CaseRecord, fields: dict[str, str], why: str
) -> None:
    with pytest.raises(BadInput, match=why):
        change_case(desk, case, fields=fields)
    assert cases.read(desk, case.id) == case


def test_no_case_of_a_type_is_created_without_what_it_requires(store: Store, desk: Desk, admin: Desk) -> None:
    member = a_member(store)
    with pytest.raises(Incomplete, match="Claim number"):
        cases.create(desk, a_case_form(member, case_types=["WCP"]))
    saved = cases.create(desk, a_case_form(member, case_types=["WCP"], fields={"claim": "4711"}))
    assert cases.read(desk, saved.id).fields == {"claim": "4711"}
    cases.create(desk, a_case_form(member, case_types=["LVE"]))


def test_an_archived_field_keeps_its_values_and_a_renamed_one_too(
    desk: Desk, admin: Desk, case: CaseRecord
) -> None:
    renamed = {"body": {**FIELDS["insurer"], "was": "insurer"}}
    assert said(apply(admin, of({"custom_field": renamed})))[0] == ("renamed", "custom_field", "body")
    read = cases.read(desk, case.id)
    assert read.fields == {"body": "WorkSafe"}
    differences = apply(admin, of({"custom_field": {"claim": FIELDS["claim"]}}))
    assert ("archived", "custom_field", "body") in said(differences)
    after = change_case(desk, cases.read(desk, case.id), title="Another")
    assert after.fields == {"body": "WorkSafe"}


def test_its_kind_stays_while_cases_hold_values(desk: Desk, admin: Desk, case: CaseRecord) -> None:
    other = of({"custom_field": {"insurer": {"label": "Insurer", "kind": "number"}}})
    with pytest.raises(FaultyFile, match="stays choice: 1 case has it"):
        applying.differences(admin, other)
