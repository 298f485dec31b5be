"""Acts on many records at once: one act of history each, every rule holds, what is refused is told with its reason."""

import threading
from collections.abc import Callable, Sequence
from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import func, insert, select, update
from uuid_utils.compat import uuid7

from data.desk import bulk, cases, choices, follow_ups, history, interactions, tasks, undoing
from data.desk.calendar import free_days
from data.desk.desk import Desk
from data.desk.opening import open_desk
from data.rules import deeds
from data.store.store import Store
from data.store.tables import ACT, CASE_TYPE, CHANGE, INTERACTION, STAFF, TAG, TASK_TYPE
from data.types.bulk import BulkDone, Deed
from data.types.errors import BadInput, StoreUnavailable
from data.types.staff import Assignee
from data.types.stop import Stop
from data.types.targets import TargetKind
from data.types.triage import Picked
from tests.builders import (
    Clock,
    a_case,
    a_member,
    an_interaction_form,
    assigned_also,
    change_case,
    staff_id,
    team_id,
)
from tests.storage.test_finding import statements

KIM, SAM, LENA = (Assignee(officer_id=staff_id(login)) for login in ("kim.tran", "sam.ortiz", "lena.vogt"))
DeskFor = Callable[[str], Desk]


@pytest.fixture
def lena(desk_for: DeskFor) -> Desk:
    """The supervisor's desk."""
    return desk_for("lena.vogt")


def some_cases(desk: Desk, many: int, **columns: object) -> list[Picked]:
    member = a_member(desk.store)
    return [pick(desk, a_case(desk, member, **columns)) for _ in range(many)]  # type: ignore[arg-type]


def pick(desk: Desk, case_id: UUID) -> Picked:
    found = cases.read(desk, case_id)
    return Picked("case", case_id, found.number, found.version)


def a_follow_up(desk: Desk, **fields: object) -> Picked:
    form = an_interaction_form(a_member(desk.store), follow_up_on=date(2026, 11, 25), **fields)
    saved = interactions.submit(desk, form)
    return Picked("interaction", form.id, saved.number, 1)


def said(desk: Desk, *texts: str) -> tuple[Deed, ...]:
    return deeds.parse_all(texts, deeds.Known(choices.read(desk), desk.today(), free_days(desk)))


def run(desk: Desk, picked: Sequence[Picked], *texts: str, **more: object) -> BulkDone:
    more.setdefault("batch_id", uuid7())
    return bulk.apply(desk, picked, said(desk, *texts), **more)  # type: ignore[arg-type]


def whys(done: BulkDone) -> dict[str, str]:
    return {one.picked.number: one.why for one in done.refused}


def a_task_on(desk: Desk, case_id: UUID) -> None:
    tasks.save(desk, tasks.begin_new(desk, cases.read(desk, case_id), title="Send the letter"))


def told_of(desk: Desk, case_id: UUID, action: str) -> dict[tuple[str, str], tuple[str | None, str | None]]:
    """What history tells of a case under that action."""
    lines = [line for line in history.of_case(desk, case_id) if line.action == action]
    return {(line.record, line.field): (line.old, line.new) for line in lines}


def told_of_all(desk: Desk, case_id: UUID) -> list[tuple[str, ...]]:
    """What history tells of the bulk acts on a case, whichever way they went."""
    lines = [line for line in history.of_case(desk, case_id) if line.action.startswith("bulk.")]
    return sorted((line.action, line.record, line.field, str(line.old), str(line.new)) for line in lines)


def acts(store: Store, batch_id: UUID) -> list[tuple[str, str, int]]:
    """Action, reason and number of records of each act of a gesture."""
    with store.reading() as connection:
        rows = connection.execute(
            select(ACT.c.action, ACT.c.reason, func.count(CHANGE.c.owner_id.distinct()))
            .join(CHANGE, CHANGE.c.act_id == ACT.c.id)
            .where(ACT.c.batch_id == batch_id)
            .group_by(ACT.c.id, ACT.c.action, ACT.c.reason)
        )
        return [tuple(row) for row in rows]


