"""What is wrong with a configuration file is told all at once, with line, key and what is allowed."""

from pathlib import Path

import pytest

from data.steward.checking import faults_alone
from data.steward.config import SHIPPED, load_config
from data.steward.faults import FaultyFile
from data.steward.toml_file import LARGEST, lines_of, read_toml
from data.types.errors import BadInput
from tests.steward.files import a_file

ENTRY = '[[case_type]]\nkey = "{}"\nlabel = "{}"\n'

FAULTS = {
    "a wrong type": ("[standing]\narrears_days = '90'", "line 2: standing, arrears_days: must be a whole number"),
    "a number too small": ("[standing]\narrears_days = -1", "line 2: standing, arrears_days: must be 0 or more"),
    "a table for a list": ("[teams]\nMSD = true", "line 1: teams: must be a list, in [ ]"),
    "a text for a table": ("office = 'MSD'", "line 1: office: must be a table"),
    "a number among names": ('teams = [\n  "MSD",\n  3,\n]', "line 3: teams 2: must be text, in quotes, not 3"),
    "an empty name": ('teams = ["MSD", ""]', "line 1: teams"),
    "an empty list": ("teams = []", "line 1: teams: must have at least 1"),
    "a name that steers a terminal": ('teams = ["MSD", "a\\u001b[2Jb"]', "characters that cannot be shown"),
    "an unknown list": ("team = ['MSD']", "line 1: team: there is no such key; is teams meant?"),
    "an unknown key": ("[office]\nzoone = 'UTC'", "line 2: office, zoone: there is no such key; is zone meant?"),
    "an unknown key of an entry": (
        'teams = ["MSD", {name = "Law", wass = "Legal"}]',
        'line 1: teams "Law", wass: there is no such key; is was meant?',
    ),
    "an unknown zone": ("[office]\nzone = 'Melbourne'", "line 2: office, zone: there is no time zone 'Melbourne'"),
    "a priority too many": ("[priorities]\n1='a'\n2='b'\n3='c'\n4='d'\n5='e'\n6='f'", "line 7: priorities, 6: there"),
    "a priority too few": ("[priorities]\n1='a'\n2='b'", "line 1: priorities: needs words for each of 1 to 5; 3, 4, 5"),
    "two open statuses": (
        "status = [\n{name='A', kind='open'},\n{name='B', kind='open'},\n{name='C', kind='closed'}]",
        'line 3: status "B", kind: exactly one status must be of kind open; \'A\' and \'B\' are',
    ),
    "no closed status": (
        "status = [{name='A', kind='open'}, {name='B', kind='progress'}]",
        "line 1: status: exactly one status must be of kind closed; there is none",
    ),
    "a status of no kind": (
        "status = [{name='A', kind='opened'}, {name='C', kind='closed'}]",
        "must be 'open', 'progress' or 'closed', not 'opened'",
    ),
    "a filter of a view with a field that is none": (
        '[[view]]\nname = "Late"\nfilter = "overdue temm:MSD"',
        "line 3: view \"Late\", filter: there is no field 'temm'; perhaps team:msd is meant",
    ),
    "one with an entry that is none": (
        '[[view]]\nname = "Late"\nfilter = "owner:whoever tag:vulnerble"',
        "line 3: view \"Late\", filter: tag 'vulnerble' is in no list; perhaps tag:vulnerable is meant",
    ),
    "one with a quote that is open": (
        '[[view]]\nname = "Late"\nfilter = \'employer:"st vincent\'',
        'line 3: view "Late", filter: a quote that is not closed',
    ),
    "one with a day that is none": (
        '[[view]]\nname = "Late"\nfilter = "-owner:kim day<=someday"',
        'line 3: view "Late", filter: the day of day',
    ),
    "a name twice": ('tags = ["a",\n"b",\n"a"]', "line 3: tags \"a\": tags holds 'a' twice"),
    "a name officers cannot tell from another": ('tags = ["Media", "media"]', "officers cannot tell it from 'Media'"),
    "a reference to nothing": (
        "related_to = [{name='Leave', industrial=true, default_case_type='LVX'}]",
        "there is no case type 'LVX'; is 'LVE' meant? there are DISC, PERF",
    ),
    "a circle": (
        ENTRY.format("AA", "A") + 'parent = "BB"\n' + ENTRY.format("BB", "B") + 'parent = "AA"\n',
        'line 4: case_type "AA", parent: goes in a circle: AA under BB under AA',
    ),
    "a type under itself": (ENTRY.format("AA", "A") + 'parent = "AA"', "goes in a circle: AA under AA"),
    "a key that is none": (ENTRY.format("disc", "A"), "must be two to six capital letters"),
    "a rename of what still stands": (
        'teams = ["MSD", "Legal", {name = "Law", was = "Legal"}]',
        "line 1: teams \"Law\", was: 'Legal' still stands in the list",
    ),
    "two renames of one": (
        'teams = [{name = "Law", was = "Legal"}, {name = "Right", was = "Legal"}]',
        "'Legal' became two entries",
    ),
    "a rename to itself": ('teams = [{name = "Law", was = "Law"}]', "'Law' is what it is called already"),
    "a day that is none": ('[[outline]]\nname = "x"\nfollow_up = "soon"', "line 3: outline \"x\", follow_up: 'soon'"),
    "something to do on no day": ('[[outline]]\nname = "x"\nto_do = "ring"', "to_do needs follow_up"),
    "a section no template has": (
        '[[outline]]\nname = "x"\n[outline.sections]\nIsue = "y"',
        "there is no section 'Isue'; is 'Issue' meant?",
    ),
    "a section twice": ("[note_template.short]\nsections = ['A', 'a']", "the template short holds 'a' twice"),
    "a sub-status twice": (
        "status = [{name='A', kind='open'}, {name='C', kind='closed', substatuses=['x', 'X']}]",
        "the substatuses of C holds 'X' twice",
    ),
    "a sub-status of a sub-status": (
        "status = [{name='A', kind='open'},\n{name='C', kind='closed', substatuses=[{name='x', substatuses=['C']}]}]",
        'line 2: status "C", substatuses "x", substatuses: there is no such key',
    ),
    "sub-statuses renamed in a circle": (
        "status = [{name='A', kind='open'},\n{name='C', kind='closed', substatuses=[{name='x', was='y'},\n"
        "{name='y', was='x'}]}]",
        "line 2: status \"C\", substatuses \"x\", was: goes in a circle: 'x' was 'y' was 'x'",
    ),
    "a sub-status renamed that still stands": (
        "status = [{name='A', kind='open'}, {name='C', kind='closed', substatuses=['y', {name='x', was='y'}]}]",
        "was: 'y' still stands in the list; a renamed entry has one name",
    ),
    "names that became one another": (
        'teams = [{name = "MSD", was = "Legal"},\n{name = "Legal", was = "MSD"}]',
        "line 1: teams \"MSD\", was: goes in a circle: 'MSD' was 'Legal' was 'MSD'; rename in two steps",
    ),
    "a sub-status that its status has not": (
        "status = [{name='A', kind='open'}, {name='C', kind='closed', substatuses=['Advice only']}]\n"
        "[[macro]]\nname = 'Done'\ndeeds = ['priority 2', 'close resolved / Advise only']",
        "line 4: macro \"Done\", deeds \"close resolved / Advise only\": there is no sub-status of C 'Advise only'; is"
        " 'Advice only' meant?",
    ),
    "a snippet without a name": ('[[snippet]]\nname = ""\ntext = "x"', "name: '' is no name for a snippet"),
    "a name of a snippet that cannot be typed": (
        '[[snippet]]\nname = "Sum up"\ntext = "x"', "line 2: snippet \"Sum up\", name: 'Sum up' is no name"
    ),
    "a snippet without a text": ('[[snippet]]\nname = "sum"\ntext = " "', "line 3: snippet \"sum\", text: holds"),
    "a placeholder that is none": (
        '[[snippet]]\nname = "sum"\ntext = "Dear {frist}"',
        'line 3: snippet "sum", text: {frist} is no placeholder; perhaps {first} is meant',
    ),
    "a snippet of a team that is none": (
        '[[snippet]]\nname = "sum"\ntext = "x"\nteam = "Legl"', "line 4: snippet \"sum\", team: there is no team 'Legl'"
    ),
    "a snippet of an office that is none": (
        '[[snippet]]\nname = "sum"\ntext = "x"\noffice = "Perth"', "office: there is no office 'Perth'"
    ),
    "a snippet of a team and an office": (
        '[[snippet]]\nname = "sum"\ntext = "x"\nteam = "Legal"\noffice = "Perth"',
        "the snippet 'sum' is of a team or of an office, not of both",
    ),
    "a snippet twice for a team": (
        "[[snippet]]\nname = 'sum'\ntext = 'x'\nteam = 'Legal'\n"
        "[[snippet]]\nname = 'sum'\ntext = 'y'\n[[snippet]]\nname = 'sum'\ntext = 'z'\nteam = 'Legal'",
        "line 8: snippet \"sum\": snippet holds 'sum/team Legal' twice",
    ),
    "a snippet twice for everybody": (
        "[[snippet]]\nname = 'sum'\ntext = 'x'\n[[snippet]]\nname = 'sum'\ntext = 'y'", "snippet holds 'sum' twice"
    ),
}  # fmt: skip
"""What it is -> a file, and what is said of it."""


