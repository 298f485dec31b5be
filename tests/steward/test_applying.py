"""A configuration applied: everything or nothing, what is in use archived, what is renamed kept, on both stores."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from uuid import UUID

import pytest
import tomli_w
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, event, select

from data.desk import cases, choices, interactions, offices, routines
from data.desk.desk import Desk
from data.steward import applying, exporting
from data.steward.config import SHIPPED
from data.steward.faults import FaultyFile
from data.steward.toml_file import read_toml
from data.store.store import Store
from data.store.tables import ACT, CHANGE, CHANGE_VALUE, OFFICE, TASK_TYPE, TEAM
from data.types.configured import FieldChange, Use
from data.types.errors import NotAllowed
from tests.builders import a_case, a_case_form, a_member, an_interaction_form, staff_id
from tests.steward.files import Values, a_file, apply, changed, exported, of, said


@pytest.fixture
def admin(desk_for: Callable[[str], Desk]) -> Desk:
    return desk_for("ravi.admin")


@pytest.fixture
def andrea(store: Store) -> UUID:
    return a_member(store)


def test_the_shipped_file_changes_nothing_of_a_new_store(admin: Desk) -> None:
    assert applying.differences(admin, read_toml(SHIPPED)) == ()


def test_what_was_exported_changes_nothing(admin: Desk) -> None:
    assert apply(admin, a_file(exporting.export(admin))) == ()


def test_an_entry_is_added_changed_archived_and_restored(admin: Desk) -> None:
    def change(values: Values) -> None:
        values["teams"] = ["MSD", "Industrial", "Legal", "Membership", "Research"]
        values["case_type"][0]["label"] = "Discipline"

    assert said(changed(admin, change)) == [
        ("changed", "case_type", "DISC"),
        ("added", "teams", "Research"),
        ("archived", "teams", "Organising"),
    ]
    lists = choices.read(admin)
    assert [team.name for team in lists.teams] == ["MSD", "Industrial", "Legal", "Membership", "Research"]
    assert lists.case_types[0].label == "Discipline"
    back = changed(admin, lambda values: values["teams"].append("Organising"))
    assert said(back) == [("restored", "teams", "Organising")]
    with admin.store.reading() as connection:
        assert len(connection.execute(select(TEAM)).all()) == 6


def test_the_order_of_the_file_is_the_order_of_the_list(admin: Desk) -> None:
    assert said(changed(admin, lambda values: values["tags"].reverse())) == [("moved", "tags", "")]
    assert choices.read(admin).tags[0] == "callback"


def test_a_list_that_the_file_does_not_name_stays_as_it_is(admin: Desk) -> None:
    before = exported(admin)
    apply(admin, a_file('tags = ["one"]\n[office]\nzone = "Australia/Perth"'))
    after = exported(admin)
    assert after["tags"] == ["one"] and after["office"] == {**before["office"], "zone": "Australia/Perth"}
    assert {**after, "tags": 0, "office": 0} == {**before, "tags": 0, "office": 0}


def test_it_is_applied_once(admin: Desk) -> None:
    file = a_file('teams = ["MSD", {name = "Law", was = "Legal"}, "Membership"]')
    assert said(apply(admin, file)) == [
        ("renamed", "teams", "Law"),
        ("archived", "teams", "Industrial"),
        ("archived", "teams", "Organising"),
        ("changed", "task_type", "LEG/Lawyer told of the urgency by telephone"),
        ("changed", "task_type", "LEG/Referral sent to the lawyer"),
    ]
    assert apply(admin, file) == ()


# In use


def test_what_is_in_use_is_archived_and_counted_and_the_records_keep_it(admin: Desk, andrea: UUID) -> None:
    case = cases.create(admin, a_case_form(andrea, case_types=["DISC"])).id
    interactions.submit(admin, an_interaction_form(andrea, related_to="Leave"))

    def change(values: Values) -> None:
        values["related_to"] = [one for one in values["related_to"] if one["name"] != "Leave"]
        values["outline"] = [one for one in values["outline"] if one.get("related_to") != "Leave"]
        for topic in values["related_to"]:
            if topic.get("default_case_type") == "DISC":
                del topic["default_case_type"]
        del values["case_type"][0]

    differences = changed(admin, change)
    gone = {one.name: one.used for one in differences if one.what == "archived"}
    assert gone["Leave"] == (Use("interactions", 1),)
    assert Use("cases", 1) in gone["DISC"]
    assert cases.read(admin, case).case_types == ("DISC",)
    assert choices.read(admin).case_type("DISC") is None


def test_a_renamed_entry_keeps_its_records(admin: Desk, andrea: UUID) -> None:
    case = cases.create(admin, a_case_form(andrea, case_types=["UFD"])).id
    contact = interactions.submit(
        admin, an_interaction_form(andrea, related_to="Leave", case_types=["UFD"])
    ).id

    def change(values: Values) -> None:
        for kind in values["case_type"]:
            if kind["key"] == "UFD":
                kind.update(key="UD", was="UFD")
        for topic in values["related_to"]:
            if topic.get("default_case_type") == "UFD":
                topic["default_case_type"] = "UD"
            if topic["name"] == "Leave":
                topic.update(name="Leave and absence", was="Leave")
        for outline in values["outline"]:
            if outline.get("related_to") == "Leave":
                outline["related_to"] = "Leave and absence"
        values["status"][0].update(name="New", was="Open")

    differences = changed(admin, change)
    renamed = {one.name: (one.was, one.used) for one in differences if one.what == "renamed"}
    assert renamed["UD"] == ("UFD", (Use("cases", 1), Use("interactions", 1), Use("topics", 1)))
    assert renamed["New"] == ("Open", (Use("cases", 1),))
    record = cases.read(admin, case)
    assert (record.case_types, record.status, record.status_kind) == (("UD",), "New", "open")
    found = interactions.read(admin, contact)
    assert (found.related_to, found.case_types) == ("Leave and absence", ("UD",))


def test_what_a_file_leaves_out_follows_what_it_renames(admin: Desk) -> None:
    topics = exported(admin)["related_to"]
    for topic in topics:
        if topic["name"] == "Leave":
            topic.update(name="Away", was="Leave")
    assert said(apply(admin, of({"related_to": topics}))) == [
        ("renamed", "related_to", "Away"),
        ("changed", "outline", "Leave refused"),
    ]
    assert [one["related_to"] for one in exported(admin)["outline"] if one["name"] == "Leave refused"] == [
        "Away"
    ]


def test_names_move_on_in_a_chain(admin: Desk) -> None:
    def change(values: Values) -> None:
        values["teams"] = [
            "MSD",
            {"name": "Legal", "was": "Industrial"},
            {"name": "Law", "was": "Legal"},
            "Organising",
            "Membership",
        ]

    with admin.store.reading() as connection:
        before = {row.name: row.id for row in connection.execute(select(TEAM))}
    changed(admin, change)
    with admin.store.reading() as connection:
        after = {row.name: row.id for row in connection.execute(select(TEAM))}
    assert (after["Legal"], after["Law"]) == (before["Industrial"], before["Legal"])
    assert changed(admin, change) == ()


def test_a_substatus_is_renamed_with_the_cases_that_have_it(admin: Desk, andrea: UUID) -> None:
    a_case(admin, andrea, status="Closed", substatus="Advice only")
    file = a_file(
        "status = [{name='Open', kind='open'},"
        " {name='Done', was='Closed', kind='closed', substatuses=[{name='Advised', was='Advice only'}, 'Merged']}]"
    )
    differences = apply(admin, file)
    assert [(one.list, one.was, one.used) for one in differences if one.what == "renamed"] == [
        ("status", "Closed", (Use("cases", 1),)),
        ("status.substatuses", "Advice only", (Use("cases", 1),)),
    ]
    (line,) = cases.listing(admin, open_only=False)
    assert (line.status, cases.read(admin, line.id).substatus) == ("Done", "Advised")
    assert apply(admin, file) == ()


def test_a_status_that_cases_stand_in_does_not_begin_to_close_them(admin: Desk, andrea: UUID) -> None:
    a_case(admin, andrea, status="In tribunal")
    file = a_file("status = [{name='Open', kind='open'},\n{name='In tribunal', kind='closed'}]")
    with pytest.raises(FaultyFile, match='line 2: status "In tribunal", kind: stays progress: 1 case has it'):
        applying.differences(admin, file)


# History, who and together


def test_one_act_tells_who_and_why_and_each_old_and_new_value(admin: Desk) -> None:
    apply(admin, a_file('[office]\nzone = "Australia/Perth"'), "We moved\x1b[2J west")
    with admin.store.reading() as connection:
        act = connection.execute(select(ACT).where(ACT.c.action == applying.ACTION)).one()
        told = connection.execute(
            select(CHANGE.c.record_kind, CHANGE.c.field, CHANGE_VALUE.c.old, CHANGE_VALUE.c.new)
            .join(CHANGE_VALUE, CHANGE_VALUE.c.change_id == CHANGE.c.id)
            .where(CHANGE.c.act_id == act.id)
        ).all()
    assert (act.officer_id, act.reason) == (admin.officer.id, "We moved west")
    assert [tuple(row) for row in told] == [("office", "zone", '"Australia/Melbourne"', '"Australia/Perth"')]


@pytest.mark.parametrize("login", ["kim.tran", "lena.vogt", "jo.marsh"])
def test_nobody_but_an_administrator_applies(desk_for: Callable[[str], Desk], login: str) -> None:
    with pytest.raises(NotAllowed, match="by an administrator"):
        applying.apply(desk_for(login), a_file('tags = ["x"]'), ())


def test_what_somebody_changed_meanwhile_is_not_applied_unseen(
    admin: Desk, desk_for: Callable[[str], Desk]
) -> None:
    file = a_file('tags = ["one"]')
    shown = applying.differences(admin, file)
    apply(desk_for("ravi.admin"), a_file('tags = ["two"]'))
    with pytest.raises(applying.ConfigMoved, match="Nothing of this file was applied"):
        applying.apply(admin, file, shown)
    assert exported(admin)["tags"] == ["two"]


def test_two_who_apply_the_same_at_once_change_it_once(desk_for: Callable[[str], Desk]) -> None:
    desks, together = [desk_for("ravi.admin"), desk_for("ravi.admin")], Barrier(2)
    file = a_file('tags = ["one", {name = "lawyer", was = "delegate"}]')
    shown = applying.differences(desks[0], file)

    def run(desk: Desk) -> int:
        together.wait(30)
        return len(applying.apply(desk, file, shown))

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(run, desks)) == [0, len(shown)]
    assert exported(desks[0])["tags"] == ["one", "lawyer"]


@pytest.fixture
def stopped_at_last(admin: Desk) -> Iterator[None]:
    """Ctrl+c arrives while the last list is written."""
    engine: Engine = admin.store._pools.writes

    def stop(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        if statement.startswith("UPDATE outline"):
            raise KeyboardInterrupt

    event.listen(engine, "before_cursor_execute", stop)
    yield
    event.remove(engine, "before_cursor_execute", stop)


@pytest.mark.usefixtures("stopped_at_last")
def test_ctrl_c_in_the_middle_applies_nothing(admin: Desk) -> None:
    before = exporting.export(admin)

    def change(values: Values) -> None:
        values["office"]["zone"] = "Australia/Perth"
        values["tags"] = ["one"]
        values["outline"].reverse()

    with pytest.raises(KeyboardInterrupt):
        changed(admin, change)
    assert exporting.export(admin) == before
    with admin.store.reading() as connection:
        assert connection.execute(select(OFFICE.c.zone)).scalar_one() == "Australia/Melbourne"


def test_a_long_list_is_told_by_what_comes_and_goes(admin: Desk) -> None:
    differences = changed(admin, lambda values: values["origins"].append("Letter"))
    assert said(differences) == [("changed", "origins", "")]
    (change,) = differences[0].fields
    assert isinstance(change, FieldChange) and change.new == [*change.old, "Letter"]


# Whatever is changed

WORDS = (
    st.text("abcdefghij éß-", min_size=1, max_size=12).map(lambda text: " ".join(text.split())).filter(bool)
)
NAMES = ("tags", "teams", "interaction_types", "interaction_outcomes")


@st.composite
def edits(draw: st.DrawFn) -> Callable[[Values], None]:
    """Something an administrator might do to a file of a list of names, or to its statuses."""
    path, word, at = draw(st.sampled_from(NAMES)), draw(WORDS), draw(st.integers(0, 30))
    what = draw(st.sampled_from(["add", "drop", "rename", "turn", "label", "substatus", "pause"]))

    def edit(values: Values) -> None:
        names = values[path]
        place = at % len(names)
        fresh = f"{word} {at} {what}"
        if what == "add" and fresh not in names:
            names.insert(place, fresh)
        elif what == "drop" and len(names) > 3:
            del names[place]
        elif what == "rename" and isinstance(names[place], str) and fresh not in names:
            names[place] = {"name": fresh, "was": names[place]}
        elif what == "turn":
            names.reverse()
        elif what == "label":
            values["case_type"][at % len(values["case_type"])]["label"] = word
        elif what == "substatus":
            values["status"][-1]["substatuses"] = [f"{word} {number}" for number in range(at % 4)]
        elif what == "pause":
            values["status"][1]["pauses_target"] = at % 2 == 0

    return edit


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(made=st.lists(edits(), min_size=1, max_size=5))
def test_whatever_is_changed_is_read_back_as_it_was_written_and_applied_once(
    admin: Desk, made: list[Callable[[Values], None]]
) -> None:
    values = exported(admin)
    for edit in made:
        edit(values)
    outcomes = {str(name) for name in values["interaction_outcomes"]}
    for outline in values["outline"]:
        if outline.get("outcome") not in outcomes:
            outline.pop("outcome", None)
    try:
        apply(admin, of(values))
    except FaultyFile:
        # Two names that officers could not tell apart: refused whole, which is another test's.
        return
    assert applying.differences(admin, of(values)) == ()
    after = exported(admin)
    for path in NAMES:
        assert after[path] == [one if isinstance(one, str) else one["name"] for one in values[path]]
    assert [one["label"] for one in after["case_type"]] == [one["label"] for one in values["case_type"]]
    assert after["status"][-1].get("substatuses", []) == values["status"][-1].get("substatuses", [])
    assert apply(admin, a_file(exporting.export(admin))) == ()


# Groups, tasks, changes of type


def test_a_renamed_case_type_takes_its_tasks_and_changes_of_type_along(admin: Desk, andrea: UUID) -> None:
    """Nothing of it need be said in the file: what is called by the case type is called by its new key."""
    case = cases.create(admin, a_case_form(andrea, case_types=["LEG"])).id
    apply(admin, a_file("[[retype]]\ncase_type = 'LEG'\nbecomes = 'GRV'\ntags = {callback = ''}"))

    def change(values: Values) -> None:
        values.clear()
        values["case_type"] = [
            {**kind, "key": "LAW", "was": "LEG"} if kind["key"] == "LEG" else kind
            for kind in exported(admin)["case_type"]
        ]

    before = exported(admin)
    topic = "Legal referral (wills etc.)"
    assert said(changed(admin, change)) == [("renamed", "case_type", "LAW"), ("changed", "related_to", topic)]
    after = exported(admin)
    for path in ("task_type", "check_item", "retype"):
        assert after[path] == [{**one, "case_type": "LAW"} for one in before[path]] != []
    assert cases.read(admin, case).case_types == ("LAW",)
    assert changed(admin, change) == ()


def test_a_renamed_kind_of_task_keeps_its_row_and_the_checklist_follows(admin: Desk) -> None:
    def change(values: Values) -> None:
        kinds = values["task_type"]
        values.clear()
        values["task_type"] = [
            {**kind, "label": "Form filed", "was": "Form saved in the library"}
            if kind["label"] == "Form saved in the library"
            else kind
            for kind in kinds
        ]

    with admin.store.reading() as connection:
        before = {row.label: row.id for row in connection.execute(select(TASK_TYPE))}
    assert said(changed(admin, change)) == [
        ("renamed", "task_type", "LEG/Form filed"),
        ("changed", "check_item", exported_name(admin)),
    ]
    with admin.store.reading() as connection:
        after = {row.label: row.id for row in connection.execute(select(TASK_TYPE))}
    assert after["Form filed"] == before["Form saved in the library"]
    assert changed(admin, change) == ()


def exported_name(admin: Desk) -> str:
    """Of the one line of a checklist that names a task."""
    return next(
        f"{one['case_type']}/{one['text']}" for one in exported(admin)["check_item"] if one.get("task")
    )


def test_cases_follow_the_groups_of_their_type(admin: Desk, desk: Desk, andrea: UUID) -> None:
    """Features A4.04: from now on the cases of a managed type are its managers' alone; renamed, they stay so."""
    case = a_case(admin, andrea, owner="sam.ortiz")

    def change(values: Values) -> None:
        values["groups"] = ["Roster people"]
        for kind in values["case_type"]:
            if kind["key"] == "ROS":
                kind["managers"] = ["Roster people"]

    assert [line.id for line in cases.listing(desk)] == [case]
    assert said(changed(admin, change)) == [
        ("added", "groups", "Roster people"),
        ("changed", "case_type", "ROS"),
    ]
    assert cases.listing(desk) == ()
    apply(admin, a_file("groups = [{name = 'Rosters', was = 'Roster people'}]"))
    assert cases.listing(desk) == ()


