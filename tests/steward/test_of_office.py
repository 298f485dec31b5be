"""What an office's own administrator changes of the shared lists, and what not, on both stores (features A3.14)."""

from collections.abc import Callable

import pytest
import tomli_w
from sqlalchemy import update

from data.desk import choices
from data.desk.desk import Desk
from data.steward import applying, checking
from data.steward.faults import FaultyFile
from data.store.store import Store
from data.store.tables import CASE_TYPE
from data.types.configured import Difference
from data.types.errors import NotAllowed
from tests.builders import two_offices
from tests.steward.files import Values, a_file, apply, changed, exported, of, said

HERS = 'scope = "office"\noffice = "Queensland"\n'
ADDED = f'[[case_type]]\nkey = "QTOW"\nlabel = "Towers"\n{HERS}'


@pytest.fixture
def hers(desk_for: Callable[[str], Desk], store: Store) -> Desk:
    """Ravi, who administers Queensland; PERF is its case type, BUL that of Victoria."""
    two_offices(store, victoria=["kim.tran"], queensland=["ravi.admin"])
    with store.loading("test") as connection:
        for key, office in (("PERF", "Queensland"), ("BUL", "Victoria")):
            mine = update(CASE_TYPE).where(CASE_TYPE.c.key == key)
            connection.execute(mine.values(scope="office", office=office))
    return desk_for("ravi.admin")


def _types(desk: Desk) -> list[str]:
    return [one["key"] for one in exported(desk)["case_type"]]


def _refused(desk: Desk, text: str) -> list[str]:
    """What is told, by `apply` and by `check` alike."""
    before = exported(desk)
    with pytest.raises(FaultyFile) as found:
        applying.apply(desk, a_file(text), ())
    assert exported(desk) == before
    assert checking.faults_at(desk, a_file(text)) == found.value.faults
    return [fault.sentence for fault in found.value.faults]


def test_her_own_types_are_added_changed_archived_and_come_back(hers: Desk) -> None:
    before = _types(hers)
    label = f'[[case_type]]\nkey = "PERF"\nlabel = "Rosters"\n{HERS}'
    item = '[[check_item]]\ncase_type = "QTOW"\ntext = "Ring the tower"\n'
    template = f'[note_template.towers]\n{HERS}sections = ["Tower"]\n'
    file = a_file(ADDED + label + item + template)
    assert said(apply(hers, file)) == [
        ("added", "note_template", "towers"),
        ("added", "case_type", "QTOW"),
        ("changed", "case_type", "PERF"),
        ("moved", "case_type", ""),
        ("added", "check_item", "QTOW/Ring the tower"),
    ]
    assert apply(hers, file) == ()
    # Two of hers share the places they have: all others stand where they stood.
    at = before.index("PERF")
    assert _types(hers) == [*before[:at], "QTOW", *before[at + 1 :], "PERF"]
    # Its checklist goes with it, and what the file leaves out of others is there still.
    only = a_file("check_item = []\n" + label)
    assert said(apply(hers, only)) == [
        ("archived", "case_type", "QTOW"),
        ("archived", "check_item", "QTOW/Ring the tower"),
    ]
    assert apply(hers, only) == () and choices.read(hers).former["QTOW"] == "Towers"
    assert said(apply(hers, a_file(label + ADDED))) == [("restored", "case_type", "QTOW")]


def test_a_whole_file_with_her_own_change_is_applied(hers: Desk) -> None:
    def change(values: Values) -> None:
        next(one for one in values["case_type"] if one["key"] == "PERF")["label"] = "Rosters"

    differences: tuple[Difference, ...] = changed(hers, change)
    assert said(differences) == [("changed", "case_type", "PERF")]
    assert apply(hers, of(exported(hers))) == ()


REFUSED = {
    "the organisation's, by its line": (
        '[[case_type]]\nkey = "DISC"\nlabel = "Mine"\n',
        ['line 3: case_type "DISC", label: is the whole organisation\'s; '],
    ),
    "another office's": (
        '[[case_type]]\nkey = "BUL"\nlabel = "Mine"\nscope = "office"\noffice = "Victoria"\n',
        ['line 3: case_type "BUL", label: is of the office Victoria; '],
    ),
    "another office's taken over": (
        f'[[case_type]]\nkey = "BUL"\nlabel = "Bullying, harassment"\n{HERS}',
        ["is of the office Victoria; "],
    ),
    "hers given away": (
        '[[case_type]]\nkey = "PERF"\nlabel = "Rosters, hours, breaks"\n',
        ["is the whole organisation's; "],
    ),
    "added for all": (
        '[[case_type]]\nkey = "NEW"\nlabel = "New"\n',
        ['line 1: case_type "NEW": is added for the office alone, with scope = "office" and office = "Queensland"'],
    ),
    "renamed": (f'[[case_type]]\nkey = "PERFS"\nwas = "PERF"\nlabel = "Rosters"\n{HERS}', ["is not renamed here, "]),
    "what cases follow": (
        f'[[case_type]]\nkey = "PERF"\nlabel = "Rosters, hours, breaks"\n{HERS}deadline_rule = "au_fwa_394"\n',
        ['line 6: case_type "PERF", deadline_rule: stays as it is, because cases of other offices may follow it; '],
    ),
    "another list": ('[office]\nname = "Mine"\n', ["line 2: office, name: is the whole organisation's; "]),
    "a list of names": ('tags = ["callback"]\n', ["tags \"", "is the whole organisation's; "]),
    "a task of the organisation's": (
        '[[task_type]]\ncase_type = "DISC"\nlabel = "Mine"\n',
        ['task_type "DISC/Mine": is the whole organisation\'s; '],
    ),
    "what is kept whole": ("[documents]\nlargest_mb = 2\n", ["line 1: documents: is the whole organisation's; "]),
    "the order of others": (
        "",
        ["stays at its place in the list; "],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_whatever_is_not_of_her_office_is_refused_by_its_line(hers: Desk, name: str) -> None:
    text, words = REFUSED[name]
    if not text:
        two = [one for one in exported(hers)["case_type"] if one["key"] in ("DISC", "BUL")]
        text = tomli_w.dumps({"case_type": two[::-1]})
    told = _refused(hers, text)
    assert all(any(word in line for line in told) for word in words), told


def test_who_is_no_administrator_applies_nothing(desk_for: Callable[[str], Desk], hers: Desk) -> None:
    with pytest.raises(NotAllowed, match="an administrator"):
        applying.apply(desk_for("kim.tran"), a_file(ADDED), ())
