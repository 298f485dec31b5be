"""The work list: order, groups, counts, and whose it is."""

from collections.abc import Callable
from datetime import date, timedelta

from data.desk import cases, interactions, members, queue
from data.desk.desk import Desk
from data.store.store import Store
from data.types.staff import Assignee
from data.types.work import WorkGroup, WorkKind
from data.types.workload import Load
from tests.builders import TODAY, a_case, a_case_form, a_member, an_interaction_form, staff_id, team_id
from tests.storage.test_finding import statements


def day(offset: int) -> date:
    return TODAY + timedelta(days=offset)


def test_rows_stand_in_groups_the_nearest_day_first(desk: Desk, store: Store) -> None:
    member = a_member(store)
    for title, owner, follow_up, due, priority in (
        ("later", "kim.tran", day(30), None, 3),
        ("no day", "kim.tran", None, None, 3),
        ("next week", "kim.tran", day(7), None, 3),
        ("tomorrow by target", "kim.tran", day(5), day(1), 3),
        ("today", "kim.tran", day(0), day(9), 3),
        ("today, urgent", "kim.tran", day(0), None, 1),
        ("late", "kim.tran", day(-1), None, 3),
        ("very late", "kim.tran", day(-9), None, 5),
        ("nobody's", None, day(-3), None, 3),
        ("someone else's", "sam.ortiz", day(0), None, 1),
    ):
        a_case(desk, member, owner=owner, title=title, follow_up_on=follow_up, due_on=due, priority=priority)
    work = queue.mine(desk)
    assert [(row.group, row.matter) for row in work.rows] == [
        (WorkGroup.OVERDUE, "very late"),
        (WorkGroup.OVERDUE, "late"),
        (WorkGroup.TODAY, "today, urgent"),
        (WorkGroup.TODAY, "today"),
        (WorkGroup.NEXT, "tomorrow by target"),
        (WorkGroup.NEXT, "next week"),
        (WorkGroup.MINE, "later"),
        (WorkGroup.MINE, "no day"),
        (WorkGroup.UNCLAIMED, "nobody's"),
    ]
    assert (work.overdue, work.today, work.next_days, work.unclaimed) == (2, 2, 2, 1)
    kinds = {row.matter: (row.kind, row.on) for row in work.rows}
    assert kinds["tomorrow by target"] == (WorkKind.TARGET, day(1))
    assert kinds["today"] == (WorkKind.FOLLOW_UP, day(0))
    assert kinds["no day"] == (WorkKind.OPEN, None)
    assert kinds["nobody's"] == (WorkKind.UNCLAIMED, day(-3))


def test_a_follow_up_without_a_case_is_a_row_until_it_becomes_one(desk: Desk, store: Store) -> None:
    member = a_member(store)
    contact = an_interaction_form(member, follow_up_on=day(0))
    interactions.submit(desk, contact)
    interactions.submit(desk, an_interaction_form(member))
    (row,) = queue.mine(desk).rows
    assert (row.record, row.number, row.group, row.owner) == (
        "interaction",
        "I-20001",
        WorkGroup.TODAY,
        "Kim Tran",
    )
    cases.create(desk, a_case_form(member, contact.id, follow_up_on=day(0)))
    assert [row.record for row in queue.mine(desk).rows] == ["case"]


def test_a_supervisor_sees_everyones_an_officer_the_own(
    desk: Desk, desk_for: Callable[[str], Desk], store: Store
) -> None:
    member = a_member(store)
    a_case(desk, member, owner="kim.tran", follow_up_on=day(0), marked_for_review=True)
    a_case(desk, member, owner="sam.ortiz", follow_up_on=day(-1))
    interactions.submit(desk_for("sam.ortiz"), an_interaction_form(member, follow_up_on=day(0)))
    team = queue.mine(desk_for("lena.vogt"))
    assert {row.owner for row in team.rows} == {"Kim Tran", "Sam Ortiz"}
    assert (team.overdue, team.today, team.for_review) == (1, 2, 1)
    assert {row.owner for row in queue.mine(desk).rows} == {"Kim Tran"}


def test_the_counts_are_of_everything_however_few_rows_are_shown(desk: Desk, store: Store) -> None:
    member = a_member(store)
    for _ in range(5):
        a_case(desk, member, follow_up_on=day(-1))
    work = queue.mine(desk, limit=2)
    assert (len(work.rows), work.overdue) == (2, 5)