def test_a_field_of_the_office_s_own_follows_the_case_type_that_is_renamed(admin: Desk) -> None:
    own = {"label": "Shift", "kind": "text", "case_types": ["ROS"]}
    changed(admin, lambda values: values.setdefault("custom_field", {}).update(shift=own))
    kinds = exported(admin)["case_type"]
    renamed = [{**one, "key": "HRS", "was": "ROS"} if one["key"] == "ROS" else one for one in kinds]
    apply(admin, a_file(tomli_w.dumps({"case_type": renamed})))
    assert exported(admin)["custom_field"]["shift"]["case_types"] == ["HRS"]


def test_an_office_is_renamed_with_what_is_its_own(
    admin: Desk, desk_for: Callable[[str], Desk], andrea: UUID
) -> None:
    """Features A3.01, A3.14."""

    def change(values: Values) -> None:
        values["offices"] = ["Victoria", "Queensland"]
        values["note_template"]["bimaa"] |= {"scope": "office", "office": "Queensland"}
        values["office"]["template"] = ""
        for kind in values["case_type"]:
            if kind["key"] == "ROS":
                kind |= {"scope": "office", "office": "Queensland"}

    assert ("added", "offices", "Queensland") in said(changed(admin, change))
    assert offices.give_officer(admin, staff_id("kim.tran"), "Queensland")
    case = a_case(desk_for("kim.tran"), andrea)
    found = apply(admin, a_file("offices = ['Victoria', {name = 'Brisbane', was = 'Queensland'}]"))
    assert ("renamed", "offices", "Brisbane") in said(found)
    assert cases.read(admin, case).office == "Brisbane"
    values = exported(admin)
    assert [one["office"] for one in values["case_type"] if one["key"] == "ROS"] == ["Brisbane"]
    assert values["note_template"]["bimaa"]["office"] == "Brisbane"


