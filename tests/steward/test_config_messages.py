"""Messages of the configuration: checked with what is meant, what is referred to is there."""

from copy import deepcopy
from typing import Any

import pytest

from data.steward.config import SHIPPED
from data.steward.faults import faults
from data.steward.toml_file import read_toml


def told(**changes: Any) -> str:
    """What is wrong with the shipped file when its first message says this too."""
    file = read_toml(SHIPPED)
    values = deepcopy(file.values)
    values["message"][0] |= changes
    return " ".join(one.sentence for one in faults(file._replace(values=values)))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"body": "Dear {frist}"}, "perhaps {first} is meant"),
        ({"subject": ""}, "needs a subject"),
        ({"kind": "sms"}, "has no subject"),
        ({"kind": "fax"}, "sms"),
        ({"close_reasons": ["lost"]}, "resolved or shelved"),
        ({"case_types": ["NONE"]}, "no case type"),
        ({"reply_days": 0}, "reply_days"),
    ],
)
def test_a_message_is_checked(changes: dict[str, Any], said: str) -> None:
    assert said in told(**changes)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"attachments": 0}, "attachments"),
        ({"attachments": "ten"}, "attachments"),
        ({"form": "referral form.docx"}, "it begins with https://"),
        ({"filed_in": "https://kim:secret@union.example.org/"}, "must not contain a login"),
        ({"attachments": 12, "form": "https://union.example.org/form.docx"}, ""),
    ],
)
def test_how_many_documents_and_which_form_are_checked(changes: dict[str, Any], said: str) -> None:
    file = read_toml(SHIPPED)
    values = deepcopy(file.values)
    values["case_type"][0] |= changes
    found = " ".join(one.sentence for one in faults(file._replace(values=values)))
    assert said in found and bool(said) is bool(found)


def test_what_reminds_is_a_message_and_says_when() -> None:
    file = read_toml(SHIPPED)
    values = deepcopy(file.values)
    values["case_type"][0] |= {"remind_member_after": 5, "remind_member_with": "Nothing of the kind"}
    found = " ".join(one.sentence for one in faults(file._replace(values=values)))
    assert "Nothing of the kind" in found
    assert told() == ""
