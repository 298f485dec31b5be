"""The membership file, taken into either store."""

import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as drawn
from hypothesis import strategies as st
from sqlalchemy import delete, select

from benchmarks.people import people, write_csv
from data.desk import find, history
from data.desk.desk import Desk
from data.exchange import scanning
from data.rules.written_days import Written
from data.search.keeping import MEMBERS_OWN, SHARED
from data.steward import members_in
from data.steward.members_in import Given, import_members
from data.store.store import Store
from data.store.tables import (
    ACT,
    ADDRESS,
    CHANGE,
    CHANGE_VALUE,
    EMAIL,
    JOB,
    MEMBER,
    MEMBER_ASKED,
    MEMBER_LOCAL,
    NAME_TERM,
    PHONE,
)
from data.types.details import Deed, Part
from data.types.errors import ImportStopped, NotAllowed
from data.types.members import Standing
from tests.builders import TODAY, a_case_form, a_member
from tests.storage.member_files import Take, a_row, card, changed, held, write_rows


def test_a_member_is_there_whole_and_found(take: Take, admin: Desk) -> None:
    result = take([a_row()])
    rosa = card(admin)
    assert (result.new, result.rejected, result.missing) == (1, 0, 0)
    assert (rosa.number, rosa.name, rosa.membership_status) == ("0048213", "Rosa O'Neil", "Active")
    assert (rosa.joined_on, rosa.born_on) == (date(2018, 11, 23), date(1981, 3, 24))
    assert rosa.standing is Standing.FINANCIAL
    assert [(p.shown, p.e164, p.kind, p.primary) for p in rosa.phones] == [
        ("0491 570 006", "+61491570006", "mobile", True),
        ("(03) 5550 9911", "+61355509911", "work", False),
    ]
    assert [job.role_title for job in rosa.jobs] == ["Theatre technician"]
    assert rosa.addresses[0].line == "1 Wharf Rd, Kinvale"
    for text in ("oneil ros", "0491570006", "0048213"):
        assert [hit.id for hit in find.members(admin, text, 5)] == [rosa.id], text
    with admin.store.reading() as connection:
        kept = connection.execute(select(MEMBER.c.member_type, MEMBER.c.employer)).one()
    assert tuple(kept) == ("VICF", "Bayview Hospital")


def test_the_same_file_again_changes_nothing(take: Take, store: Store) -> None:
    rows = [a_row(), a_row("0048214", First_Name="Ana")]
    take(rows)
    before = held(store)
    result = take(rows)
    assert (result.new, result.updated, result.unchanged) == (0, 0, 2)
    assert held(store) == before
    with store.reading() as connection:
        assert len(connection.execute(select(ACT).where(ACT.c.action == members_in.ACTION)).all()) == 1


def test_what_changed_is_changed_and_history_has_the_old_value(take: Take, admin: Desk) -> None:
    take([a_row()])
    result = take([a_row(Last_Name="Zeller", Mobile_Phone="0491 570 156", Email="", Paid_Thru="30/06/2027")])
    assert (result.updated, result.unchanged) == (1, 0)
    assert card(admin).name == "Rosa Zeller" and not card(admin).emails
    assert card(admin).phones[0][:3] == ("0491 570 156", "+61491570156", "mobile")
    assert find.members(admin, "oneil", 5) == ()
    assert [hit.name for hit in find.members(admin, "zel ros", 5)] == ["Rosa Zeller"]
    lines = {(line.field, line.old, line.new) for line in history.of_member(admin, card(admin).id)}
    assert {("family", "O'Neil", "Zeller"), ("paid_through", "2026-12-31", "2027-06-30")} <= lines
    assert any("0491 570 006" in str(old) and "0491 570 156" in str(new) for _field, old, new in lines)
    assert all(line.who == "Ravi Nair" for line in history.of_member(admin, card(admin).id))