def test_the_work_list_is_seven_statements_however_long_it_is(desk: Desk, store: Store) -> None:
    """Rows with the counts; three more say how complete the cases are that are shown, one what is promised,
    one which wait for a reply, one what appointments there are today."""
    for _ in range(3):
        a_case(desk, a_member(store))
        with statements() as sent:
            queue.mine(desk)
        assert len(sent) == 7


def test_a_row_of_a_case_says_how_complete_it_is(desk: Desk, store: Store) -> None:
    a_case(desk, a_member(store))
    member = a_member(store)
    cases.create(desk, a_case_form(member, case_types=[], next_steps="", follow_up_on=None))
    interactions.submit(desk, an_interaction_form(a_member(store), follow_up_on=desk.today()))
    assert {(row.record, row.complete) for row in queue.mine(desk).rows} == {
        ("case", 6),
        ("case", 3),
        ("interaction", None),
    }
    (item,) = members.timeline(desk, member)
    assert item.complete == 3


def test_a_closed_case_is_no_work(desk: Desk, store: Store) -> None:
    a_case(desk, a_member(store), status="Closed", is_open=False)
    assert queue.mine(desk).rows == ()


def test_the_day_is_the_offices_not_utcs(desk: Desk, store: Store) -> None:
    # 9:41 in Melbourne is still the day before in UTC.
    assert desk.clock().date() == desk.today() - timedelta(days=1)
    a_case(desk, a_member(store), follow_up_on=desk.today())
    assert queue.mine(desk).today == 1


def test_the_brief_of_a_case_says_what_a_handover_needs(desk: Desk, store: Store) -> None:
    member = a_member(store, employer="Northgate Hospital", phones=("0491 570 006",))
    interactions.submit(desk, an_interaction_form(member))
    case = a_case(desk, member)
    brief = queue.brief(desk, "case", case)
    assert (brief.number, brief.owner, brief.phone) == ("C-10001", "Kim Tran", "0491 570 006")
    assert (brief.job.employer if brief.job else "") == "Northgate Hospital"
    assert brief.next_steps == "Write to the manager."
    assert brief.last_contacts == ("today, phone, Kim: Hours, rosters & breaks",)
    assert [part.title for part in brief.sections][:2] == ["Background", "Issue"]


def test_the_brief_of_a_follow_up_takes_its_actions_as_next_steps(desk: Desk, store: Store) -> None:
    contact = an_interaction_form(a_member(store), follow_up_on=day(1))
    interactions.submit(desk, contact)
    brief = queue.brief(desk, "interaction", contact.id)
    assert (brief.number, brief.follow_up_on) == ("I-20001", day(1))
    assert brief.next_steps == contact.body("Actions")


def test_a_listing_says_how_complete_a_case_is(desk: Desk, store: Store) -> None:
    member = a_member(store, employer="Northgate Hospital")
    a_case(desk, member, follow_up_on=day(1))
    bare = a_case_form(member, case_types=[], sections=[], next_steps=" ", assignees=[], follow_up_on=None)
    cases.create(desk, bare)
    # A later note does not stand for the description.
    cases.add_note(desk, bare.id, an_interaction_form(None))
    assert [line.complete for line in cases.listing(desk)] == [6, 1]
    assert [line.owner for line in cases.listing(desk, mine=True)] == ["Kim Tran"]
    assert cases.listing(desk, mine=True)[0].case_types == ("ROS",)


def test_how_much_each_holds_counts_open_cases_one_may_see(
    desk: Desk, desk_for: Callable[[str], Desk], store: Store
) -> None:
    """Features A2.12."""
    member = a_member(store)
    for _ in range(2):
        a_case(desk, member)
    a_case(desk, member, owner="sam.ortiz", confidential=True)
    a_case(desk, member, status="Closed", is_open=False)
    cases.create(desk, a_case_form(member, assignees=[Assignee(team_id=team_id("Industrial"))]))
    kim, sam, legal = (
        Assignee(officer_id=staff_id("kim.tran")).key,
        Assignee(officer_id=staff_id("sam.ortiz")).key,
        Assignee(team_id=team_id("Industrial")).key,
    )
    held = queue.load(desk)
    assert {key: one.open for key, one in held.items()} == {kim: 2, sam: 1, legal: 1}
    assert held[kim] == Load(2, overdue=0, week=2)
    assert set(queue.load(desk_for("jo.marsh"))) == {kim, legal}