def test_forty_get_one_priority_day_and_owner_each_in_an_act_of_its_own(lena: Desk, store: Store) -> None:
    """Features B11: set as columns, and history says of every case what it says of one."""
    picked = some_cases(lena, 40)
    told: list[tuple[int, int]] = []
    done = run(
        lena,
        picked,
        "priority 2",
        "follow-up +2d",
        "assign sam",
        reason="Kim is away",
        told=lambda *at: told.append(at),
    )
    assert done.done == tuple(picked)
    assert (done.refused, done.left, done.already) == ((), (), 0)
    assert told[-1] == (40, 40)
    assert acts(store, done.batch_id) == [("bulk.macro", "Kim is away", 1)] * 40
    one = cases.read(lena, picked[7].id)
    assert (one.priority, one.follow_up_on, one.assignees, one.version) == (2, date(2026, 11, 25), (SAM,), 2)
    assert one.owner == "Sam Ortiz"
    after = told_of(lena, one.id, "bulk.macro")
    assert after["case", "priority"] == ("3", "2")
    assert after["case", "follow_up_on"] == ("2026-11-27", "2026-11-25")
    by_hand = pick(lena, a_case(lena, a_member(store)))
    change_case(
        lena, cases.read(lena, by_hand.id), priority=2, assignees=[SAM], follow_up_on=date(2026, 11, 25)
    )
    kept = told_of(lena, by_hand.id, "cases.change")
    assert kept
    assert {key: after[key] for key in kept} == kept


def test_a_tag_is_put_on_and_taken_off_by_as_few_statements_of_forty_as_of_four(
    lena: Desk, store: Store
) -> None:
    """Features B11: history says of each what it says of one; what is so already is left, and all goes back."""
    plain, had, by_hand = some_cases(lena, 40), some_cases(lena, 2), some_cases(lena, 1)[0]
    counts = []
    for tagged in (plain[:4], plain[4:]):
        with statements() as sent:
            assert len(run(lena, tagged, "tag +media").done) == len(tagged)
        counts.append(len(sent))
    assert counts[0] == counts[1]
    assert run(lena, had, "tag +media").already == 0
    done = run(
        lena, [*plain, *had], "tag -media", "tag +callback", "priority 1", reason="The interview is over"
    )
    assert (len(done.done), done.already, done.refused) == (42, 0, ())
    assert acts(store, done.batch_id) == [("bulk.macro", "The interview is over", 1)] * 42
    assert run(lena, had, "tag +callback").already == 2
    one = cases.read(lena, plain[20].id)
    assert (one.tags, one.priority, one.version) == (("callback",), 1, 3)
    run(lena, [by_hand], "tag +media")
    run(lena, [by_hand], "tag -media", "tag +callback", "priority 1")
    assert told_of_all(lena, one.id) == told_of_all(lena, by_hand.id)
    back = undoing.undo(lena, done.batch_id)
    assert (back.done, back.kept) == (42, ())
    assert cases.read(lena, one.id).tags == ("media",)


@pytest.mark.parametrize(
    ("texts", "stands"),
    [
        (("follow-up +9d", "assign sam"), (date(2026, 12, 2), "sam.ortiz")),
        (("close resolved",), (date(2026, 11, 25), None)),
    ],
)
def test_follow_ups_are_moved_given_and_done_by_statements(
    lena: Desk, store: Store, texts: tuple[str, ...], stands: tuple[date, str | None]
) -> None:
    """Features B11: twelve by as many statements as three, history as of one, and all of them go back."""
    picked, by_hand, done_before = (
        [a_follow_up(lena) for _ in range(15)],
        a_follow_up(lena),
        a_follow_up(lena),
    )
    follow_ups.tick_off(lena, done_before.id)
    begun = interactions.read(lena, picked[7].id)
    before = begun.follow_up_on, begun.follow_up_by
    counts = []
    for some in (picked[:3], picked[3:]):
        with statements() as sent:
            done = run(lena, some, *texts, reason="Kim is away")
        counts.append(len(sent))
        assert (len(done.done), done.already, done.refused) == (len(some), 0, ())
    assert counts[0] == counts[1]
    assert {action for action, _, _ in acts(store, done.batch_id)} == {
        f"bulk.{'macro' if texts[1:] else 'close'}"
    }
    assert len(acts(store, done.batch_id)) == 12
    run(lena, [by_hand], *texts)
    day, login = stands
    with store.reading() as connection:
        rows = connection.execute(
            select(
                INTERACTION.c.follow_up_on, INTERACTION.c.follow_up_officer_id, INTERACTION.c.version
            ).where(INTERACTION.c.id.in_([one.id for one in picked]))
        ).all()
    assert set(rows) == {(day, staff_id(login) if login else None, 2)}
    one, hers = (
        {
            (line.action, line.field, line.old, line.new)
            for line in history.of_interaction(lena, found.id)
            if line.action.startswith("bulk.") and line.field != "version"
        }
        for found in (picked[7], by_hand)
    )
    assert one == hers
    refused = run(lena, [*picked[:2], done_before], "close resolved")
    assert len(refused.refused) == (1 if login else 3)
    assert undoing.undo(lena, done.batch_id).done == 12
    back = interactions.read(lena, picked[7].id)
    assert (back.follow_up_on, back.follow_up_by) == before