def test_a_new_name_and_a_new_workplace_find_her_and_the_old_name_does_not(take: Take, admin: Desk) -> None:
    take([a_row(), a_row("0048214", First_Name="Ana", Last_Name="Costa", Organization_Name="Marrin Shire")])

    def found(text: str) -> list[str]:
        return [hit.name for hit in find.members(admin, text, 5) if not hit.near]

    assert found("rosa bayview") == ["Rosa O'Neil"]
    assert [hit.name for hit in find.members(admin, "rsoa oniel", 5)] == ["Rosa O'Neil"]
    take([
        a_row(Last_Name="Zeller", Organization_Name="Marrin Shire"),
        a_row("0048214", First_Name="Ana", Last_Name="Costa", Organization_Name="Marrin Shire"),
    ])  # fmt: skip
    assert found("oneil") == []
    assert found("rosa marrin") == ["Rosa Zeller"]
    assert found("rosa bayview") == ["Rosa Zeller"]  # the job has ended, and she may be known by it still
    assert [hit.name for hit in find.members(admin, "zelelr", 5)] == ["Rosa Zeller"]
    with admin.store.reading() as connection:
        words = set(connection.execute(select(NAME_TERM.c.term)).scalars())
    assert words == {"rosa", "zeller", "ana", "costa"}


def test_a_new_member_leaves_no_line_for_every_value(take: Take, store: Store) -> None:
    take([a_row()])
    with store.reading() as connection:
        assert connection.execute(select(CHANGE)).all() == []
        reason = connection.execute(
            select(ACT.c.reason).where(ACT.c.action == members_in.ACTION)
        ).scalar_one()
    assert reason == "members.csv, lines 2 to 2"


def test_what_the_file_has_no_column_for_stays(take: Take, admin: Desk) -> None:
    take([a_row()])
    take([{"ID": "0048213", "Surname": "Zeller", "First Name": "Rosa"}])
    rosa = card(admin)
    assert (rosa.family, rosa.born_on, len(rosa.phones), len(rosa.emails)) == (
        "Zeller",
        date(1981, 3, 24),
        2,
        1,
    )
    assert (len(rosa.jobs), len(rosa.addresses)) == (1, 1)


def test_whoever_is_missing_is_flagged_and_never_deleted(take: Take, admin: Desk, store: Store) -> None:
    a_member(store, number="0070000")
    take([a_row(), a_row("0048214")])
    for _ in range(2):
        assert take([a_row()]).missing == 1
    assert {number: row["missing_since"] for number, row in held(store).items()} == {
        "0048213": False,
        "0048214": True,
        "0070000": False,
    }
    back = take([a_row(), a_row("0048214")])
    assert (back.missing, back.updated, held(store)["0048214"]["missing_since"]) == (0, 1, False)


def test_a_rejected_row_is_not_a_missing_member(take: Take, store: Store) -> None:
    take([a_row(), a_row("0048214")])
    result = take([a_row(), a_row("0048214", Birth_Date="30/02/1981")])
    assert (result.rejected, result.missing) == (1, 0)
    assert not held(store)["0048214"]["missing_since"]


def test_a_dry_run_counts_and_writes_nothing(take: Take, store: Store) -> None:
    take([a_row(), a_row("0048215")])
    before = held(store)
    rows = [a_row(Last_Name="Zeller"), a_row("0048214"), a_row("0048216", Birth_Date="soon")]
    said = take(rows, dry_run=True)
    assert held(store) == before
    done = take(rows)
    for name in ("new", "updated", "unchanged", "rejected", "missing"):
        assert getattr(said, name) == getattr(done, name) == 1 - (name == "unchanged"), name


