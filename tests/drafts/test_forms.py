import json
from dataclasses import fields
from datetime import date
from uuid import UUID

import pytest
from hypothesis import given

from data.drafts import forms
from data.rules.merging import differing
from data.types.case_edits import CaseEdit
from data.types.drafts import DraftKind
from data.types.forms import Form, InteractionForm
from tests.drafts.forms_of_all_kinds import (
    attachments,
    case_edits,
    cases,
    contacts,
    details,
    interaction_edits,
    interactions,
    messages,
    tasks,
)

EVERY = (
    interactions
    | cases
    | case_edits
    | interaction_edits
    | contacts
    | details
    | tasks
    | attachments
    | messages
)
ID = UUID("019ab2c4-0000-7000-8000-000000000001")


@given(EVERY)
def test_a_form_comes_back_as_it_was_written(form: Form) -> None:
    assert forms.read(forms.kind_of(form), forms.written(form)) == form


@given(EVERY)
def test_every_field_of_a_form_is_written(form: Form) -> None:
    assert set(json.loads(forms.written(form))) == {field.name for field in fields(form)}


def test_a_form_of_an_older_casetui_takes_defaults_for_what_it_lacks() -> None:
    text = json.dumps(
        {"id": str(ID), "started_at": "2026-11-23T09:41:00+00:00", "sections": [["Issue", "Roster"]]}
    )
    form = forms.read(DraftKind.INTERACTION, text)
    assert isinstance(form, InteractionForm)
    assert (form.body("Issue"), form.outcome, form.member_id) == ("Roster", "", None)


def test_a_case_changed_by_an_older_casetui_is_gone_on_with() -> None:
    text = json.dumps(
        {
            "id": str(ID),
            "case_id": str(ID),
            "member_label": "C-10001",
            "version": 3,
            "was_next_steps": "Ring.",
            "was_follow_up_on": None,
            "next_steps": "Ring back.",
            "follow_up_on": "2026-12-04",
        }
    )
    form = forms.read(DraftKind.EDIT, text)
    assert isinstance(form, CaseEdit)
    assert differing(form.was, form.now) == ("Next steps", "Follow-up")
    assert (form.now.next_steps, form.now.follow_up_on) == ("Ring back.", date(2026, 12, 4))


@pytest.mark.parametrize("text", ["", "[]", "{}", "null", '{"id": 3}', '{"id": "x", "sections": []}'])
def test_what_is_no_form_is_refused_without_quoting_it(text: str) -> None:
    for kind in DraftKind:
        with pytest.raises(ValueError):
            forms.read(kind, text)
