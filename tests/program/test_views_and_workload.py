"""`casetui views`, `casetui workload`, `casetui report open`."""

import csv
import io
from dataclasses import replace

from data.desk.opening import open_desk
from data.store.store import Store
from tests.builders import a_case, a_member
from tests.program.commands import Inside


def test_a_view_is_saved_changed_placed_removed_and_brought_back(inside: Inside) -> None:
    assert inside("views").out == "1  MSD open  the office's  team:MSD\n"
    said = inside(
        "views", "save", "Late", "--filter", "due<today", "--columns", "number,when", "--sort", "age"
    )
    assert said.out == "Late is saved, for you alone.\n"
    assert inside("views", "save", "Late", "--public", "--json").json["filter"] == "due<today"
    assert inside("views", "save", "Late", "--group", "priority", "--json").json["sort"] == ""
    assert inside("views", "place", "Late", "1").out == "Late is on 1.\n"
    assert inside("views", "rename", "1", "Overdue").out == "Late is called Overdue now.\n"
    assert [(one["digit"], one["name"]) for one in inside("views", "list", "--json").json] == [
        (1, "Overdue"),
        (2, "MSD open"),
    ]
    assert "Whose     yours, for everybody" in inside("views", "show", "Overdue").out
    view_id = inside("views", "remove", "Overdue", "--json").json["id"]
    assert inside("views", "restore", view_id).out == "Overdue is back.\n"
    for words, why in (
        (("save", "MSD open"), "the office has a view 'MSD open' already"),
        (("save", "A", "--columns", "colour"), "there are when, member"),
        (("save", "A", "--sort", "colour"), "the order 'colour'"),
        (("save", "A", "--filter", "ownr:kim"), "perhaps owner:kim is meant"),
        (("remove", "1x"), "There are: Overdue, MSD open."),
        (("remove", "MSD open"), "the office's own"),
        (("take-over", "Overdue"), "who works here"),
        (("restore", "it"), "an id"),
    ):
        refused = inside("views", *words)
        assert refused.code in (1, 2) and why in refused.err, refused


def test_the_workload_and_the_open_cases_are_told_as_text_json_and_csv(
    inside: Inside, sqlite_store: Store
) -> None:
    desk = open_desk(inside.machine.url, "kim.tran")
    a_case(desk, a_member(sqlite_store), follow_up_on=None)
    desk.close()
    lena = replace(inside, machine=replace(inside.machine, officer="lena.vogt"))
    text = lena("workload").out.splitlines()
    assert " ".join(text[0].split()) == "officer team here open follow-ups overdue this week age to give back"
    assert next(line for line in text if line.startswith("Kim")).split()[:5] == [
        "Kim",
        "Tran",
        "MSD",
        "available",
        "1",
    ]
    assert text[-1].split()[:2] == ["together", "1"]
    found = lena("workload", "--json").json
    assert next(one for one in found["lines"] if one["officer"] == "kim.tran")["cases"] == 1
    rows = list(csv.reader(io.StringIO(inside("workload", "--team", "msd", "--csv").out)))
    assert {row[0] for row in rows} == {
        "officer",
        "Kim Tran",
        "Sam Ortiz",
        "Lena Vogt",
        "Ravi Nair",
        "Jo Marsh",
        "nobody yet",
    }
    assert inside("workload", "--team", "Legal").code == 1
    assert inside("workload", "--csv", "--json").code == 2
    assert inside("report", "open", "--by", "owner", "--json").json["lines"] == [
        {"group": "Kim Tran", "cases": 1, "overdue": 0}
    ]
    assert inside("report", "open", "--by", "status", "--csv").out == "status,open,overdue\nOpen,1,0\n"
    assert inside("report", "open").out.splitlines()[0] == "Open cases: 1, 0 overdue."
    assert inside("report", "open", "--by", "weather").code == 2
