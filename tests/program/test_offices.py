"""Case offices from the command line (features A3.01, A3.46)."""

from dataclasses import replace
from uuid import UUID

from data.store.store import Store
from tests.builders import two_offices
from tests.program.commands import Inside

ADD = ("cases", "add", "--member", "0048213", "--reason", "By post.", "--title", "A letter")


def as_(inside: Inside, login: str) -> Inside:
    return replace(inside, machine=replace(inside.machine, officer=login))


def test_who_is_of_which_office_and_whose_a_case_is(
    inside: Inside, andrew: UUID, sqlite_store: Store
) -> None:
    assert inside("staff", "offices").out == "One office: the configuration names no others.\n"
    two_offices(sqlite_store, victoria=["lena.vogt"], queensland=["sam.ortiz"])
    ravi, lena, sam = (as_(inside, login) for login in ("ravi.admin", "lena.vogt", "sam.ortiz"))
    assert lena("staff", "office", "kim.tran", "victoria").err.startswith("Not allowed: an administrator")
    assert ravi("staff", "office", "kim.tran", "Perth").err.startswith(
        "This cannot be read: the office 'Perth'"
    )
    assert ravi("staff", "office", "kim.tran", "Victoria").out == "kim.tran is of Victoria.\n"
    assert ravi("staff", "office", "kim.tran", "Victoria").out == "kim.tran was of Victoria already.\n"
    assert (
        ravi("staff", "office", "ravi.admin", "none").out
        == "ravi.admin was of the whole organisation already.\n"
    )
    assert inside("staff", "offices", "--json").json[0] == {
        "office": "Victoria",
        "staff": ["kim.tran", "lena.vogt"],
    }
    assert inside(*ADD).code == 0
    assert "Office        Victoria" in inside("case", "C-10001").out
    assert (sam("cases").out, sam("case", "C-10001").code) == ("No cases.\n", 1)
    assert ravi("case", "C-10001", "--json").json["office"] == "Victoria"
    assert lena("staff", "role", "sam.ortiz", "basic").err.startswith("Not allowed: Only an administrator")
    assert ravi("staff", "role", "sam.ortiz", "chief").code == 2
    assert ravi("staff", "role", "sam.ortiz", "Basic").out == "sam.ortiz is basic.\n"
    assert ravi("staff", "role", "sam.ortiz", "basic", "--json").json == {
        "login": "sam.ortiz",
        "changed": False,
    }
    assert ravi("staff", "role", "sam.ortiz", "officer").code == 0
    hand = ("case", "C-10001", "office", "Queensland")
    assert lena(*hand).err.startswith("Missing: Reason")
    assert lena(*hand, "--reason", "She moved.").out == "C-10001 is handed over.\n"
    assert "C-10001" in sam("cases").out
    assert lena("cases").out == "No cases.\n"
    assert "She moved." in sam("case", "C-10001", "history").out
