"""Targets in the configuration: what is read, what is refused with a sentence, what an existing database gets."""

from pathlib import Path

import pytest
from sqlalchemy import select, update

from data.repositories.targets import Targets
from data.steward.config import SHIPPED, load_config
from data.steward.seed import seed_lists
from data.store.store import Store
from data.store.tables import CALENDAR, CASE_TYPE, OFFICE
from data.types.errors import BadInput

HOURS = 'hours = "Mon-Fri 09:00-17:00"'
UFD = 'first_response = "4 working hours"'


def changed(folder: Path, old: str, new: str) -> Path:
    """The shipped file with one place written otherwise."""
    text = SHIPPED.read_text()
    assert old in text
    path = folder / "union.toml"
    path.write_text(text.replace(old, new, 1))
    return path


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (HOURS, 'hours = ""', "calendar 'Office hours': a calendar without a working day"),
        (HOURS, 'hours = "Mon-Fri"', "hours are written Mon-Fri 09:00-17:00"),
        (
            HOURS,
            HOURS + '\n[[calendar]]\nname = "Office hours"\n' + HOURS,
            "calendar holds 'Office hours' twice",
        ),
        (HOURS, HOURS + '\nclosed = [{day = 2026-13-01, name = "x"}]', "union.toml"),
        (
            HOURS,
            HOURS + '\nclosed = [{day = 2026-12-29, name = "x"}, {day = 2026-12-29, name = "y"}]',
            "twice",
        ),
        (UFD, UFD + '\ncalendar = "Moon"', "there is no calendar 'Moon'"),
        (UFD, 'first_response = "soon"', "first_response: a length is written 5 working days"),
        (UFD, 'first_response = "-1 days"', "a target is at least 1"),
        ("target_working_days = 20", "target_working_days = -1", "must be 1 or more"),
        (UFD, UFD + '\ntarget_on_reopening = "keep"', "target_on_reopening"),
        ('reopening = "continue"', 'reopening = "later"', "targets, reopening: must be"),
        ('reminders = ["1 day"]', 'reminders = ["soon"]', "a reminder is written 30 minutes"),
    ],
)
def test_a_fault_is_told_with_what_is_allowed(tmp_path: Path, old: str, new: str, told: str) -> None:
    with pytest.raises(BadInput) as error:
        load_config(changed(tmp_path, old, new))
    assert told in error.value.sentence


def test_what_holds_for_all_holds_where_a_type_says_nothing(store: Store) -> None:
    with store.loading("test") as connection:
        connection.execute(update(CASE_TYPE).where(CASE_TYPE.c.key == "UFD").values(may_extend_target=False))
        promised = {key: Targets(connection).promised([key]) for key in ("UFD", "DISC")}
        connection.execute(update(OFFICE).values(target_may_extend=False))
        assert not Targets(connection).promised(["DISC"]).may_extend
    assert (promised["UFD"].may_extend, promised["DISC"].may_extend) == (False, True)
    assert promised["DISC"].reminders == promised["UFD"].reminders


def test_what_an_office_changed_stays_and_a_calendar_comes_with_its_closed_days(
    store: Store, tmp_path: Path
) -> None:
    more = HOURS + '\n[[calendar]]\nname = "Call centre"\nhours = "Mon-Sun 08:00-20:00"\n'
    more += 'closed = [{day = 2026-12-29, name = "Stocktaking"}]'
    with store.loading("test") as connection:
        connection.execute(update(CASE_TYPE).values(target_working_days=7, first_response="1 day"))
        assert seed_lists(connection, load_config(changed(tmp_path, HOURS, more))) == 1
        assert seed_lists(connection, load_config(changed(tmp_path, HOURS, more))) == 0
        assert set(connection.execute(select(CASE_TYPE.c.target_working_days)).scalars()) == {7}
        assert connection.execute(select(CALENDAR.c.name).order_by(CALENDAR.c.position)).scalars().all() == [
            "Office hours",
            "Call centre",
        ]
        assert connection.execute(select(CALENDAR.c.closed)).scalars().all()[1] == "2026-12-29 Stocktaking"
