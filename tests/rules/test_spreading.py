"""Who gets what of an officer who goes away (features B29)."""

from datetime import date
from uuid import UUID, uuid5

from hypothesis import given
from hypothesis import strategies as st

from data.rules.spreading import in_range, spread, with_receiver
from data.types.leave import Receiver, Thing
from data.types.staff import Access, Officer

TODAY = date(2026, 11, 23)
SPACE = UUID(int=7)


def ident(name: str) -> UUID:
    return uuid5(SPACE, name)


def receiver(name: str, held: int = 0, access: Access = Access.OFFICER, *, here: bool = True) -> Receiver:
    officer = Officer(ident(name), name.lower(), name, "MSO", access)
    return Receiver(officer, "MSD", here, held)


def thing(number: str, record: str = "case", **said: object) -> Thing:
    values = {"on": TODAY, **said}
    return Thing(record, ident(number), number, "A member", "Rosters", **values)  # type: ignore[arg-type]


LEE, SAM, JO = receiver("Lee", 4), receiver("Sam", 2), receiver("Jo", 0, Access.BASIC)


def told(rows: tuple) -> list[tuple[str, str, str]]:  # type: ignore[type-arg]
    names = {one.officer.id: one.officer.name for one in (LEE, SAM, JO)}
    return [(row.thing.number, names.get(row.to, ""), row.why) for row in rows]


def test_who_holds_least_gets_the_next_until_all_hold_alike() -> None:
    things = [thing(f"C-{number}") for number in range(1, 6)]
    assert told(spread(things, (LEE, SAM), TODAY)) == [
        ("C-1", "Sam", "holds 2"),
        ("C-2", "Sam", "holds 3"),
        ("C-3", "Lee", "holds 4"),
        ("C-4", "Sam", "holds 4"),
        ("C-5", "Lee", "holds 5"),
    ]


def test_legal_limits_lead_and_what_nobody_can_get_stands_before_everything() -> None:
    things = [
        thing("C-1", on=None),
        thing("C-2", on=date(2026, 12, 4)),
        thing("C-3", on=date(2027, 2, 1), lodge_by=date(2026, 12, 3)),
        thing("C-4", confidential=True),
        thing("C-5", limit_unknown=True),
    ]
    rows = told(spread(things, (JO, receiver("Sam", here=False)), TODAY, date(2026, 12, 5)))
    assert [row[0] for row in rows] == ["C-4", "C-3", "C-5", "C-2", "C-1"]
    assert rows[0][2] == "a confidential case is not for Jo, of basic access; Sam is away"
    assert {row[1:] for row in rows[1:]} == {("Jo", "the only one who can")}


def test_who_is_on_a_case_keeps_it_and_its_tasks_go_with_it() -> None:
    things = [
        thing("C-1", beside=(ident("Lee"),)),
        thing("T-1", "task", case_id=ident("C-1")),
        thing("T-2", "task", case_id=ident("C-1"), performers=("officer: sam",)),
        thing("T-3", "task", case_id=ident("C-9"), performers=("access: supervisor",)),
    ]
    rows = spread(things, (LEE, SAM), TODAY)
    assert told(rows) == [
        ("T-3", "", "Lee may not do this kind of task; Sam may not do this kind of task"),
        ("C-1", "Lee", "is on the case already"),
        ("T-1", "Lee", "goes with its case"),
        ("T-2", "Sam", "the only one who can"),
    ]
    changed = with_receiver(rows, 1, ident("Sam"))
    assert told(changed)[1:] == [
        ("C-1", "Sam", "chosen"),
        ("T-1", "Sam", "goes with its case"),
        ("T-2", "Sam", "the only one who can"),
    ]
    assert told(with_receiver(rows, 1, None))[1] == ("C-1", "", "left with her")


def test_only_what_falls_due_before_she_is_back_is_in_the_range() -> None:
    until = date(2026, 12, 5)
    cases = (
        (thing("C-1", on=until), True),
        (thing("C-2", on=date(2026, 12, 6)), False),
        (thing("C-3", on=None), False),
        (thing("C-4", on=None, lodge_by=date(2026, 12, 1)), True),
        (thing("C-5", on=None, limit_unknown=True), True),
    )
    for one, within in cases:
        assert in_range(one, TODAY, until) is within
        assert in_range(one, TODAY, None)


@given(st.lists(st.integers(0, 9), min_size=1, max_size=5), st.integers(0, 40), st.randoms())
def test_it_is_fair_whole_and_always_the_same(held: list[int], many: int, random: object) -> None:
    receivers = [receiver(f"R{place}", one) for place, one in enumerate(held)]
    things = [thing(f"C-{number:03}") for number in range(many)]
    rows = spread(things, receivers, TODAY)
    random.shuffle(things)  # type: ignore[attr-defined]
    assert spread(things, receivers, TODAY) == rows
    assert sorted(row.thing.number for row in rows) == sorted(one.number for one in things)
    after = {one.officer.id: one.held for one in receivers}
    for row in rows:
        assert row.to is not None
        after[row.to] += 1
    got = [after[one.officer.id] for one in receivers if after[one.officer.id] > one.held]
    # Whoever got something holds at most one more than anybody.
    assert not got or max(got) - min(after.values()) <= 1
