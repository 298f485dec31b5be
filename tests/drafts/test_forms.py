import json
from dataclasses import fields
from uuid import UUID

import pytest
from hypothesis import given

from data.drafts import forms
from data.types.drafts import DraftKind
from data.types.forms import Form, InteractionForm
from tests.drafts.forms_of_all_kinds import cases, contacts, details, interaction_edits, interactions

EVERY = interactions | cases | interaction_edits | contacts | details
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


@pytest.mark.parametrize("text", ["", "[]", "{}", "null", '{"id": 3}', '{"id": "x", "sections": []}'])
def test_what_is_no_form_is_refused_without_quoting_it(text: str) -> None:
    for kind in DraftKind:
        with pytest.raises(ValueError):
            forms.read(kind, text)