@pytest.mark.parametrize("what", FAULTS)
def test_a_fault_is_told_with_its_line_its_key_and_what_is_allowed(what: str) -> None:
    text, wanted = FAULTS[what]
    told = [fault.sentence for fault in faults_alone(a_file(text))]
    assert any(wanted in sentence for sentence in told), told


def test_all_faults_are_told_at_once_in_the_order_of_the_lines() -> None:
    text = "\n".join(
        ["teams = []", "tags = ['a', 'a']", "[office]", "zone = 'x'", "[standing]", "arrears_day = 3"]
    )
    found = faults_alone(a_file(text))
    assert [fault.line for fault in found] == [1, 2, 4, 6]


def test_what_a_list_leaves_out_is_missed_by_the_lists_that_name_it() -> None:
    """A file with one case type takes the others away: the topics that name them are told of, though in no line."""
    found = faults_alone(a_file(ENTRY.format("DISC", "Disciplinary")))
    assert found and all(fault.line is None and "not in this file" in fault.where for fault in found)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\xff\xfe\x00t", "is not UTF-8 text"),
        (b"", "is empty"),
        (b"# nothing but a remark\n", "is empty"),
        (b"teams = [", "line 1"),
        (b"teams = ['a']\nteams = ['b']", "line 2"),
        (b"a = " + b"[" * 100_000, "nested too deep"),
        (b"#" * (LARGEST + 1), "longer than 4 MB"),
    ],
)
def test_what_is_no_configuration_is_told_in_one_sentence(tmp_path: Path, data: bytes, said: str) -> None:
    path = tmp_path / "office.toml"
    path.write_bytes(data)
    with pytest.raises(BadInput) as told:
        read_toml(path)
    assert said in told.value.sentence