def test_whoever_is_switched_off_meanwhile_changes_nothing_by_statements_either(
    lena: Desk, store: Store
) -> None:
    picked = [*some_cases(lena, 2), a_follow_up(lena), a_follow_up(lena)]
    with store.loading("test") as connection:
        connection.execute(update(STAFF).where(STAFF.c.id == lena.officer.id).values(active=False))
    done = run(lena, picked, "follow-up +9d")
    assert (done.done, len(done.refused)) == ((), 4)


def test_a_tag_that_the_office_has_no_more_is_refused_of_each(lena: Desk, store: Store) -> None:
    picked, wanted = some_cases(lena, 3), said(lena, "tag +media")
    with store.loading("test") as connection:
        connection.execute(update(TAG).where(TAG.c.name == "media").values(archived=True))
    done = bulk.apply(lena, picked, wanted, batch_id=uuid7())
    assert (done.done, len(done.refused)) == ((), 3)
    assert set(whys(done).values()) == {"The tag, which is not in the list."}


def test_sent_twice_it_is_done_once_and_what_is_so_is_left(
    lena: Desk, store: Store, desk_for: DeskFor
) -> None:
    picked = [*some_cases(lena, 3), a_follow_up(lena)]
    done = run(lena, picked, "follow-up +3d")
    change_case(desk_for("kim.tran"), cases.read(lena, picked[0].id), follow_up_on=date(2026, 12, 1))
    again = run(lena, picked, "follow-up +3d", batch_id=done.batch_id)
    assert again.done == tuple(picked)
    assert again.already == 4
    assert cases.read(lena, picked[0].id).follow_up_on == date(2026, 12, 1)
    assert len(acts(store, done.batch_id)) == 4
    same = run(lena, [pick(lena, one.id) for one in picked[1:3]], "follow-up +3d")
    assert (len(same.done), same.already, acts(store, same.batch_id)) == (2, 2, [])


def test_what_one_may_not_see_is_refused_and_the_other_half_is_done(desk_for: DeskFor) -> None:
    ravi, sam = desk_for("ravi.admin"), desk_for("sam.ortiz")
    hidden = some_cases(ravi, 2, owner="aisha.bello", scope=2, team_id=team_id("Industrial"))
    seen = some_cases(ravi, 2)
    for text in ("priority 2", "tag +callback", "watch", "review on", "assign kim"):
        now = [pick(ravi, one.id) for one in (hidden[0], seen[0], hidden[1], seen[1])]
        done = run(sam, now, text)
        assert done.done == (now[1], now[3])
        assert set(whys(done)) == {one.number for one in hidden}
        assert all("no such case" in why.lower() for why in whys(done).values())
    assert {cases.read(ravi, one.id).version for one in hidden} == {1}


def test_a_number_of_what_one_may_not_see_is_nobodys(desk_for: DeskFor) -> None:
    ravi, sam = desk_for("ravi.admin"), desk_for("sam.ortiz")
    (hidden,) = some_cases(ravi, 1, owner="aisha.bello", scope=2, team_id=team_id("Industrial"))
    asked = [("case", int(hidden.number.removeprefix("C-"))), ("case", 99_999)]
    assert bulk.numbered(sam, asked) == ((), (hidden.number, "C-99999"))
    assert [one.id for one in bulk.numbered(ravi, asked)[0]] == [hidden.id]


def test_basic_access_does_with_many_what_it_may_do_with_one(lena: Desk, desk_for: DeskFor) -> None:
    picked = some_cases(lena, 2, owner=None)
    jo = desk_for("jo.marsh")
    assert "does not allocate" in next(iter(whys(run(jo, picked, "assign sam")).values()))
    assert "does not mark" in next(iter(whys(run(jo, picked, "review on")).values()))
    assert len(run(jo, picked, "claim").done) == 2


