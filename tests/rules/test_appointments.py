"""Appointments: what was done with one, two at the same time, how they are told; days on which the clocks change."""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from data.rules.appointments import appointment_deed, at_that_time, clash_said, told_to_member
from data.rules.moments import read_moment
from data.types.errors import BadInput
from data.types.tasks import Task, TaskContents, TaskEdit, TaskStatus

ID = UUID(int=1)
AT, LATER = (datetime(2026, 11, 27, hour, tzinfo=UTC) for hour in (3, 4))
MELBOURNE = ZoneInfo("Australia/Melbourne")
TODAY = date(2026, 11, 23)


def task(at: datetime | None = AT, minutes: int | None = 60, **fields: object) -> Task:
    made = Task(ID, ID, 10482, "Rosters", True, ID, "Ada Lee", "Meeting", "secret", TaskStatus.OPEN, 0, 1)
    return made._replace(starts_at=at, minutes=minutes, officer="Kim Tran", **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("there", "was", "now", "deed"),
    [
        (False, {}, {"starts_at": AT}, "make"),
        (False, {}, {"title": "Ring"}, ""),
        (True, {}, {"starts_at": AT}, "make"),
        (True, {"starts_at": AT}, {"starts_at": LATER}, "move"),
        (True, {"starts_at": AT}, {"starts_at": AT, "place": "Level 2"}, "move"),
        (True, {"starts_at": AT}, {"starts_at": AT, "title": "Ring"}, ""),
        (True, {"starts_at": AT}, {"starts_at": AT, "status": "done"}, ""),
        (True, {"starts_at": AT}, {"starts_at": AT, "status": "cancelled"}, "cancel"),
        (True, {"starts_at": AT}, {}, "cancel"),
        (True, {}, {"status": "cancelled"}, ""),
    ],
)
def test_what_was_done_with_an_appointment_has_its_name(
    there: bool, was: dict[str, object], now: dict[str, object], deed: str
) -> None:
    plain = TaskContents("Meeting")
    edit = TaskEdit(ID, ID, "", ID if there else None, None, replace(plain, **was), replace(plain, **now))  # type: ignore[arg-type]
    assert appointment_deed(edit) == (f"appointments.{deed}" if deed else "")


def test_two_at_the_same_time_are_told_and_one_after_the_other_are_not() -> None:
    other = task(LATER, 30)
    assert at_that_time(AT, 90, [other]) == (other,)
    assert at_that_time(AT, 60, [other]) == ()
    assert at_that_time(AT, None, [task(AT)]) != ()
    assert at_that_time(AT, 90, [other._replace(status=TaskStatus.CANCELLED), task(None)]) == ()
    said = clash_said([other], MELBOURNE, TODAY)
    assert said == "Kim Tran has another appointment then: C-10482 Meeting, Fri 27 Nov 15:00–15:30."
    assert clash_said([], MELBOURNE, TODAY) == ""


def test_the_member_is_told_when_where_and_with_whom_and_nothing_of_the_note() -> None:
    made = task(place="Level 2", with_whom="HR")
    subject, text = told_to_member(made, MELBOURNE, "Ada", "Kim Tran", "MSD")
    assert subject == "C-10482: appointment on 27 November"
    assert "When: Friday 27 November 2026, 14:00 to 15:00 (AEDT)\nWhere: Level 2\nWith: HR" in text
    assert "secret" not in text
    off, text = told_to_member(made._replace(status=TaskStatus.CANCELLED), MELBOURNE, "Ada", "Kim", "MSD")
    assert "cancelled" in off and "is cancelled" in text


def test_an_hour_that_the_clocks_leave_out_is_no_time() -> None:
    # Melbourne goes forward on Sunday 4 October 2026, and back on Sunday 4 April 2027.
    day = date(2026, 10, 1)
    with pytest.raises(BadInput, match="clocks go forward"):
        read_moment("4/10/2026 2:30", day, MELBOURNE)
    assert read_moment("4/10/2026 3:30", day, MELBOURNE) == datetime(2026, 10, 3, 16, 30, tzinfo=UTC)
    back = read_moment("4/4/2027 2:30", day, MELBOURNE)
    assert back is not None and back.astimezone(UTC) == datetime(2027, 4, 3, 15, 30, tzinfo=UTC)
