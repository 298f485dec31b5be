"""Headings of a file meet their fields however they are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.rules.headings import heading_key, match_headings
from data.types.errors import BadInput

ALIASES = {
    "imis_id": ["iMIS Id", "ID", "Member No"],
    "last_name": ["Last Name", "Surname"],
    "state": ["State", "State/Province"],
}


@pytest.mark.parametrize(
    ("headings", "places"),
    [
        (["iMIS Id", "Last Name"], {"imis_id": 0, "last_name": 1}),
        (["LAST_NAME", " imis-id "], {"imis_id": 1, "last_name": 0}),
        (["Member No.", "StateProvince"], {"imis_id": 0, "state": 1}),
        (["Surname", "Last Name", "id"], {"imis_id": 2, "last_name": 1}),
    ],
)
def test_a_heading_is_met_whatever_its_case_spaces_and_signs(
    headings: list[str], places: dict[str, int]
) -> None:
    assert match_headings(headings, ALIASES, "imis_id").places == places


@pytest.mark.parametrize(
    ("headings", "told"),
    [
        (["Name", "Town"], "no column is the membership number, which is headed iMIS Id, ID, Member No"),
        (["", ""], "no headings"),
        (
            ["iMIS Id", "ID"],
            "'iMIS Id' and 'ID' could both be the membership number; say which with --mapping",
        ),
        (["ID", "id"], "'ID' stands twice"),
        (["ID", "State", "state"], "'State' stands twice"),
    ],
)
def test_what_cannot_be_matched_is_named(headings: list[str], told: str) -> None:
    with pytest.raises(BadInput, match="This cannot be read") as caught:
        match_headings(headings, ALIASES, "imis_id")
    assert told in caught.value.detail


def test_headings_that_no_field_has_are_told() -> None:
    assert match_headings(["ID", "Fax", " ", "Gender"], ALIASES, "imis_id").unused == ("Fax", "Gender")


@given(
    st.permutations(["imis_id", "last_name", "state"]),
    st.data(),
)
def test_any_writing_in_any_order_is_met(fields: list[str], data: st.DataObject) -> None:
    def written(alias: str) -> str:
        signs = st.sampled_from(["", " ", "_", "-", ".", "/", "  "])
        letters = [
            (letter.upper() if data.draw(st.booleans()) else letter.lower()) + data.draw(signs)
            for letter in heading_key(alias)
        ]
        return data.draw(signs) + "".join(letters)

    headings = [written(data.draw(st.sampled_from(ALIASES[field]))) for field in fields]
    assert match_headings(headings, ALIASES, "imis_id").places == {
        field: place for place, field in enumerate(fields)
    }