def test_other_fields_merge_and_the_same_field_is_refused_with_who(lena: Desk, desk_for: DeskFor) -> None:
    """Features B5, B11."""
    picked = some_cases(lena, 4)
    kim = desk_for("kim.tran")
    change_case(kim, cases.read(kim, picked[0].id), priority=1)
    change_case(kim, cases.read(kim, picked[1].id), next_steps="Ring her.")
    change_case(kim, cases.read(kim, picked[2].id), priority=4)
    done = run(lena, picked, "priority 4")
    assert done.done == tuple(picked[1:])
    assert whys(done) == {picked[0].number: "Kim Tran changed Priority too; it stands as they left it."}
    assert cases.read(lena, picked[0].id).priority == 1
    assert cases.read(lena, picked[1].id).next_steps == "Ring her."
    # The same by the way for one, since a tag is no column.
    again = run(lena, picked, "priority 5", "tag +callback")
    assert set(whys(again)) == {picked[0].number, picked[2].number}
    assert cases.read(lena, picked[0].id).tags == ()


def test_a_follow_up_someone_else_moved_is_refused(lena: Desk, desk_for: DeskFor) -> None:
    one, other = a_follow_up(lena), a_follow_up(lena)
    follow_ups.move(desk_for("kim.tran"), "interaction", one.id, date(2026, 11, 30), date(2026, 11, 25))
    done = run(lena, [one, other], "follow-up fri")
    assert done.done == (other,)
    assert whys(done) == {one.number: "Kim Tran changed Follow-up too; it stands as they left it."}


def test_targets_follow_the_day_where_a_type_promises_one(lena: Desk, store: Store) -> None:
    """Features B9: such a case goes the way of one."""
    with store.loading("test") as connection:
        connection.execute(update(CASE_TYPE).where(CASE_TYPE.c.key == "ROS").values(next_follow_up="5 days"))
    picked = some_cases(lena, 3)
    assert len(run(lena, picked, "follow-up +3d").done) == 3
    targets = {one.kind: one for one in cases.read(lena, picked[1].id).targets}
    assert targets[TargetKind.FOLLOW_UP].due_on == date(2026, 11, 26)


@pytest.mark.parametrize(
    ("condition", "deed"), [("priority <= 1", "priority 1"), ('tag = "media"', "tag +media")]
)
def test_tasks_follow_what_they_are_a_condition_of(
    lena: Desk, store: Store, condition: str, deed: str
) -> None:
    """Features A4.29."""
    row = {"id": uuid7(), "case_type": "ROS", "label": "Ring at once", "position": 0, "archived": False,
           "performers": "", "auto_generate": True, "condition": condition, "required": True}  # fmt: skip
    with store.loading("test") as connection:
        connection.execute(insert(TASK_TYPE).values(row))
    picked = some_cases(lena, 3)
    assert len(run(lena, picked, deed).done) == 3
    assert [task.title for task in tasks.of_case(lena, picked[2].id).tasks] == ["Ring at once"]


def test_open_tasks_hold_a_case_open_and_the_others_are_closed(lena: Desk) -> None:
    """Features A4.26."""
    picked = [*some_cases(lena, 3), a_follow_up(lena)]
    a_task_on(lena, picked[1].id)
    done = run(lena, picked, "close shelved")
    assert done.done == (picked[0], picked[2], picked[3])
    assert whys(done) == {picked[1].number: "The case stays open: 1 task to be done or cancelled."}
    assert (cases.read(lena, picked[0].id).status, cases.read(lena, picked[0].id).close_reason) == (
        "Closed",
        "shelved",
    )
    assert not interactions.read(lena, picked[3].id).follow_up_open


def test_what_interactions_do_not_have_is_refused_of_them_alone(lena: Desk) -> None:
    picked = [*some_cases(lena, 1), a_follow_up(lena), a_follow_up(lena)]
    done = run(lena, picked, "priority 1")
    assert done.done == (picked[0],)
    assert whys(done)[picked[1].number] == "Priority is for cases; an interaction has no such thing."
    assert run(lena, picked, "assign sam").done == tuple(picked)
    assert interactions.read(lena, picked[1].id).follow_up_by == staff_id("sam.ortiz")
    assert "one officer follows up" in whys(run(lena, picked[1:2], "assign legal"))[picked[1].number]


def test_whoever_stands_beside_stays_and_a_confidential_case_is_not_for_basic_access(lena: Desk) -> None:
    beside, hidden, free = (some_cases(lena, 1, owner=owner)[0] for owner in ("kim.tran", "kim.tran", None))
    assigned_also(lena, beside.id, officer_id=staff_id("lena.vogt"))
    change_case(lena, cases.read(lena, hidden.id), confidential=True)
    done = run(lena, [beside, pick(lena, hidden.id), free], "assign jo")
    assert done.done == (beside, free)
    assert whys(done) == {hidden.number: "A confidential case is not for Jo Marsh, of basic access."}
    assert [one.officer_id for one in cases.read(lena, beside.id).assignees] == [
        staff_id("jo.marsh"),
        staff_id("lena.vogt"),
    ]
    run(lena, [beside, free], "assign lena")
    assert cases.read(lena, beside.id).assignees == (LENA,)
    assert len(run(lena, [beside, free], "assign nobody").done) == 2
    assert cases.read(lena, free.id).assignees == ()


