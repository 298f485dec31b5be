"""The history of a case from the command line."""

import sqlite3
import stat
from pathlib import Path
from uuid import UUID

from data.desk import cases
from data.desk.opening import open_desk
from tests.builders import a_case_form
from tests.program.commands import Inside


def a_changed_case(casetui: Inside, member: UUID) -> str:
    """A case whose next steps were changed with a reason; its number."""
    desk = open_desk(casetui.machine.url, "kim.tran")
    number = cases.create(desk, a_case_form(member)).number
    desk.close()
    casetui("case", number, "change", "--next-steps", "Ring HR again.", "--reason", "no answer yet")
    return number


def test_each_change_tells_old_new_and_why(inside: Inside, andrew: UUID) -> None:
    number = a_changed_case(inside, andrew)
    said = inside("case", number, "history").out
    (line,) = (line for line in said.splitlines() if "Ring HR again." in line)
    assert "Kim Tran" in line
    assert "Write to the manager. › Ring HR again." in line
    assert line.endswith("no answer yet")


def test_the_history_as_json_has_the_newest_first(inside: Inside, andrew: UUID) -> None:
    number = a_changed_case(inside, andrew)
    changes = inside("case", number, "history", "--json").json
    assert changes[0]["new"] == "Ring HR again."
    assert changes[0]["old"] == "Write to the manager."
    assert changes[-1]["reason"] == "The letter came by post."


def test_a_case_that_is_none_is_refused_like_one_that_may_not_be_seen(inside: Inside, andrew: UUID) -> None:
    ran = inside("case", "C-99999", "history")
    assert ran.code == 1
    assert ran.err.startswith("Not found")


def test_the_chain_is_walked_anchored_and_compared(inside: Inside, andrew: UUID, tmp_path: Path) -> None:
    number = a_changed_case(inside, andrew)
    key, anchor, url = tmp_path / "key", tmp_path / "anchor", inside.machine.url
    assert "give --key FILE" in inside("db", "anchor", str(anchor)).err
    said = inside("db", "anchor", str(anchor), "--key", str(key)).out
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert "is there already" in inside("db", "anchor", str(anchor), "--key", str(key)).err
    compared = ("db", "verify", "--anchor", str(anchor), "--key", str(key))
    whole = inside(*compared, "--json").json
    assert whole["faults"] == 0 and whole["changes"] > 5 and whole["signed_by"] in said
    assert inside("db", "verify", "--case", number).out.endswith("The chain holds.\n")
    for words, told in (
        (("verify", "--case", "I-20001"), "is no case"),
        (("verify", "--case", "C-99999"), "no case C-99999"),
        (("verify", "--anchor", str(key)), "is none"),
        (("verify", "--anchor", str(tmp_path / "none")), "cannot be read"),
        (("verify", "--anchor", str(anchor), "--key", str(anchor)), "holds none"),
        (("erase-values", "N-0", "--reason", "She asked.", "--yes"), "Not found"),
    ):
        ran = inside("db", *words)
        assert ran.code and told in ran.err, ran.err
    assert inside("case", number, "openings").err.startswith("Not allowed")
    file = sqlite3.connect(url.removeprefix("sqlite:///"))
    with file:
        file.execute("UPDATE change_value SET new = '\"Settled.\"' WHERE new = '\"Ring HR again.\"'")
    file.close()
    broken = inside(*compared)
    assert broken.code == 1 and broken.out.splitlines()[0].endswith("The chain does not hold.")
    assert f"The history of {number} does not hold at link" in broken.err
    assert 'the value of "next_steps" was altered, in what Kim Tran did on' in broken.err
