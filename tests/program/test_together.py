"""`casetui drafts share | shared | take | settle`, `casetui who`."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from uuid_utils.compat import uuid7

from data.desk import cases, changing, together
from data.desk.opening import open_desk
from data.drafts import Drafts
from data.local.database import fingerprint
from data.types.together import Doing, Spot
from tests.builders import a_case, a_member, an_interaction_form, change_case, sections
from tests.program.commands import Inside, Machine

At = Callable[[str, str], Inside]


@pytest.fixture
def at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> At:
    """The machine of an officer at a store."""

    def of(url: str, login: str) -> Inside:
        return Inside(Machine(tmp_path / login, url, login), monkeypatch, capsys)

    return of


def drafts_of(folder: Path, login: str, url: str) -> Drafts:
    return Drafts(folder / login / "drafts.db", login, fingerprint(url), lambda: datetime.now(UTC))


def test_a_draft_goes_from_one_machine_to_another_and_a_refused_change_is_settled(
    at: At, sqlite_url: str, tmp_path: Path
) -> None:
    kim, sam, jo = (at(sqlite_url, login) for login in ("kim.tran", "sam.ortiz", "jo.marsh"))
    desk = open_desk(sqlite_url, "kim.tran")
    member = a_member(desk.store)
    form = an_interaction_form(member, sections=sections(issue="Half a note."))
    case = a_case(desk, member)
    edit = changing.begin(cases.read(desk, case), uuid7())
    edit.now.next_steps, edit.now.priority = "Mine.", 1
    change_case(desk, cases.read(desk, case), next_steps="Hers.", priority=2)
    drafts = drafts_of(tmp_path, "kim.tran", sqlite_url)
    drafts.keep(form)
    drafts.wait(edit)
    drafts.close()

    known = str(form.id)
    assert kim("drafts", "share", known, "--with", "nobody").code == 2
    assert kim("drafts", "share", known, "--with", "MSD").code == 2
    assert kim("drafts", "share", "x").code == 2
    assert kim("drafts", "share", str(edit.id)).code == 1
    assert kim("drafts", "share", known).out == "Shared. It stays here until somebody takes it up.\n"
    (listed,) = sam("drafts", "shared", "--json").json
    assert (listed["by"], listed["taken_by"], listed["for_me_alone"]) == ("Kim Tran", None, False)
    assert sam("drafts", "take", known).code == 0
    assert "Half a note." in sam("drafts").out
    late = jo("drafts", "take", known)
    assert late.code == 1 and "Sam Ortiz took it up already" in late.err
    assert jo("drafts").out == "No drafts.\n"
    assert "taken by Sam Ortiz" in kim("drafts", "shared").out
    assert kim("drafts", "share", known, "--back").out == "It is shared no longer.\n"

    # What was refused says which fields, and is decided field by field.
    refused = kim("drafts", "send")
    assert refused.code == 1 and "Next steps and Priority" in refused.out
    change = str(edit.id)
    assert "which holds one value" in kim("drafts", "settle", change, "both").err
    assert (
        "both changed Next steps and Priority"
        in kim("drafts", "settle", change, "mine", "--field", "Due").err
    )
    assert "Next steps: both." in kim("drafts", "settle", change, "both", "--field", "next steps").out
    assert kim("drafts", "send").code == 1
    assert "Priority: theirs." in kim("drafts", "settle", change, "theirs").out
    assert kim("drafts", "send").code == 0
    after = cases.read(desk, case)
    assert (after.next_steps, after.priority) == ("[theirs] Hers.\n[mine] Mine.", 2)
    desk.close()
    alone = kim("who")
    assert alone.code == 1 and "has no colleagues at it" in alone.err


def test_who_tells_who_is_where(at: At, postgres_url: str) -> None:
    kim = at(postgres_url, "kim.tran")
    assert kim("who").out == "Nobody has a case, an interaction or a member open.\n"
    sam = open_desk(postgres_url, "sam.ortiz")
    case = a_case(sam, a_member(sam.store))
    together.beat(sam, uuid7(), Spot("case", case, Doing.EDITING), changed=True)
    sam.close()
    (one,) = kim("who", "--json").json
    assert (one["officer"], one["kind"], one["id"], one["doing"]) == (
        "sam.ortiz",
        "case",
        str(case),
        "editing",
    )
    assert kim("who").out.split()[:4] == ["Sam", "Ortiz", "editing", "case"]