def test_an_erased_member_cannot_be_found_and_her_cases_stay(take: Take, admin: Desk, store: Store) -> None:
    from data.desk import cases

    take([a_row(Mark_Contact_for_Erasure="0")])
    changed(admin, Part.MEMBER, Deed.CHANGE, informal="Rosie")
    rosa = card(admin)
    saved = cases.create(admin, a_case_form(rosa.id))
    result = take([a_row(Mark_Contact_for_Erasure="1")])
    assert (result.erased, result.updated) == (1, 0)
    for text in ("oneil", "rosie", "0491570006", "bayview"):
        assert find.members(admin, text, 5) == (), text
    gone = card(admin)
    assert (gone.given, gone.family, gone.born_on, gone.phones, gone.emails, gone.addresses) == (
        "", "", None, (), (), (),
    )  # fmt: skip
    assert cases.read(admin, saved.id).member_id == rosa.id
    with store.reading() as connection:
        values = connection.execute(select(CHANGE_VALUE.c.old, CHANGE_VALUE.c.new)
                                    .join(CHANGE, CHANGE.c.id == CHANGE_VALUE.c.change_id)
                                    .where(CHANGE.c.owner_kind == "member")).all()  # fmt: skip
    assert not any("Ros" in str(value) for pair in values for value in pair)
    assert take([a_row(Mark_Contact_for_Erasure="1")]).unchanged == 1
    assert (
        take([a_row("0048299", Mark_Contact_for_Erasure="yes"), a_row(Mark_Contact_for_Erasure="1")]).new == 0
    )


def test_whoever_is_no_longer_marked_for_erasure_comes_back_as_the_file_says(take: Take, admin: Desk) -> None:
    take([a_row(Mark_Contact_for_Erasure="0")])
    take([a_row(Mark_Contact_for_Erasure="1")])
    assert take([a_row(Mark_Contact_for_Erasure="0", Last_Name="Zeller")]).updated == 1
    rosa = card(admin)
    assert (rosa.name, rosa.born_on, len(rosa.phones)) == ("Rosa Zeller", date(1981, 3, 24), 2)
    assert [hit.id for hit in find.members(admin, "zeller", 5)] == [rosa.id]


def test_jobs_come_from_their_own_file(take: Take, admin: Desk) -> None:
    jobs = [
        {
            "ID": "0048213",
            "Employer": "Kinvale Aged Care",
            "Role": "Cook",
            "Start Date": "23/11/2020",
            "Main Job": "",
        },
        {
            "ID": "0048213",
            "Employer": "Bayview Hospital",
            "Role": "Orderly",
            "Start Date": "",
            "Main Job": "yes",
        },
    ]
    take([a_row()], jobs)
    assert [(job.employer, job.role_title, job.primary) for job in card(admin).jobs] == [
        ("Bayview Hospital", "Orderly", True),
        ("Kinvale Aged Care", "Cook", False),
    ]
    assert take([a_row()], jobs[::-1]).unchanged == 1
    # Employer and title beside the name do not undo what the jobs' file said.
    take([a_row(Functional_Title="Anything")])
    assert {job.role_title for job in card(admin).jobs} == {"Orderly", "Cook"}
    take([a_row()], jobs[:1])
    ended = {job.role_title: job.end_on for job in card(admin).jobs}
    assert ended == {"Orderly": TODAY, "Cook": None}


def test_the_job_of_a_case_outlives_a_new_employer(take: Take, admin: Desk) -> None:
    from data.desk import cases

    take([a_row()])
    rosa = card(admin)
    saved = cases.create(admin, a_case_form(rosa.id, job_id=rosa.jobs[0].id))
    take([a_row(Organization_Name="Kinvale Aged Care")])
    assert {(job.employer, job.end_on) for job in card(admin).jobs} == {
        ("Bayview Hospital", TODAY), ("Kinvale Aged Care", None),
    }  # fmt: skip
    assert cases.read(admin, saved.id).job is not None


def test_faults_of_the_jobs_file_are_rejected_and_the_member_left_as_is(take: Take, admin: Desk) -> None:
    jobs = [{"ID": "0048213", "Employer": "Bayview Hospital", "Role": "Cook", "End": ""}]
    take([a_row()], jobs)
    bad = [
        {"ID": "0048213", "Employer": "", "Role": "Cook", "End": ""},
        {"ID": "0099999", "Employer": "Nowhere", "Role": "", "End": ""},
        {"ID": "", "Employer": "Nowhere", "Role": "", "End": ""},
    ]
    assert take([a_row(Last_Name="Zeller")], bad).rejected == 3
    assert (card(admin).family, card(admin).jobs[0].role_title) == ("O'Neil", "Cook")


