"""The guide for supervisors names keys, commands, pictures and pages that there are."""

import re

import pytest

from docs.commands import commands
from tests.end_to_end.test_forty_follow_ups import KEYS
from tests.house.modules import ROOT
from widgets.actions import LEADER, acts_of, shown

PAGE = ROOT / "docs" / "supervisor.md"
ALWAYS = {LEADER, "Tab"}
PLACE = re.compile(r"<!-- place: (\w+) -->")


def text() -> str:
    return PAGE.read_text(encoding="utf-8")


def parts() -> list[tuple[str, str]]:
    """Each place of the page, with what is said of it."""
    found = PLACE.split(text())
    return list(zip(found[1::2], found[2::2], strict=True))


def unknown(place: str, said: str) -> set[str]:
    """What is pressed according to the words, and is no key of that place or of one that leads to it."""
    way = {"leave": "workload", "handover": "triage", "history": "triage", "undoing": "triage"}
    acts = [act for where in (place, way.get(place, place)) for act in acts_of(where)]
    keys = {shown(key) for act in acts for key in act.keys} | ALWAYS
    letters = {shown(act.leader) for act in acts if act.leader}
    led = set(re.findall(rf"\*\*{re.escape(LEADER)}\*\* \*\*(.+?)\*\*", said))
    plain = re.sub(rf"\*\*{re.escape(LEADER)}\*\* \*\*.+?\*\*", "", said)
    return (led - letters) | (set(re.findall(r"\*\*(.+?)\*\*", plain)) - keys)


@pytest.mark.parametrize(("place", "said"), parts(), ids=lambda one: one[:9].strip())
def test_each_key_is_one_of_its_screen(place: str, said: str) -> None:
    assert unknown(place, said) == set()
    assert unknown(place, "**ctrl+g** **~** and **F13**") == {"~", "F13"}


def test_each_command_and_its_option_exists() -> None:
    told = {tuple(word for word in one.words.split() if word.islower()): one for one in commands()}
    named = re.findall(r"`casetui ([^`]+)`", text())
    for line in named:
        words = tuple(word for word in line.split() if word.islower() and not word.startswith("--"))
        begun = [words[:size] for size in range(len(words), 0, -1) if ("casetui", *words[:size]) in told]
        assert begun, line
        options = {option for param in told["casetui", *begun[0]].params for option in param.opts}
        assert {word for word in line.split() if word.startswith("--")} <= options, line
    assert len(named) > 8


def test_pictures_and_pages_are_there_and_the_number_of_keys_is_that_of_the_test() -> None:
    links = re.findall(r"\]\(([^)]+)\)", text())
    assert [one for one in links if not (PAGE.parent / one).is_file()] == []
    assert len([one for one in links if one.startswith("pictures/")]) == 6
    assert f"take {KEYS} keys" in text()
    assert "(docs/supervisor.md)" in (ROOT / "README.md").read_text(encoding="utf-8")
