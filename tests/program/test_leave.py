"""`casetui staff handover`: shown, done, and given back (features B29)."""

from dataclasses import replace

from sqlalchemy import update

from data.desk.opening import open_desk
from data.store.store import Store
from data.store.tables import STAFF
from tests.builders import a_case, a_member
from tests.program.commands import Inside


def test_what_somebody_holds_is_shown_handed_over_and_given_back(inside: Inside, sqlite_store: Store) -> None:
    desk = open_desk(inside.machine.url, "kim.tran")
    member = a_member(sqlite_store)
    for _ in range(2):
        a_case(desk, member)
    desk.close()
    lena = replace(inside, machine=replace(inside.machine, officer="lena.vogt"))
    words = ("staff", "handover", "kim.tran", "--to", "sam.ortiz,lena.vogt", "--until", "+2w")
    shown = lena(*words, "--dry-run")
    assert [line.split()[:3] for line in shown.out.splitlines()] == [
        ["Sam", "Ortiz", "C-10001"],
        ["Lena", "Vogt", "C-10002"],
    ]
    assert [row["to"] for row in lena(*words, "--dry-run", "--json").json["rows"]] == [
        "Sam Ortiz",
        "Lena Vogt",
    ]
    assert "nobody to ask" in lena(*words).err
    assert "Reason" in lena(*words, "--yes").err
    assert "by a supervisor" in inside("staff", "handover", "sam.ortiz", "--dry-run").err
    assert lena(*words, "--yes", "--reason", "ill").out.splitlines()[-1] == "2 records handed over."
    assert lena(*words, "--yes", "--reason", "ill").out.splitlines()[-1] == "Nothing is handed over."
    for wrong in (
        ("--dry-run", "--yes"),
        ("--back", "--to", "sam.ortiz"),
        ("--due",),
        ("--to", "nobody.here"),
    ):
        assert inside("staff", "handover", *wrong).code == 2
    back = ("staff", "handover", "kim.tran", "--back")
    assert "Kim Tran: 2 records handed over until" in lena(*back, "--dry-run").out
    done = lena(*back, "--yes", "--json").json
    assert (done["done"], done["refused"]) == (2, [])
    assert lena(*back, "--yes").out == "Nothing is to be given back.\n"
    away = inside("staff", "away")
    assert "Still to hand over: 2 open cases. casetui staff handover spreads it over others." in away.out
    with sqlite_store.loading("test") as connection:
        connection.execute(update(STAFF).where(STAFF.c.login == "kim.tran").values(active=False))
    assert lena(*words, "--yes", "--reason", "left").out.splitlines()[-1] == "2 records handed over."
    assert "no officer" in lena(*back, "--yes").err