def test_a_snippet_is_its_team_s_and_follows_it_under_another_name(
    admin: Desk, desk_for: Callable[[str], Desk]
) -> None:
    """Features B6."""

    def change(values: Values) -> None:
        values["offices"] = ["Mel/bourne"]
        values["snippet"] = [
            {"name": "sum", "text": "Everybody's."},
            {"name": "sum", "text": "The team's.", "team": "Industrial"},
            {"name": "sum", "text": "The office's.", "office": "Mel/bourne"},
            {"name": "brief", "text": "Counsel's.", "team": "Legal"},
        ]

    added = [("added", "sum"), ("added", "sum/team Industrial"), ("added", "sum/office Mel/bourne")]
    differences = [(what, name) for what, where, name in said(changed(admin, change)) if where == "snippet"]
    assert differences == [*added, ("added", "brief/team Legal")]
    aisha = desk_for("aisha.bello")
    assert [one.whose for one in choices.snippets(aisha)] == ["everybody", "team Industrial"]
    assert choices.read(aisha).snippets == choices.snippets(aisha)
    offices.give_officer(admin, staff_id("aisha.bello"), "Mel/bourne")
    held = choices.snippets(desk_for("aisha.bello"))
    assert [one.text for one in held] == ["Everybody's.", "The team's.", "The office's."]

    teams = [
        {"name": "Desk / one", "was": name} if name == "Industrial" else name
        for name in exported(admin)["teams"]
    ]
    assert ("renamed", "teams", "Desk / one") in said(apply(admin, a_file(tomli_w.dumps({"teams": teams}))))
    assert choices.snippets(aisha)[1].team == "Desk / one"
    before = exported(admin)
    assert before["snippet"][1:3] == [
        {"name": "sum", "team": "Desk / one", "text": "The team's."},
        {"name": "sum", "office": "Mel/bourne", "text": "The office's."},
    ]
    assert apply(admin, of(before)) == ()
    left = changed(admin, lambda values: values["snippet"].pop(1))
    assert said(left) == [("archived", "snippet", "sum/team Desk / one")]
    assert [one.whose for one in choices.snippets(aisha)] == ["everybody"]
    assert ("restored", "snippet", "sum/team Desk / one") in said(apply(admin, of(before)))
    assert choices.snippets(aisha)[1].text == "The team's."


