from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Table

from data.desk import cases, find, handover, members, queue, tasks
from data.desk.desk import Desk
from data.desk.opening import open_desk
from data.rules.completeness import SEVEN
from data.rules.folding import fold, name_pairs
from data.rules.phones import e164, national_digits
from data.steward.config import load_config
from data.steward.demo import CASES, INTERACTIONS, MEMBERS, build_demo, invented
from data.steward.invented.members import MOBILES
from data.steward.invented.stock import Row
from data.steward.moving import move_on
from data.store.tables import CASE, INTERACTION, JOB, MEMBER, MEMBER_NAME, NOTE, PHONE, SECTION, TASK
from data.types.errors import BadInput
from data.types.tasks import Sought, TaskStatus
from data.types.work import WorkGroup
from tests import postgres

NOW = datetime(2026, 11, 22, 22, 41, tzinfo=UTC)
TODAY = date(2026, 11, 23)
MELBOURNE = ZoneInfo("Australia/Melbourne")


@pytest.fixture(scope="module")
def rows() -> dict[Table, list[Row]]:
    return invented(load_config(), NOW)


@pytest.fixture(scope="module")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "demo.db"
    with path.with_suffix(".told").open("w") as told:
        build_demo(f"sqlite:///{path}", now=NOW, progress=lambda done, total: print(done, file=told))
    return path


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def demo_url(request: pytest.FixtureRequest) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{request.getfixturevalue('demo_file')}"
    server: postgres.Server = request.getfixturevalue("postgres_server")
    url = server.url(server.make())
    build_demo(url, now=NOW)
    return url


@pytest.fixture(scope="module")
def kim(demo_url: str) -> Desk:
    return open_desk(demo_url, "kim", clock=lambda: NOW)


def test_the_same_seed_makes_the_same_union(rows: dict[Table, list[Row]]) -> None:
    assert invented(load_config(), NOW) == rows


def test_the_union_is_as_large_as_it_is_said(rows: dict[Table, list[Row]]) -> None:
    assert (len(rows[MEMBER]), len(rows[INTERACTION]), len(rows[CASE])) == (MEMBERS, INTERACTIONS, CASES)
    assert {len(jobs) for jobs in _by(rows[JOB], "member_id").values()} == {1, 2, 3}


def test_some_open_cases_have_tasks_of_which_none_is_late(rows: dict[Table, list[Row]], kim: Desk) -> None:
    held = _by(rows[TASK], "case_id")
    going = {row["id"] for row in rows[CASE] if row["is_open"]}
    assert len(held) > 5 and held.keys() <= going
    assert all(
        row["status"] == "done" or row["due_on"] is None or row["due_on"] > TODAY for row in rows[TASK]
    )
    mine = tasks.listing(kim, Sought())
    assert mine and {task.status for task in mine} == {TaskStatus.OPEN}
    work = queue.mine(kim)
    assert (work.tasks_late, work.tasks_today) == (0, 0)


def test_the_brief_answers_all_eight_questions_for_every_complete_case(demo_url: str) -> None:
    lena = open_desk(demo_url, "lena", clock=lambda: NOW)
    whole = [line for line in cases.listing(lena, open_only=False, limit=5000) if line.complete == len(SEVEN)]
    assert len(whole) > 100
    silent = {line.number: handover.of(lena, "case", line.id).unanswered for line in whole}
    lena.close()
    assert {number: gaps for number, gaps in silent.items() if gaps} == {}


def test_names_are_folded_and_paired_as_the_rules_do(rows: dict[Table, list[Row]]) -> None:
    pairs = _by(rows[MEMBER_NAME], "member_id")
    for row in rows[MEMBER]:
        assert (row["given_folded"], row["family_folded"]) == (fold(row["given"]), fold(row["family"]))
        names = name_pairs(row["given"], row["family"], row["informal"])
        assert {(pair["a"], pair["b"]) for pair in pairs[row["id"]]} == names


def test_telephones_are_set_aside_for_fiction_and_normalised_as_the_rules_do(
    rows: dict[Table, list[Row]],
) -> None:
    for row in rows[PHONE]:
        assert (row["e164"], row["digits"]) == (e164(row["shown"], "AU"), national_digits(row["shown"], "AU"))
        assert row["digits_reversed"] == row["digits"][::-1]
        assert row["digits"] in MOBILES or row["digits"][2:6] in ("5550", "7010")


def test_workplaces_share_a_line_and_mobiles_are_one_members(rows: dict[Table, list[Row]]) -> None:
    lines = Counter(row["digits"] for row in rows[PHONE])
    assert lines.most_common(1)[0][1] > 100
    assert {count for digits, count in lines.items() if digits in MOBILES} == {1}


