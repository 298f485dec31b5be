"""Limits set by law with a case: kept, counted anew when what they hang on changes, and on top of every list."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import update
from uuid_utils.compat import uuid7

from data.desk import cases, deadlines, details, history, members, queue
from data.desk.desk import Desk
from data.store.store import Store
from data.store.tables import CASE, CASE_DEADLINE, DEADLINE_RULE, JOB
from data.types.details import Deed, DetailEdit, Part
from data.types.errors import BadInput, Conflict, NotFound
from data.types.records import CaseRecord
from data.types.work import WorkGroup, WorkKind
from tests.builders import TODAY, a_case, a_case_form, a_member, change_case, job_of

YESTERDAY = "2026-11-22"


def a_dismissal(desk: Desk, member: UUID, **fields: Any) -> CaseRecord:
    fields = {"case_types": ["UFD"], "title": "Unfair dismissal", "effect": YESTERDAY, **fields}
    form = a_case_form(member, **fields)
    cases.create(desk, form)
    return cases.read(desk, form.id)


def ends(days: int) -> str:
    """The day from which 21 days end so many days from today, wherever it is filed."""
    return (TODAY + timedelta(days=days - 21)).isoformat()


def limits(case: CaseRecord) -> list[tuple[str, str | None, bool]]:
    return [
        (one.rule.key, one.last_on.isoformat() if one.last_on else None, one.applies)
        for one in case.deadlines
    ]


def test_a_case_type_and_a_day_give_the_last_day_and_how_it_was_counted(desk: Desk, store: Store) -> None:
    member = a_member(store, employer="Bayview Hospital")
    case = a_dismissal(desk, member, job_id=job_of(store, member))
    assert limits(case) == [("au_fwa_394", "2026-12-14", True)]
    (limit,) = case.deadlines
    assert limit.counted == (
        "21 days after Sun 22 Nov 2026: Sun 13 Dec; the next business day is Mon 14 Dec."
    )
    (line,) = deadlines.listing(desk)
    assert line.said == "Unfair dismissal: lodge by Mon 14 Dec 2026, 21 days left, s 394"
    assert (line.number, line.days_left, line.rule) == (case.number, 21, "au_fwa_394")


def test_a_case_without_such_a_type_has_none(desk: Desk, store: Store) -> None:
    case = a_dismissal(desk, a_member(store), case_types=["ROS"])
    assert (case.deadlines, case.effect) == ((), YESTERDAY)
    assert deadlines.listing(desk) == ()


def test_several_case_types_bring_several_limits_and_the_first_last_day_leads(
    desk: Desk, store: Store
) -> None:
    case = a_dismissal(desk, a_member(store), case_types=["UND", "UFD", "GPD"])
    assert [key for key, _, _ in limits(case)] == ["au_fwa_544", "au_fwa_394", "au_fwa_366"]
    (line,) = deadlines.listing(desk)
    assert (line.rule, line.last_on) == ("au_fwa_394", date(2026, 12, 14))


@pytest.mark.parametrize("effect", ["", "unknown"])
def test_without_a_day_the_case_is_flagged_and_leads(
    desk: Desk, desk_for: Callable[[str], Desk], store: Store, effect: str
) -> None:
    member = a_member(store)
    a_case(desk, member, follow_up_on=TODAY - timedelta(days=9))
    case = a_dismissal(desk, member, effect=effect)
    assert limits(case) == [("au_fwa_394", None, True)]
    assert "the day the dismissal took effect, which is not known yet" in case.deadlines[0].counted
    for officer in ("kim.tran", "lena.vogt"):
        work = queue.mine(desk_for(officer))
        first = work.rows[0]
        assert (first.number, first.group, first.kind, first.on) == (
            case.number, WorkGroup.LEGAL, WorkKind.DEADLINE, None,
        )  # fmt: skip
        assert (work.legal, work.overdue) == (1, 1)


def test_within_seven_days_and_ever_after_it_tops_every_queue(
    desk: Desk, desk_for: Callable[[str], Desk], store: Store
) -> None:
    member = a_member(store)
    a_case(desk, member, title="late", follow_up_on=TODAY - timedelta(days=40), priority=1)
    for title, days in (("in eight", 8), ("in seven", 7), ("passed", -3), ("today", 0)):
        a_dismissal(desk, member, title=title, effect=ends(days), follow_up_on=TODAY)
    a_dismissal(desk, member, title="nobody's", effect=ends(1), assignees=[])
    a_dismissal(desk, member, title="unknown", effect="unknown")
    wanted = ["passed", "today", "nobody's", "in seven", "unknown"]
    for officer in ("kim.tran", "lena.vogt"):
        rows = queue.mine(desk_for(officer)).rows
        assert [row.matter for row in rows if row.group is WorkGroup.LEGAL] == wanted
        assert [row.matter for row in rows[:5]] == wanted
    assert [row.title for row in cases.listing(desk)][:5] == wanted
    assert [row.title for row in cases.open_of(desk, member)][:5] == wanted


def test_what_was_lodged_leads_no_more_and_says_when(desk: Desk, store: Store) -> None:
    case = a_dismissal(desk, a_member(store), effect=ends(3))
    after = change_case(desk, case, lodged_on=TODAY)
    assert deadlines.listing(desk) == ()
    assert queue.mine(desk).legal == 0
    assert queue.brief(desk, "case", case.id).deadlines == (
        "Unfair dismissal: lodged Mon 23 Nov 2026, the last day Thu 26 Nov 2026, s 394",
    )
    change_case(desk, after, lodged_on=None)
    assert queue.mine(desk).legal == 1


def test_a_closed_case_is_on_no_list_and_opened_again_it_is(desk: Desk, store: Store) -> None:
    case = a_dismissal(desk, a_member(store), effect=ends(3))
    closed = change_case(desk, case, status="Closed", close_reason="resolved")
    assert (queue.mine(desk).rows, deadlines.listing(desk)) == ((), ())
    change_case(desk, closed, status="Open", close_reason="")
    assert [row.group for row in queue.mine(desk).rows] == [WorkGroup.LEGAL]


def test_a_new_day_is_counted_and_the_old_one_stays_in_the_history(desk: Desk, store: Store) -> None:
    case = a_dismissal(desk, a_member(store))
    after = change_case(desk, case, effect="2026-11-10", reason="The letter says the 10th")
    assert limits(after) == [("au_fwa_394", "2026-12-01", True)]
    told = {
        (line.field, line.old, line.new)
        for line in history.of_case(desk, case.id)
        if line.action == "cases.change"
    }
    assert ("effect", "2026-11-22", "2026-11-10") in told
    assert ("last_on", "2026-12-14", "2026-12-01") in told
    assert all(field not in ("lodge_by", "effect_wanted") for field, _, _ in told)


def test_a_limit_that_applies_no_longer_is_kept_and_says_so(desk: Desk, store: Store) -> None:
    case = a_dismissal(desk, a_member(store), effect=ends(3))
    after = change_case(desk, case, case_types=["ROS"])
    assert [applies for _, _, applies in limits(after)] == [False]
    assert queue.mine(desk).legal == 0
    assert deadlines.listing(desk) == ()
    assert any(
        (line.field, line.new) == ("applies", "no") or (line.field, line.new) == ("applies", "false")
        for line in history.of_case(desk, case.id)
    )
    again = change_case(desk, after, case_types=["UFD"])
    assert [applies for _, _, applies in limits(again)] == [True]


def test_two_officers_who_give_different_days_are_told(
    desk: Desk, desk_for: Callable[[str], Desk], store: Store
) -> None:
    case = a_dismissal(desk, a_member(store))
    change_case(desk_for("sam.ortiz"), case, effect="2026-11-10")
    with pytest.raises(Conflict, match="Took effect"):
        change_case(desk, case, effect="unknown")
    assert cases.read(desk, case.id).effect == "2026-11-10"


def test_the_same_day_given_twice_and_other_fields_are_no_conflict(
    desk: Desk, desk_for: Callable[[str], Desk], store: Store
) -> None:
    case = a_dismissal(desk, a_member(store))
    change_case(desk_for("sam.ortiz"), case, effect="2026-11-10")
    change_case(desk, case, effect="2026-11-10")
    after = change_case(desk, case, next_steps="Fill in form F2.")
    assert (after.effect, after.next_steps) == ("2026-11-10", "Fill in form F2.")


def test_the_limit_follows_the_job_of_the_case(desk: Desk, store: Store) -> None:
    member = a_member(store, employer="Bayview Hospital")
    job = job_of(store, member)
    case = a_dismissal(desk, member, effect="2026-10-13")
    assert limits(case) == [("au_fwa_394", "2026-11-03", True)], "no job, no state: the safe day"
    assert "The state of the job is not known." in case.deadlines[0].counted
    after = change_case(desk, case, job_id=job)
    assert limits(after) == [("au_fwa_394", "2026-11-04", True)], "Melbourne Cup Day"


def test_and_the_state_of_that_job(desk: Desk, store: Store) -> None:
    member = a_member(store, employer="Bayview Hospital")
    job = job_of(store, member)
    case = a_dismissal(desk, member, effect="2026-10-13", job_id=job)
    card = members.card(desk, member)
    edit = DetailEdit(
        id=uuid7(), member_id=member, member_label="", version=card.version, part=Part.JOB, deed=Deed.CHANGE,
        row_id=job, was={"state": "VIC"}, values={"state": "NZ"},
    )  # fmt: skip
    details.change(desk, edit)
    assert limits(cases.read(desk, case.id)) == [
        ("nz_era_114", "2027-01-10", True),
        ("au_fwa_394", "2026-11-04", False),
    ]


def test_after_jobs_came_from_outside_every_open_case_can_be_counted_anew(desk: Desk, store: Store) -> None:
    member = a_member(store, employer="Bayview Hospital")
    job = job_of(store, member)
    case = a_dismissal(desk, member, effect="2026-10-13", job_id=job)
    a_case(desk, member)
    with store.loading("test") as connection:
        connection.execute(update(JOB).where(JOB.c.id == job).values(state="NSW"))
    assert deadlines.recount(desk) == 1
    assert limits(cases.read(desk, case.id)) == [("au_fwa_394", "2026-11-03", True)]
    version = cases.read(desk, case.id).version
    assert deadlines.recount(desk) == 1
    assert cases.read(desk, case.id).version == version == case.version


BAD = (
    {"effect": "2026-02-31"},
    {"effect": "soon"},
    {"effect": "1890-01-01"},
    {"effect": "2030-01-01"},
    {"lodged_on": TODAY + timedelta(days=1)},
)


@pytest.mark.parametrize("values", BAD)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    desk: Desk, store: Store, values: dict[str, Any]
) -> None:
    case = a_dismissal(desk, a_member(store))
    with pytest.raises(BadInput):
        change_case(desk, case, **values)
    assert cases.read(desk, case.id) == case


def test_a_day_still_to_come_is_kept_where_notice_is_worked(desk: Desk, store: Store) -> None:
    case = a_dismissal(desk, a_member(store), effect="2026-12-04")
    assert case.deadlines[0].last_on == date(2026, 12, 28), "a Friday that is Christmas Day"


def test_the_member_has_a_banner_of_what_ends_within_seven_days(
    desk: Desk, desk_for: Callable[[str], Desk], store: Store
) -> None:
    member = a_member(store)
    a_dismissal(desk, member, effect=ends(8))
    hidden = a_dismissal(desk, member, effect=ends(2))
    case = a_dismissal(desk, member, effect=ends(3))
    with store.loading("test") as connection:
        connection.execute(update(CASE).where(CASE.c.id == hidden.id).values(confidential=True))
    (soon,) = deadlines.soon_of(desk_for("jo.marsh"), member)
    assert (soon.number, soon.last_on) == (case.number, date(2026, 11, 26))
    assert soon.said == "Unfair dismissal: lodge by Thu 26 Nov 2026, 3 days left, s 394"
    assert len(deadlines.soon_of(desk, member)) == 2


def test_what_may_not_be_seen_is_on_no_list(
    desk: Desk, desk_for: Callable[[str], Desk], store: Store
) -> None:
    case = a_dismissal(desk, a_member(store))
    unknown = a_dismissal(desk, a_member(store), effect="unknown")

    with store.loading("test") as connection:
        connection.execute(update(CASE).where(CASE.c.id.in_([case.id, unknown.id])).values(confidential=True))
    basic = desk_for("jo.marsh")
    assert deadlines.listing(basic) == ()
    with pytest.raises(NotFound):
        deadlines.of_case(basic, case.id)
    assert len(deadlines.listing(desk)) == 2


def test_a_case_from_before_is_listed_as_never_asked(desk: Desk, store: Store) -> None:
    case = a_dismissal(desk, a_member(store), effect="")

    with store.loading("test") as connection:
        connection.execute(CASE_DEADLINE.delete())
        connection.execute(update(CASE).values(effect_wanted=False))
    assert queue.mine(desk).legal == 0, "a store that was brought up does not flood the list"
    (line,) = deadlines.listing(desk)
    assert (line.number, line.said) == (case.number, "the day it took effect was never asked")
    change_case(desk, case, next_steps="Ask on which day it took effect.")
    assert queue.mine(desk).legal == 1


def test_the_list_ends_where_it_is_told_to(desk: Desk, store: Store) -> None:
    member = a_member(store)
    a_dismissal(desk, member, effect=ends(3))
    a_dismissal(desk, member, effect=ends(18))
    assert [line.days_left for line in deadlines.listing(desk, within=7)] == [3]
    assert [line.days_left for line in deadlines.listing(desk)] == [3, 18]


def test_an_archived_rule_brings_no_limit(desk: Desk, store: Store) -> None:
    with store.loading("test") as connection:
        connection.execute(
            update(DEADLINE_RULE).where(DEADLINE_RULE.c.key == "au_fwa_394").values(archived=True)
        )
    assert a_dismissal(desk, a_member(store)).deadlines == ()


def test_the_calculator_takes_a_rule_or_a_case_type(desk: Desk) -> None:
    day = date(2026, 10, 13)
    assert deadlines.count(desk, "au_fwa_394", day, "VIC").counted.last_on == date(2026, 11, 4)
    found = deadlines.count(desk, "ufd", day)
    assert (found.counted.last_on, len(found.others)) == (date(2026, 11, 3), 3)
    with pytest.raises(BadInput, match="au_fwa_394"):
        deadlines.count(desk, "ROS", day)


def test_sent_twice_a_case_has_its_limit_once(desk: Desk, store: Store) -> None:
    form = a_case_form(a_member(store), case_types=["UFD"], effect=YESTERDAY)
    cases.create(desk, form)
    assert cases.create(desk, form).already
    assert len(cases.read(desk, form.id).deadlines) == 1