def test_a_directory_and_a_missing_file_are_told(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "no.toml"):
        with pytest.raises(BadInput, match="directory"):
            read_toml(path)


def test_a_mark_at_the_beginning_and_windows_line_ends_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "office.toml"
    path.write_bytes(b"\xef\xbb\xbfteams = ['MSD']\r\n\r\ntags = ['a']\r\n")
    file = read_toml(path)
    assert file.values == {"teams": ["MSD"], "tags": ["a"]}
    assert (file.lines["teams",], file.lines["tags",]) == (1, 3)


def test_every_key_and_entry_of_the_shipped_file_has_its_line() -> None:
    def places(value: object, before: tuple[str | int, ...] = ()) -> set[tuple[str | int, ...]]:
        parts = (
            value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        )
        return {before, *(place for key, part in parts for place in places(part, (*before, key)))} - {()}

    file = read_toml(SHIPPED)
    assert places(file.values) == set(file.lines)
    lines = SHIPPED.read_text(encoding="utf-8").splitlines()
    assert lines[file.lines["status", 7, "kind"] - 1] == 'kind = "closed"'
    assert lines[file.lines["outline", 1, "sections", "Advice"] - 1].startswith("Advice = ")


def test_lines_are_found_through_every_way_of_writing() -> None:
    text = b"""# a remark
[a.b]
"x y".z = {q = 1, r.s = 2}
[[l]]
m = [1, # one
  2, {a = 3}]
[l.sub]
k = 1979-05-27
[[l]]
n = \"\"\"
two
lines\"\"\"
[[l.deep]]
z = 1
[[l.deep]]
z = 2
"""
    lines = lines_of(text)
    wanted = {
        ("a",): 2, ("a", "b", "x y", "z", "r", "s"): 3, ("l", 0): 4, ("l", 0, "m", 2, "a"): 6,
        ("l", 0, "sub", "k"): 8, ("l", 1, "n"): 10, ("l", 1, "deep", 1, "z"): 16,
    }  # fmt: skip
    assert {place: lines[place] for place in wanted} == wanted


def test_a_faulty_file_is_refused_whole(tmp_path: Path) -> None:
    path = tmp_path / "union.toml"
    path.write_text(
        SHIPPED.read_text(encoding="utf-8").replace('region = "AU"', 'region = "Australia"'), "utf-8"
    )
    with pytest.raises(FaultyFile, match=r"union.toml: line 19: office, region") as told:
        load_config(path)
    assert "Nothing was changed." in told.value.sentence
