"""`casetui prompts`: the packs there are, and what is wrong with the office's own."""

from pathlib import Path

from tests.program.commands import Inside

LEAVE = """
[[pack]]
title = "Leave"
topics = ["Leave"]
article = "https://help.example.org/leave"
[[pack.group]]
title = "Ask first"
lines = ["Which leave?"]
"""


def own(inside: Inside, text: str) -> Path:
    folder = inside.machine.home / "prompts"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "ours.toml").write_text(text, "utf-8")
    return folder


def test_the_packs_are_listed_the_offices_own_first(inside: Inside) -> None:
    own(inside, LEAVE)
    found = inside("prompts", "list", "--json").json
    assert [pack["title"] for pack in found["packs"]][:2] == ["Leave", "Disciplinary / performance"]
    assert found["packs"][0]["article"] == "https://help.example.org/leave"
    assert "ours.toml" in inside("prompts", "list").out


def test_a_pack_is_shown_by_its_case_type_or_how_its_name_begins(inside: Inside) -> None:
    shown = inside("prompts", "show", "disc").out
    assert "In short" in shown
    assert "\nIf it is not formal\n" in shown
    assert inside("prompts", "show", "BUL", "--json").json["groups"][0]["title"] == "Ask first"
    assert inside("prompts", "show", "d").code == 2
    missing = inside("prompts", "show", "fish")
    assert (missing.code, missing.err) == (
        1,
        "Not found: no pack of prompts is called 'fish'. `casetui prompts list` names them.\n",
    )


def test_check_names_file_and_key_and_says_when_all_is_well(inside: Inside) -> None:
    folder = own(inside, LEAVE)
    assert inside("prompts", "check").out.endswith("1 of the office's own, and every one can be used.\n")
    own(inside, LEAVE.replace("lines", "rows"))
    found = inside("prompts", "check", str(folder))
    assert (found.code, found.out) == (
        2,
        "ours.toml: pack 1, group: there is no key 'rows'; there are title, lines\n",
    )
    assert inside("prompts", "check", "--json").code == 2
    assert "Not used: ours.toml" in inside("prompts", "list").out
    assert inside("prompts", "check", str(folder / "none")).code == 2
