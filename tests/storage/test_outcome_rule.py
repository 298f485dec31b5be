"""Where the office wants an outcome of every contact (features A1.40)."""

import pytest
from sqlalchemy import update
from uuid_utils.compat import uuid7

from data.desk import cases, interactions
from data.desk.desk import Desk
from data.store.store import Store
from data.store.tables import OFFICE
from data.types.errors import Incomplete
from tests.builders import a_case_form, a_member, an_interaction_form


def _wants_outcomes(store: Store) -> None:
    with store.loading("test") as connection:
        connection.execute(update(OFFICE).values(outcome="require"))


def test_where_the_office_wants_an_outcome_no_contact_is_without(desk: Desk, store: Store) -> None:
    _wants_outcomes(store)
    form = an_interaction_form(a_member(store), outcome="")
    with pytest.raises(Incomplete, match="It is this office's rule that every contact says how it ended"):
        interactions.submit(desk, form)
    form.outcome = "Resolved"
    assert not interactions.submit(desk, form).already


def test_a_note_on_a_case_needs_no_outcome_even_then(desk: Desk, store: Store) -> None:
    _wants_outcomes(store)
    member = a_member(store)
    case = a_case_form(member)
    cases.create(desk, case)
    interactions.submit(desk, an_interaction_form(member, about_case_id=case.id, outcome=""))
    assert len(cases.read(desk, case.id).notes) == 2


def test_an_outcome_that_was_given_is_not_taken_away_then_and_older_contact_is_put_right(
    desk: Desk, store: Store
) -> None:
    member = a_member(store)
    given, older = an_interaction_form(member), an_interaction_form(member, outcome="")
    interactions.submit(desk, given)
    interactions.submit(desk, older)
    _wants_outcomes(store)
    edit = interactions.begin_edit(interactions.read(desk, given.id), uuid7())
    edit.now.outcome = ""
    with pytest.raises(Incomplete, match="Outcome"):
        interactions.edit(desk, edit)
    edit = interactions.begin_edit(interactions.read(desk, older.id), uuid7())
    edit.now.related_to = "Leave"
    assert interactions.edit(desk, edit).related_to == "Leave"
