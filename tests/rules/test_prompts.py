"""Prompts follow the topic."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.local.prompts import read_packs
from data.rules.prompts import pack_for, packs_called, shipped, with_own
from data.steward.config import load_config
from data.types.choices import RelatedTo
from data.types.prompts import PromptPack

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


@pytest.mark.parametrize("pack", shipped().packs, ids=lambda pack: str(pack.title))
def test_every_pack_says_in_short_what_to_ask_to_advise_and_to_remember(pack: PromptPack) -> None:
    assert pack.summary
    assert [group.title for group in pack.groups] == [
        "Ask first",
        "If it is formal",
        "If it is not formal",
        "Remember",
    ]


def test_no_pack_names_a_number_of_days_which_may_be_wrong_for_the_place() -> None:
    lines = [line for pack in shipped().packs for group in pack.groups for line in group.lines]
    assert [line for line in lines if re.search(r"\d|\bsection|\bact\b", line, re.IGNORECASE)] == []


def test_each_line_stands_once_in_its_pack_so_that_noted_means_that_one() -> None:
    for pack in shipped().packs:
        lines = [line for group in pack.groups for line in group.lines]
        assert len(lines) == len(set(lines))


LEAVE = """
[[pack]]
title = "Leave"
topics = ["Leave"]
case_types = ["LVE"]
summary = "Which leave, and who said no."
article = "https://help.example.org/leave"
[[pack.group]]
title = "Ask first"
lines = ["Which leave?", "Who said no?"]
"""


def test_a_pack_of_the_offices_own_is_found_by_its_topic(tmp_path: Path) -> None:
    (tmp_path / "leave.toml").write_text(LEAVE, "utf-8")
    found = read_packs(tmp_path)
    assert found.problems == ()
    pack = pack_for("Leave", None, found)
    assert pack is not None
    assert (pack.file, pack.article) == ("leave.toml", "https://help.example.org/leave")
    assert pack.for_a_note == "Leave: https://help.example.org/leave"
    assert pack_for("Of our own", RelatedTo("Of our own", True, "LVE"), found) is pack


def test_an_address_alone_is_added_to_the_pack_that_came_along(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(
        '[[pack]]\ntitle = "Pay & underpayment"\narticle = "https://help.example.org/pay"\n', "utf-8"
    )
    found = read_packs(tmp_path)
    pack, before = pack_for("Pay & underpayment", None, found), pack_for("Pay & underpayment", None)
    assert pack is not None
    assert before is not None
    assert pack == before._replace(article="https://help.example.org/pay", file="a.toml")
    assert len(found.packs) == len(shipped().packs)


def test_the_offices_own_goes_before_a_shipped_one_even_by_its_case_type_alone() -> None:
    own = {
        "pack": [{"title": "Ours", "case_types": ["DISC"], "group": [{"title": "Ask", "lines": ["What?"]}]}]
    }
    found = with_own([("ours.toml", own)])
    topic = RelatedTo("Disciplinary / performance", True, "DISC")
    pack = pack_for("Disciplinary / performance", topic, found)
    assert pack is not None
    assert pack.title == "Ours"


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("[[pack]\n", "disc.toml: Expected"),
        ("pack = 3\n", "disc.toml: pack 1, it must be a table"),
        ("packs = []\n", "disc.toml: there is no key 'packs'"),
        ('[[pack]]\ntitle = "X"\nlink = "y"\n', "disc.toml: pack 1, there is no key 'link'"),
        ('[[pack]]\ntitel = "X"\n', "disc.toml: pack 1, there is no key 'titel'"),
        ('[[pack]]\nsummary = "X"\n', "disc.toml: pack 1, title is missing"),
        ('[[pack]]\ntitle = "X"\n', "disc.toml: pack 1, group is missing"),
        ('[[pack]]\ntitle = "Disciplinary / performance"\nsummary = 3\n', "pack 1, summary must be text"),
        (
            '[[pack]]\ntitle = "Disciplinary / performance"\narticle = "http://x.example.org"\n',
            "pack 1, article: the address begins with https://",
        ),
        (
            '[[pack]]\ntitle = "Disciplinary / performance"\narticle = "https://kim:x@example.org"\n',
            "pack 1, article: the address must not contain a login",
        ),
        (
            '[[pack]]\ntitle = "Disciplinary / performance"\n[[pack.group]]\ntitle = "A"\nrows = []\n',
            "pack 1, group: there is no key 'rows'",
        ),
        (
            '[[pack]]\ntitle = "Disciplinary / performance"\n[[pack.group]]\ntitle = "A"\nlines = [1]\n',
            "pack 1, lines must be text",
        ),
        (
            '[[pack]]\ntitle = "Disciplinary / performance"\n[[pack.group]]\ntitle = "A"\nlines = ["a", "a"]\n',
            "pack 1, lines: 'a' is there twice",
        ),
    ],
)
def test_what_cannot_be_used_is_named_by_file_and_key_and_the_shipped_pack_works(
    tmp_path: Path, written: str, told: str
) -> None:
    (tmp_path / "disc.toml").write_text(written, "utf-8")
    found = read_packs(tmp_path)
    assert len(found.problems) == 1
    assert told in found.problems[0]
    assert pack_for("Disciplinary / performance", None, found) == pack_for("Disciplinary / performance", None)


def test_one_bad_pack_leaves_the_others_of_its_file(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(f'[[pack]]\ntitle = ""\n{LEAVE}', "utf-8")
    found = read_packs(tmp_path)
    assert len(found.problems) == 1
    assert pack_for("Leave", None, found) is not None


def test_no_folder_is_no_problem(tmp_path: Path) -> None:
    assert read_packs(tmp_path / "prompts") == shipped()


def test_control_characters_of_a_file_do_not_come_in() -> None:
    own = {
        "pack": [{"title": "A\x1b[31mb", "topics": ["x"], "group": [{"title": "t", "lines": ["l\u202e"]}]}]
    }
    pack = with_own([("a.toml", own)]).packs[0]
    assert (pack.title, pack.groups[0].lines) == ("Ab", ("l",))


@pytest.mark.parametrize(
    ("name", "titles"),
    [
        ("DISC", ["Disciplinary / performance"]),
        ("pay", ["Pay & underpayment"]),
        ("bul", ["Bullying / harassment"]),
        ("Rosters", ["Hours, rosters & breaks"]),
        ("re", ["Redundancy / restructure"]),
        ("d", ["Disciplinary / performance", "Dismissal / termination"]),
        ("nothing", []),
        ("", []),
    ],
)
def test_a_pack_is_called_by_what_it_is_for_or_how_that_begins(name: str, titles: list[str]) -> None:
    assert [pack.title for pack in packs_called(name, shipped())] == titles


short = st.text(max_size=5)
json = st.recursive(
    st.none() | st.integers() | short,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["title", "group", "lines", "x"]), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(["pack", "x"]), json, max_size=2))
def test_whatever_stands_in_a_file_the_shipped_packs_work(values: dict[str, object]) -> None:
    found = with_own([("any.toml", values)])
    assert {pack.title for pack in shipped().packs} <= {pack.title for pack in found.packs}