def test_names_of_many_origins_and_namesakes_are_among_them(rows: dict[Table, list[Row]]) -> None:
    families = {row["family"] for row in rows[MEMBER]}
    assert {"O'Neil", "Nguyen", "Okafor", "Zieliński", "Ngāta", "王", "dela Cruz"} <= families
    assert Counter(row["name"] for row in rows[MEMBER]).most_common(1)[0][1] > 3


def test_nothing_is_written_later_than_now(rows: dict[Table, list[Row]]) -> None:
    assert max(row["submitted_at"] for row in rows[INTERACTION]) < NOW
    assert max(row["created_at"] for row in rows[CASE]) < NOW
    assert max(row["written_at"] for row in rows[NOTE]) < NOW


def test_a_closed_case_has_a_reason_and_ended_after_it_was_opened(rows: dict[Table, list[Row]]) -> None:
    closed = [row for row in rows[CASE] if not row["is_open"]]
    assert len(closed) > 500
    assert all(row["substatus"] and row["closed_at"] > row["created_at"] for row in closed)
    assert len({row["substatus"] for row in closed}) > 5


def test_notes_are_filled_in_and_no_brace_is_left(rows: dict[Table, list[Row]]) -> None:
    assert all("{" not in row["body"] and "}" not in row["body"] for row in rows[SECTION])


def test_kims_day_is_a_day_of_today(kim: Desk) -> None:
    work = queue.mine(kim)
    assert (work.overdue, work.today, work.next_days, work.unclaimed, work.for_review) == (4, 7, 5, 10, 2)
    assert work.legal == 1, "one limit set by law that ends soon leads her day"
    today = {row.member_name for row in work.rows if row.group is WorkGroup.TODAY}
    assert {"Andrew Gallagher", "Patience Okafor", "Grace O'Neil"} <= today


def test_her_supervisor_sees_the_whole_office(demo_url: str) -> None:
    lena = open_desk(demo_url, "lena", clock=lambda: NOW)
    work = queue.mine(lena)
    lena.close()
    assert work.overdue > 10 and work.today > 10


def test_a_confidential_case_is_hidden_from_basic_access(demo_url: str, kim: Desk) -> None:
    tom = open_desk(demo_url, "tom", clock=lambda: NOW)
    seen = {line.id for line in cases.listing(tom, open_only=False, limit=1000)}
    tom.close()
    hers = {line.id for line in cases.listing(kim, open_only=False, limit=1000)}
    assert seen < hers


def test_a_member_is_found_by_name_number_and_telephone(kim: Desk) -> None:
    for text in ("andrew gall", "gallagher a", "0048213", "0491 570 006", "0006"):
        assert "0048213" in {hit.number for hit in find.members(kim, text)}, text
    card = members.by_number(kim, "0048213")
    assert len(card.jobs) == 2
    assert len(members.timeline(kim, card.id)) > 5


def test_a_store_with_members_is_not_filled_again(demo_url: str) -> None:
    with pytest.raises(BadInput, match="members already"):
        build_demo(demo_url, now=NOW)


def test_the_building_tells_how_far_it_is(demo_file: Path) -> None:
    lines = demo_file.with_suffix(".told").read_text().split()
    done = [int(line) for line in lines]
    assert done == sorted(done) and done[-1] > 100_000


def test_on_a_later_day_the_union_moves_on_with_the_calendar(demo_file: Path, tmp_path: Path) -> None:
    path = tmp_path / "demo.db"
    path.write_bytes(demo_file.read_bytes())
    url = f"sqlite:///{path}"
    later = NOW + timedelta(days=9, hours=3)
    assert move_on(url, NOW) == 0
    before = open_desk(url, "kim", clock=lambda: NOW)
    case = cases.by_reference(before, 10_600)
    before.close()
    assert move_on(url, later) == 9
    assert move_on(url, later) == 0
    desk = open_desk(url, "kim", clock=lambda: later)
    work, moved = queue.mine(desk), cases.by_reference(desk, 10_600)
    desk.close()
    assert (work.overdue, work.today, work.next_days, work.unclaimed) == (4, 7, 5, 10)
    assert work.legal >= 1
    assert moved.opened_on - case.opened_on == timedelta(days=9)
    assert moved.notes[-1].written_at - case.notes[-1].written_at == timedelta(days=9)


def _by(rows: list[Row], key: str) -> dict[object, list[Row]]:
    found: dict[object, list[Row]] = {}
    for row in rows:
        found.setdefault(row[key], []).append(row)
    return found