def test_several_deeds_are_all_or_nothing_of_one_record(lena: Desk) -> None:
    """Features B7."""
    held, free = some_cases(lena, 2)
    a_task_on(lena, held.id)
    done = run(lena, [held, free], "tag +callback", "watch", "priority 2", "close")
    assert done.done == (free,)
    read = cases.read(lena, held.id)
    assert (read.tags, read.watchers, read.priority) == ((), (), 3)
    read = cases.read(lena, free.id)
    assert (read.tags, len(read.watchers), read.priority, read.status) == (("callback",), 1, 2, "Closed")
    assert len({line.at for line in history.of_case(lena, free.id) if line.action == "bulk.macro"}) == 1


def test_escalating_takes_its_reason_from_the_deed_or_beside_it(lena: Desk) -> None:
    one, other = some_cases(lena, 2)
    assert whys(run(lena, [one], "escalate")) == {one.number: "Missing: Reason."}
    assert run(lena, [one], "escalate no answer twice").done == (one,)
    done = run(lena, [one, other], "escalate", reason="the roster begins on Monday")
    assert done.done == (other,)
    assert whys(done) == {one.number: f"{one.number} is escalated already."}


def test_broken_off_what_is_done_stays_and_the_rest_is_listed(
    lena: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "AT_ONCE", 2)
    picked = some_cases(lena, 5)
    stop = Stop()
    done = run(
        lena, picked, "priority 1", stop=stop, told=lambda done, of: stop.pull() if done == 4 else None
    )
    assert (done.done, done.left) == (tuple(picked[:4]), (picked[4],))
    rest = run(lena, done.left, "priority 1", batch_id=done.batch_id)
    assert rest.done == (picked[4],)


def test_a_store_that_dies_in_the_middle_loses_nothing_that_was_done(
    lena: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "AT_ONCE", 2)
    picked = some_cases(lena, 4)

    def dies(done: int, of: int) -> None:
        if done == 2:
            raise StoreUnavailable

    done = run(lena, picked, "priority 1", told=dies)
    assert isinstance(done.trouble, StoreUnavailable)
    assert (done.done, done.left) == (tuple(picked[:2]), tuple(picked[2:]))
    assert run(lena, picked, "priority 1", batch_id=done.batch_id).done == tuple(picked)


def test_deeds_that_say_nothing_or_the_same_twice_are_no_act(lena: Desk) -> None:
    for texts in ((), ("priority 1", "priority 2"), ("status Open", "close")):
        with pytest.raises(BadInput):
            run(lena, some_cases(lena, 1), *texts)


def test_two_supervisors_on_the_same_forty_have_one_winner_each(postgres_url: str, clock: Clock) -> None:
    """Features B11: whoever is second on a record is told who was first, and nothing is lost."""
    lena, ravi = (open_desk(postgres_url, login, clock=clock) for login in ("lena.vogt", "ravi.admin"))
    try:
        picked = some_cases(lena, 40)
        asked = {"sam": lena, "aisha": ravi}
        words = {who: said(desk, f"assign {who}") for who, desk in asked.items()}
        begun, answers = threading.Barrier(2), {}

        def act(who: str) -> None:
            begun.wait()
            mine = picked if who == "sam" else picked[::-1]
            answers[who] = bulk.apply(asked[who], mine, words[who], batch_id=uuid7())

        both = [threading.Thread(target=act, args=(who,)) for who in asked]
        for thread in both:
            thread.start()
        for thread in both:
            thread.join()
        won = {who: {one.id for one in done.done} for who, done in answers.items()}
        assert won["sam"] | won["aisha"] == {one.id for one in picked}
        assert not won["sam"] & won["aisha"]
        assert all(not done.left and done.trouble is None for done in answers.values())
        others = {"sam": "Ravi Nair", "aisha": "Lena Vogt"}
        for who, done in answers.items():
            assert all(f"{others[who]} changed Staff too" in one.why for one in done.refused)
        for one in picked:
            owner = cases.read(lena, one.id).owner
            assert owner == ("Sam Ortiz" if one.id in won["sam"] else "Aisha Bello")
    finally:
        lena.close()
        ravi.close()
