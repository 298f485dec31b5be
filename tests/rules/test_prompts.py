"""Prompts follow the topic."""

import re

import pytest

from data.rules.prompts import pack_for, packs
from data.steward.config import load_config
from data.types.choices import RelatedTo

COMMONEST = {
    "Disciplinary / performance": "DISC",
    "Dismissal / termination": "UFD",
    "Pay & underpayment": "UND",
    "Hours, rosters & breaks": "ROS",
    "Bullying / harassment": "BUL",
    "Redundancy / restructure": "RED",
}


@pytest.mark.parametrize(("name", "kind"), COMMONEST.items())
def test_the_commonest_topics_have_a_pack_found_by_name_and_by_case_type(name: str, kind: str) -> None:
    found = pack_for(name, None)
    assert found is not None
    assert found.title == name
    assert pack_for("Something of our own", RelatedTo("Something of our own", True, kind)) is found


def test_those_topics_are_among_the_ones_shipped() -> None:
    assert set(COMMONEST) <= {topic.name for topic in load_config().related_to}


@pytest.mark.parametrize("name", ["", "Leave"])
def test_other_topics_have_none(name: str) -> None:
    assert pack_for(name, RelatedTo(name, True, "LVE")) is None


def test_the_disciplinary_pack_tells_formal_from_informal() -> None:
    found = pack_for("Disciplinary / performance", None)
    assert found is not None
    assert [group.title for group in found.groups] == [
        "Ask first",
        "If it is formal",
        "If it is not formal",
        "Remember",
    ]


def test_no_pack_names_a_number_of_days_which_may_be_wrong_for_the_place() -> None:
    lines = [line for pack in packs() for group in pack.groups for line in group.lines]
    assert [line for line in lines if re.search(r"\d|\bsection|\bact\b", line, re.IGNORECASE)] == []


def test_each_line_stands_once_in_its_pack_so_that_noted_means_that_one() -> None:
    for pack in packs():
        lines = [line for group in pack.groups for line in group.lines]
        assert len(lines) == len(set(lines))