def test_limits_of_cases_follow_the_rule_that_is_applied(admin: Desk, andrea: UUID) -> None:
    form = a_case_form(andrea, case_types=["UFD"], effect="2026-11-02")
    cases.create(admin, form)
    assert [limit.last_on for limit in cases.read(admin, form.id).deadlines] == [date(2026, 11, 23)]

    def longer(values: Values) -> None:
        for rule in values["deadline_rule"]:
            # All that could apply where nobody knows the place: the shortest of them is shown.
            rule["length"] = 28 if rule["length"] == 21 else rule["length"]

    changed(admin, longer)
    assert [limit.last_on for limit in cases.read(admin, form.id).deadlines] == [date(2026, 11, 30)]


def test_a_macro_is_written_renamed_and_follows_what_it_names(admin: Desk) -> None:
    """Features B7."""
    apply(admin, a_file("[[macro]]\nname = 'Call back'\ndeeds = ['tag +callback', 'status Open']"))
    assert [one.name for one in choices.read(admin).macros] == ["Call back"]

    def change(values: Values) -> None:
        tags = values["tags"]
        values.clear()
        values["tags"] = [{"name": "ring", "was": "callback"} if one == "callback" else one for one in tags]

    assert said(changed(admin, change)) == [("renamed", "tags", "ring"), ("changed", "macro", "Call back")]
    assert exported(admin)["macro"] == [{"name": "Call back", "deeds": ["tag +ring", "status Open"]}]
    assert apply(admin, a_file(exporting.export(admin))) == ()