def test_numbers_that_stand_twice_with_other_data_are_not_taken(take: Take, store: Store) -> None:
    twice = [a_row(), a_row("0048214"), a_row(Last_Name="Zeller"), a_row("0048214")]
    result = take(twice)
    assert (result.new, result.rejected, result.unchanged) == (1, 2, 1)
    assert set(held(store)) == {"0048214"}


def test_officers_may_not_import(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(NotAllowed):
        import_members(desk, Given(write_rows(tmp_path / "members.csv", [a_row()])))


def test_a_second_import_at_the_same_time_is_refused(postgres_url: str, tmp_path: Path, clock: Any) -> None:
    from data.desk.opening import open_desk

    desk, other = (open_desk(postgres_url, "ravi.admin", clock=clock) for _ in range(2))
    file = write_rows(tmp_path / "members.csv", [a_row()])
    with (
        other.store.alone(members_in.ACTION),
        pytest.raises(ImportStopped, match="another import is running"),
    ):
        import_members(desk, Given(file))
    assert import_members(desk, Given(file)).new == 1
    for one in (desk, other):
        one.close()


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Batches of seven rows, so that a file of a few dozen has several."""
    monkeypatch.setattr(scanning, "MANY", 7)
    monkeypatch.setattr(members_in, "MANY", 7)
    yield


def test_after_many_rows_the_words_are_counted(take: Take, store: Store, small_batches: None) -> None:
    take([a_row(f"00482{place:02}", Last_Name="Haddad") for place in range(9)])
    with store.reading() as connection:
        asked = select(NAME_TERM.c.df).where(NAME_TERM.c.term == "haddad")
        assert connection.execute(asked).scalar_one() == 9


def test_rows_in_another_order_make_the_same_state(
    take: Take, store: Store, small_batches: None, tmp_path: Path
) -> None:
    write_csv(tmp_path / "people.csv", 40)
    import csv

    with (tmp_path / "people.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    take(rows)
    first = held(store)
    assert set(first) == {person.number for person in people(40)}
    _empty(store)
    random.Random(3).shuffle(rows)
    take([dict(sorted(row.items(), reverse=True)) for row in rows])
    assert held(store) == first


VALUES = st.fixed_dictionaries(
    {
        "Last Name": st.sampled_from(["O'Neil", "Zeller", "王", "=1+1", "Ng\u202ea", "[red]"]),
        "Mobile Phone": st.sampled_from(["", "0491 570 006", "0491570156", "ask at the desk", "4.1E+08"]),
        "Work Phone": st.sampled_from(["", "(03) 5550 9911", "0491 570 006"]),
        "Email": st.sampled_from(["", "a@example.org", "a@example.org; b@example.org"]),
        "Organization Name": st.sampled_from(["", "Bayview Hospital", "Kinvale Aged Care"]),
        "Suburb": st.sampled_from(["", "Kinvale", "Tarrin"]),
        "Paid Thru": st.sampled_from(["", "31/12/2026", "30/02/2026"]),
    }
)
FILES = st.lists(st.tuples(st.sampled_from(["007", "008", "009", "N-1"]), VALUES), min_size=1, max_size=5)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@drawn(before=FILES, after=FILES, dice=st.randoms(use_true_random=False))
def test_twice_is_once_and_order_does_not_matter(
    take: Take, store: Store, small_batches: None, before: Any, after: Any, dice: Any
) -> None:
    _empty(store)
    first, second = ([a_row(number, **values) for number, values in rows] for rows in (before, after))
    take(first, dates=Written.DMY)
    take(second, dates=Written.DMY)
    once = held(store)
    take(second, dates=Written.DMY)
    assert held(store) == once
    _empty(store)
    dice.shuffle(first)
    take(first, dates=Written.DMY)
    dice.shuffle(second)
    take(second, dates=Written.DMY)
    assert held(store) == once


def _empty(store: Store) -> None:
    with store.loading("test") as connection:
        for table in (MEMBER_ASKED, MEMBER_LOCAL, *MEMBERS_OWN, *SHARED, PHONE, EMAIL, ADDRESS, JOB, MEMBER):
            connection.execute(delete(table))
