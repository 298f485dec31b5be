"""What an act says happened."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from data.rules.happenings import happenings, is_told
from data.types.happenings import CaseNow, Changed, Deed, Happening, Kind, TaskNow
from data.types.staff import Access, Assignee, Officer
from data.types.tasks import CASE_OWNER

ACT, CASE, MEMBER, KIM, SAM, TEAM, TASK, NOTE = (UUID(int=number) for number in range(1, 9))
AT = datetime(2026, 11, 23, 9, 41, tzinfo=UTC)
STAFF = (
    Officer(KIM, "kim.tran", "Kim Tran", "", Access.OFFICER),
    Officer(SAM, "sam.ortiz", "Sam Ortiz", "", Access.OFFICER),
)
TASK_NOW = TaskNow(Assignee(officer_id=SAM), None)
VISIT = TaskNow(Assignee(officer_id=SAM), AT)
NOW = CaseNow(MEMBER, 1, (("completion", "2026-12-01"),))
OF_SAM, OF_TEAM = Assignee(officer_id=SAM), Assignee(team_id=TEAM)


def of_case(kind: str, record: object, field: str, new: object = None, old: object = None) -> Changed:
    return Changed(kind, str(record), "case_record", CASE, field, old, new)


def of_member(kind: str, field: str, new: object = None, old: object = None) -> Changed:
    return Changed(kind, str(MEMBER), "member", MEMBER, field, old, new)


def told(
    *changes: Changed, now: CaseNow = NOW, task: TaskNow = TASK_NOW, action: str = "x"
) -> list[Happening]:
    deed = Deed(ACT, AT, KIM, action, "", changes)
    return list(happenings(deed, {CASE: now}, {TASK: task}, STAFF))


MADE = of_case("case_record", CASE, "+", {"title": "A matter"})
HOLDER = of_case("case_assignee", f"{CASE}/0", "+", {"officer_id": str(SAM), "team_id": None, "role": None})
SECTION = of_case("note_section", f"{NOTE}/0", "+", {"body": "Ask @Sam Ortiz, and @kim.tran."})


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ([MADE], [(Kind.CASE_CREATED, None)]),
        ([MADE, HOLDER], [(Kind.CASE_ASSIGNED, OF_SAM), (Kind.CASE_CREATED, None)]),
        # another place among those who hold it is no gift
        (
            [
                of_case("case_assignee", f"{CASE}/0", "officer_id", str(SAM), str(KIM)),
                of_case("case_assignee", f"{CASE}/1", "officer_id", str(KIM), str(SAM)),
            ],
            [(Kind.CASE_CHANGED, None)],
        ),
        (
            [of_case("case_assignee", f"{CASE}/0", "team_id", str(TEAM))],
            [(Kind.CASE_REGROUPED, OF_TEAM), (Kind.CASE_CHANGED, None)],
        ),
        (
            [of_case("case_assignee", f"{CASE}/0", "role", "Lawyer")],
            [(Kind.CASE_REGROUPED, Assignee(role="Lawyer")), (Kind.CASE_CHANGED, None)],
        ),
        (
            [
                of_case("case_target", f"{CASE}/completion", "breached_at", "2026-12-01"),
                of_case("case_escalation", CASE, "+", {"reason": "late"}),
            ],
            [(Kind.TARGET_BREACHED, None), (Kind.CASE_CHANGED, None)],
        ),
        (
            [of_case("case_escalation", CASE, "+", {"reason": "He threatens"})],
            [(Kind.CASE_ESCALATED, None), (Kind.CASE_CHANGED, None)],
        ),
        ([of_case("case_target", f"{CASE}/completion", "reminded_at", "x")], [(Kind.TARGET_REMINDER, None)]),
        ([of_case("task", TASK, "reminded_on", "2026-11-23")], [(Kind.TASK_REMINDER, OF_SAM)]),
        (
            [of_case("task", TASK, "late_on", "2026-11-23")],
            [(Kind.TASK_BREACHED, OF_SAM), (Kind.CASE_CHANGED, None)],
        ),
        (
            [of_case("task", TASK, "+", {"officer_id": str(SAM), "starts_at": None})],
            [(Kind.TASK_ASSIGNED, OF_SAM), (Kind.CASE_CHANGED, None)],
        ),
        (
            [of_case("task", TASK, "follows_owner", True, False)],
            [(Kind.TASK_ASSIGNED, CASE_OWNER), (Kind.CASE_CHANGED, None)],
        ),
        ([of_case("task", TASK, "officer_id", None, str(SAM))], [(Kind.CASE_CHANGED, None)]),
        (
            [of_case("task", TASK, "status", "done", "open")],
            [(Kind.TASK_DONE, OF_SAM), (Kind.CASE_CHANGED, None)],
        ),
        (
            [of_case("task", TASK, "status", "cancelled", "open")],
            [(Kind.TASK_CANCELLED, OF_SAM), (Kind.CASE_CHANGED, None)],
        ),
        (
            [of_case("task", TASK, "starts_at", "2026-12-01", None)],
            [(Kind.APPOINTMENT_MADE, OF_SAM), (Kind.CASE_CHANGED, None)],
        ),
        (
            [of_case("task", TASK, "starts_at", "2026-12-02", "2026-12-01")],
            [(Kind.APPOINTMENT_MOVED, OF_SAM), (Kind.CASE_CHANGED, None)],
        ),
        (
            [of_case("note", NOTE, "+", {"channel": "Email – inbound"})],
            [(Kind.NOTE_MEMBER, None), (Kind.CASE_CHANGED, None)],
        ),
        (
            [of_case("note", NOTE, "+", {"channel": "Email – outbound"}), SECTION],
            [
                (Kind.NOTE_MENTION, Assignee(officer_id=KIM)),
                (Kind.NOTE_MENTION, OF_SAM),
                (Kind.NOTE_STAFF, None),
                (Kind.CASE_CHANGED, None),
            ],
        ),
        # who was mentioned before is not told again of the same note
        (
            [of_case("note_section", f"{NOTE}/0", "body", "@Kim Tran @Sam Ortiz", "@Sam Ortiz")],
            [(Kind.NOTE_MENTION, Assignee(officer_id=KIM)), (Kind.CASE_CHANGED, None)],
        ),
        (
            [of_case("case_record", CASE, "status", "Waiting", "Open")],
            [(Kind.CASE_STATUS, None), (Kind.CASE_CHANGED, None)],
        ),
        (
            [
                of_case("case_record", CASE, "status", "Closed", "Open"),
                of_case("case_record", CASE, "is_open", False, True),
                of_case("case_record", CASE, "close_reason", "resolved", ""),
            ],
            [(Kind.CASE_STATUS, None), (Kind.CASE_CLOSED, None), (Kind.CASE_CHANGED, None)],
        ),
        # ticks, and what only counts along, are nobody's news
        ([of_case("case_tick", CASE, "+", {}), of_case("case_record", CASE, "version", 2, 1)], []),
        ([of_member("member_email", "address", "a@example.org")], [(Kind.CONTACT_CHANGED, None)]),
        ([of_member("member", "+", {}), of_member("member_email", "+", {})], []),
        ([of_member("job", "employer", "Crown", "Arts")], []),
        # values that erasure has emptied say nothing
        ([of_case("case_assignee", f"{CASE}/0", "officer_id")], [(Kind.CASE_CHANGED, None)]),
    ],
)
def test_what_an_act_changed_says_what_happened(
    changes: list[Changed], expected: list[tuple[Kind, Assignee | None]]
) -> None:
    assert [(one.kind, one.whom) for one in told(*changes)] == expected


def test_with_the_last_open_task_all_are_done() -> None:
    last = told(of_case("task", TASK, "status", "done", "open"), now=CaseNow(MEMBER))
    assert Kind.TASKS_DONE in [one.kind for one in last]
    cancelled = told(of_case("task", TASK, "status", "cancelled", "open"), now=CaseNow(MEMBER), task=VISIT)
    assert [one.kind for one in cancelled] == [Kind.APPOINTMENT_CANCELLED, Kind.CASE_CHANGED]


def test_a_breach_has_the_same_key_whenever_it_is_found() -> None:
    change = of_case("case_target", f"{CASE}/completion", "breached_at", "2026-12-01")
    again = Deed(UUID(int=99), AT, None, "targets.sweep", "", (change,))
    (one, *_), (other, *_) = told(change), happenings(again, {CASE: NOW}, {}, ())
    assert one.key == other.key
    moved = CaseNow(MEMBER, due=(("completion", "2027-01-01"),))
    assert told(change, now=moved)[0].key != one.key


@pytest.mark.parametrize(
    ("action", "change", "wanted"),
    [
        ("cases.change", MADE, True),
        ("members.edit", of_member("member_phone", "shown"), True),
        ("members.import", of_member("member_phone", "shown"), False),
        ("config.apply", Changed("case_type", "ROS", "case_type", None, "label", "", ""), False),
    ],
)
def test_most_acts_need_no_second_look(action: str, change: Changed, wanted: bool) -> None:
    assert is_told(Deed(ACT, AT, KIM, action, "", (change,))) is wanted
    assert bool(told(change, action=action)) is wanted


def test_one_act_over_many_cases_tells_of_each() -> None:
    other = UUID(int=77)
    changes: Any = (
        of_case("case_record", CASE, "priority", "1", "3"),
        Changed("case_record", str(other), "case_record", other, "priority", "3", "1"),
    )
    found = happenings(Deed(ACT, AT, KIM, "x", "", changes), {CASE: NOW, other: CaseNow(KIM)}, {}, ())
    assert [one.case_id for one in found] == [CASE, other]
    assert len({one.key for one in found}) == 2