def test_a_macro_says_a_status_more_exactly_and_follows_its_name(admin: Desk) -> None:
    """Features B7, A3.20."""
    statuses = [
        {"name": "Open", "kind": "open"},
        {"name": "Waiting", "kind": "progress", "substatuses": ["Letter sent"]},
        {"name": "Closed", "kind": "closed"},
    ]
    deeds = ["status Waiting / Letter sent", "priority 2"]
    apply(admin, of({"status": statuses, "macro": [{"name": "Written", "deeds": deeds}]}))
    statuses[1] = {"name": "On hold", "was": "Waiting", "kind": "progress", "substatuses": ["Letter sent"]}
    apply(admin, of({"status": statuses}))
    assert exported(admin)["macro"] == [
        {"name": "Written", "deeds": ["status On hold / Letter sent", "priority 2"]}
    ]


def test_a_routine_is_written_renamed_switched_off_and_follows_what_it_names(admin: Desk) -> None:
    """Features A4.19."""
    text = "[[routine]]\nname = 'R'\ntrigger = 'closed'\ncase_types = ['LEG']\nactions = ['tag +callback', 'note x']"
    apply(admin, a_file(text))
    assert exported(admin)["routine"] == [
        {"name": "R", "trigger": "closed", "case_types": ["LEG"], "actions": ["tag +callback", "note x"]}
    ]

    def change(values: Values) -> None:
        values["tags"] = [
            {"name": "ring", "was": "callback"} if one == "callback" else one for one in values["tags"]
        ]
        del values["routine"]

    changed(admin, change)
    assert exported(admin)["routine"][0]["actions"] == ["tag +ring", "note x"]
    assert apply(admin, a_file(exporting.export(admin))) == ()
    again = text.replace("'R'", "'S'\nwas = 'R'").replace("callback", "ring") + "\non = false"
    assert [(one.what, one.name) for one in apply(admin, a_file(again))] == [("renamed", "S")]
    assert [(one.name, one.on) for one in routines.shown(admin)] == [("S", False)]
    with pytest.raises(FaultyFile, match="there is no case type 'LEX'"):
        apply(admin, a_file(again.replace("LEG", "LEX")))
