"""Finding a member: names in any order, membership number, telephone from either end."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Engine, event
from uuid_utils.compat import uuid7

from data.desk import find, interactions
from data.desk.desk import Desk
from data.search.parse import Query, parse
from data.search.statements import FEW
from data.search.why import spans
from data.store.store import Store
from tests.builders import Clock, a_member, an_interaction_form


def names(desk: Desk, text: str, limit: int = 50) -> list[str]:
    """Who is found by the words as they were typed."""
    return [hit.name for hit in find.members(desk, text, limit) if not hit.near]


@contextmanager
def statements() -> Iterator[list[str]]:
    """Every statement sent meanwhile, those that the driver sends for itself left out."""
    sent: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA")):
            sent.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(Engine, "before_cursor_execute", note)


@pytest.fixture
def people(store: Store) -> None:
    a_member(store, "Jane", "Smith", number="004711", phones=("0491 570 006", "(03) 7010 1234"))
    a_member(store, "Janet", "O'Neil", number="4712", phones=("0491 570 156",))
    a_member(store, "Smilja", "Janković", number="9999")
    a_member(store, "Đặng", "Nguyễn", number="5001", informal="Danny")
    a_member(store, "Anne Marie", "Smith-Jones", number="5002")
    a_member(store, "", "Northgate Hospital", number="6001", kind="organisation", name="Northgate Hospital")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("smith", ["Jane Smith", "Anne Marie Smith-Jones"]),
        ("jane sm", ["Jane Smith"]),
        ("sm jane", ["Jane Smith"]),
        ("SMITH, JANE", ["Jane Smith"]),
        ("o'neil", ["Janet O'Neil"]),
        ("oneil jan", ["Janet O'Neil"]),
        ("O’Neil", ["Janet O'Neil"]),
        ("jankovic", ["Smilja Janković"]),
        ("nguyen dang", ["Đặng Nguyễn"]),
        ("danny", ["Đặng Nguyễn"]),
        ("marie jones anne", ["Anne Marie Smith-Jones"]),
        ("jones smith marie anne", ["Anne Marie Smith-Jones"]),
        ("jane smith marie", []),
        ("northg", ["Northgate Hospital"]),
        ("zzz", []),
        ("004711", ["Jane Smith"]),
        ("0047", ["Jane Smith"]),
        ("4712", ["Janet O'Neil"]),
        ("0491 570 006", ["Jane Smith"]),
        ("+61 491 570 006", ["Jane Smith"]),
        ("+61491570", ["Jane Smith", "Janet O'Neil"]),
        ("(0491) 570-006", ["Jane Smith"]),
        ("570006", ["Jane Smith"]),
        ("0006", ["Jane Smith"]),
        ("1234", ["Jane Smith"]),
        ("03 7010", ["Jane Smith"]),
        ("006", []),
        ("jane 006", ["Jane Smith"]),
        ("jan 0156", ["Janet O'Neil"]),
        ("smith 5002", ["Anne Marie Smith-Jones"]),
        ("smith 5001", []),
        ("%", []),
        ("_", []),
        ("'", []),
        ("' OR 1=1 --", []),
        ("\x00\x1b[31m", []),
        ("\ud800", []),
        ("[/b]", []),
        ("+", []),
        ("1" * 5000, []),
        ("a" * 5000, []),
        ("x " * 5000, []),
    ],
)
def test_the_right_people_are_found(desk: Desk, people: None, text: str, found: list[str]) -> None:
    assert names(desk, text) == found


def test_more_letters_never_find_someone_new(desk: Desk, people: None) -> None:
    for text in ("jane smith", "oneil janet", "0491570006", "004711"):
        for end in range(2, len(text)):
            assert (
                set(names(desk, text[: end + 1])) <= set(names(desk, text[:end]))
                or text[end] == " "
                or (
                    # Four digits are a tail as well.
                    text[:end].isdigit()
                )
            )


def test_a_hit_says_why_in_words_and_where(desk: Desk, people: None) -> None:
    (hit,) = [hit for hit in find.members(desk, "oneil jan") if not hit.near]
    assert (hit.why, hit.matched) == ("surname, given name", ((0, 3), (6, 12)))
    assert find.members(desk, "danny")[0].why == "known as"
    assert find.members(desk, "northgate")[0].why == "name"
    assert find.members(desk, "0006")[0].why == "phone ends 0006"
    assert find.members(desk, "0491570006")[0].why == "phone 0491570006"
    assert find.members(desk, "004711")[0].why == "number"


def test_digits_that_are_not_dialled_are_an_end_first(desk: Desk, store: Store) -> None:
    a_member(store, "Starts", "With", phones=("491 570 110 00",))
    a_member(store, "Ends", "In", phones=("0491 570 110",))
    assert names(desk, "491570110") == ["Ends In", "Starts With"]
    assert names(desk, "0491570110") == ["Ends In"]


def test_a_member_with_two_matching_phones_is_one_row(desk: Desk, store: Store) -> None:
    a_member(store, "Two", "Phones", phones=("0491 570 006", "0491 570 156"))
    assert names(desk, "0491") == ["Two Phones"]


def test_namesakes_are_in_order_and_the_limit_holds(desk: Desk, store: Store) -> None:
    for given in ("Cy", "Ana", "Bo"):
        a_member(store, given, "Nguyen")
    assert names(desk, "nguyen") == ["Ana Nguyen", "Bo Nguyen", "Cy Nguyen"]
    assert len(names(desk, "nguyen", limit=2)) == 2


def test_an_empty_line_shows_whom_the_officer_last_spoke_with(desk: Desk, store: Store, clock: Clock) -> None:
    first, second = a_member(store, "First", "Caller"), a_member(store, "Second", "Caller")
    for member in (first, second, second, first):
        clock.move(minutes=1)
        interactions.submit(desk, an_interaction_form(member))
    assert names(desk, "  ") == ["First Caller", "Second Caller"]


def test_another_officers_members_are_not_the_recent_ones(desk: Desk, desk_for: object, store: Store) -> None:
    interactions.submit(desk, an_interaction_form(a_member(store)))
    assert find.members(desk_for("sam.ortiz"), "") == ()  # type: ignore[operator]


@pytest.mark.parametrize(
    "text",
    [
        "jane",
        "jane sm",
        "a b c d e",
        "4711",
        "0491570006",
        "smith 0006",
        "",
        "galager",
        "jnae smiht",
        "jnae smiht marie",
        "zzzzz",
        "smiht 0006",
        "smith bayview",
        "jane 4/3/1981",
        "jane@",
        "C-10001",
        "#1234",
    ],
)
def test_a_keystroke_is_two_statements_at_most(desk: Desk, people: None, text: str) -> None:
    with statements() as sent:
        find.members(desk, text)
    assert 1 <= len(sent) <= 2
    assert not [one for one in sent if "LIKE" in one.upper()]


def test_where_many_fit_a_keystroke_is_one_statement(desk: Desk, store: Store) -> None:
    for number in range(FEW):
        a_member(store, f"Jane{chr(97 + number)}", "Smith")
    for text in ("jane", "jane smi", "smith jane"):
        with statements() as sent:
            assert len(find.members(desk, text)) == FEW
        assert len(sent) == 1


TYPED = ("jane", "jane sm", "a b c", "4711", "0491570006", "smith 0006", "jnae", "jnae smiht", "jnae smiht mary",
         "jane bayview", "jane 4/3/1981", "4/3/1981", "jane@example", "#1234", "C-10001", "I-20001")  # fmt: skip
"""One text for each statement."""


def plans_of(desk: Desk, texts: tuple[str, ...]) -> list[str]:
    """The steps by which the store answers them."""
    steps: list[str] = []

    def explain(connection: object, cursor: Any, statement: str, values: Any, *_r: object) -> None:
        if statement.startswith(("SELECT", "WITH")):
            if desk.store.kind == "sqlite":
                plan = cursor.connection.execute(f"EXPLAIN QUERY PLAN {statement}", values)
                steps.extend(row[3] for row in plan)
            else:
                plan = cursor.connection.execute(f"EXPLAIN {statement}", values)
                steps.extend(row[0].strip() for row in plan)

    event.listen(Engine, "before_cursor_execute", explain)
    try:
        for text in texts:
            find.members(desk, text)
    finally:
        event.remove(Engine, "before_cursor_execute", explain)
    return steps


def test_every_seek_uses_an_index(desk: Desk, people: None) -> None:
    if desk.store.kind == "postgres":
        # Of few rows it would read all; what is asked is whether it could do otherwise.
        @event.listens_for(desk.store._pools.reads, "connect")
        def no_scans(connection: Any, _record: object) -> None:
            connection.execute("SET enable_seqscan = off")
            connection.commit()

        desk.store._pools.reads.dispose()
    found = plans_of(desk, TYPED)
    assert len(found) > 100
    tables = ("member", "member_name", "member_phone", "member_email", "member_workplace", "workplace_word",
              "name_term", "term_key", "note", "interaction", "case_record", "first", "numbered", "work", "place",
              "anyone")  # fmt: skip
    scans = [
        step
        for step in found
        if re.match(rf"(->\s+)?(SCAN|Seq Scan on) ({'|'.join(tables)})\b", step) and "USING" not in step
    ]
    assert scans == []


def test_of_a_common_name_the_first_are_read_in_order_and_the_rest_not_at_all(
    desk: Desk, people: None
) -> None:
    if desk.store.kind == "postgres":
        pytest.skip("SQLite says in its plan what it sorts")
    plan = plans_of(desk, ("smi",))
    assert any("SEARCH first USING COVERING INDEX" in step for step in plan)
    assert [step for step in plan if "ORDER BY" in step] == []


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("jane sm", Query(("jane", "sm"))),
        ("0491 570 006", Query((), "0491570006", "0491570006", True)),
        ("+61 4", Query((), "04", "04", True)),
        ("0011 61 491 570 006", Query((), "001161491570006", "0491570006", True)),
        ("00", Query((), "00", "00", True)),
        ("jane 570-006 sm", Query(("jane", "sm"), "570006", "570006", False)),
        ("3m", Query(("3m",))),
        ("", Query()),
        ("٠٤٩١", Query((), "0491", "0491", True)),
    ],
)
def test_a_line_is_read_as_words_and_digits(text: str, query: Query) -> None:
    assert parse(text, "AU")._replace(other="") == query


@pytest.mark.parametrize(
    ("name", "wanted", "lit"),
    [
        ("Jane Smith", ("jane",), ["Jane"]),
        ("Jane Smith", ("sm", "ja"), ["Ja", "Sm"]),
        ("Janet O'Neil", ("on",), ["O'N"]),
        ("Anne-Marie Groß", ("marie", "gross"), ["Marie", "Groß"]),
        ("Đặng Nguyễn", ("ng",), ["Ng"]),
        ("Jan Janssen", ("jan", "jan"), ["Jan", "Jan"]),
        ("名前 太郎", ("太",), ["太"]),
        ("Jane Smith", ("x",), []),
    ],
)
def test_the_letters_that_matched_are_lit(name: str, wanted: tuple[str, ...], lit: list[str]) -> None:
    assert [name[start:end] for start, end in spans(name, wanted)] == lit


def test_a_member_is_found_the_moment_after_being_added(desk: Desk, store: Store) -> None:
    assert names(desk, "late") == []
    a_member(store, "Late", "Comer", id=uuid7())
    assert names(desk, "late") == ["Late Comer"]
