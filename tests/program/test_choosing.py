"""What a word of an option means among the office's lists."""

import pytest

from casetui.cli.choosing import case_types
from data.types.choices import CaseType
from data.types.errors import BadInput
from tests.rules.builders import CHOICES

LISTS = CHOICES._replace(
    case_types=(
        CaseType("DIS", "Dismissal"),
        CaseType("UFD", "Unfair dismissal", parent="DIS"),
        CaseType("OTH", "Other", parent="DIS"),
        CaseType("PAY", "Pay"),
        CaseType("OTH2", "Other", parent="PAY"),
    ),
)


def test_case_types_are_named_along_their_tree() -> None:
    assert case_types("Dismissal > Unfair dismissal, pay>other, DIS", LISTS) == ["UFD", "OTH2", "DIS"]
    with pytest.raises(BadInput, match="'Dismissal > Other', 'Pay > Other'"):
        case_types("Other", LISTS)
    with pytest.raises(BadInput, match="is in no list; there are DIS, UFD"):
        case_types("Pay > Unfair dismissal", LISTS)
