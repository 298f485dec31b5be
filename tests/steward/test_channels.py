"""Where contact comes from: every way the guides name can be chosen at a new store (features A1.43)."""

import pytest

from data.desk import choices
from data.desk.desk import Desk


@pytest.mark.parametrize(
    "way",
    [
        "Member web portal",
        "Email – inbound",
        "Internal referral",
        "Voicemail",
        "Phone – inbound",
        "Zoho ticket",
        "Letter",
    ],
)
def test_each_way_that_contact_comes_can_be_chosen(desk: Desk, way: str) -> None:
    assert way in choices.read(desk).interaction_types
