"""Tasks and checklists from the command line, and appointments as a calendar file."""

from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from icalendar import Calendar

from tests.program.commands import Inside

ADD = ("cases", "add", "--member", "0048213", "--reason", "by post")


@pytest.fixture
def cased(inside: Inside, andrew: UUID) -> Inside:
    """C-10001 is Andrew's, a legal referral; C-10002 has no tasks of its own."""
    steps = "- Kim: write to HR (by Fri)\n- ring the delegate"
    assert inside(*ADD, "--type", "LEG").code == 0
    assert inside(*ADD, "--type", "ROS", "--next-steps", steps).code == 0
    return inside


def titles(cased: Inside, case: str = "C-10002") -> list[str]:
    return [one["title"] for one in cased("case", case, "task", "--json").json]


def test_a_case_lists_its_tasks_with_mark_who_and_when(cased: Inside) -> None:
    out = cased("case", "C-10001", "task", "list").out
    assert "1  [ ]  Referral form filled in" in out and "Legal team" in out
    assert out.endswith("C-10001: 0 of 4 done.\n")
    assert cased("case", "C-10002", "task").out == "C-10002 has no tasks.\n"


def test_a_task_goes_its_way(cased: Inside) -> None:
    case = ("case", "C-10002", "task")
    words = (
        "--who",
        "sam.ortiz",
        "--due",
        "27/11/2099",
        "--remind",
        "26/11/2099",
        "--note",
        "Ask for the roster.",
    )
    assert cased(*case, "add", "Ring HR", *words).out == "C-10002: task added.\n"
    made = cased(*case, "add", "See the lawyer", "--at", "27/11/2099 14:00", "--for", "45m", "--json").json
    assert (made["minutes"], made["starts_at"]) == (45, "2099-11-27T03:00:00+00:00")
    assert "Fri 27 Nov 2099 14:00–14:45" in cased(*case).out
    assert cased(*case, "assign", "ring", "Legal").out == "C-10002: task given.\n"
    assert (
        cased(*case, "change", "1", "--title", "Ring the manager", "--due", "none").out
        == "C-10002: task changed.\n"
    )
    assert cased(*case, "move", "2", "1").out == "C-10002: moved.\n"
    assert titles(cased) == ["See the lawyer", "Ring the manager"]
    assert cased(*case, "done", "2").out == "C-10002: task done.\n"
    assert cased(*case, "done", "2").out == "C-10002: the task was so already.\n"
    assert cased(*case, "done", "2", "--again").out == "C-10002: task open again.\n"
    assert cased(*case, "cancel", "ring", "--reason", "she wrote").out == "C-10002: task cancelled.\n"
    (_, gone) = cased(*case, "--json").json
    assert (gone["team"], gone["due_on"], gone["cancel_reason"]) == ("Legal", None, "she wrote")
    assert "[-]  Ring the manager" in cased(*case).out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("add",), "a task needs its title, or --type"),
        (("add", "x", "--type", "Nothing"), "there are: Referral form filled in"),
        (("add", "x" * 10_000), "the title has 10000 characters"),
        (("add", "x", "--for", "45m"), "the length without a time of day"),
        (("add", "x", "--at", "fri"), "a time is written fri 14:00"),
        (("add", "x", "--due", "someday"), "a day is written"),
        (("add", "x", "--who", "nobody"), "is no officer or team"),
        (("change", "1"), "nothing to change"),
        (("done", "9"), "the task is none; give its number, 1 to 4"),
        (("done", "r"), "the task fits several"),
        (("assign", "Referral sent", "sam.ortiz"), "It is for the Legal team"),
        (("done", "Referral sent"), "not one of yours to do"),
        (("cancel", "1"), "Missing option '--reason'"),
        (("from-actions", "7"), "line 7: there are"),
    ],
)
def test_what_cannot_be_is_told_in_one_sentence(cased: Inside, words: tuple[str, ...], said: str) -> None:
    ran = cased("case", "C-10001", "task", *words)
    assert ran.code and said in ran.err and ran.err.count("\n") == 1
    assert len(titles(cased, "C-10001")) == 4


def test_what_was_agreed_becomes_tasks(cased: Inside) -> None:
    case = ("case", "C-10002", "task", "from-actions")
    assert "1  write to HR" in cased(*case).out and len(cased(*case, "--json").json) == 2
    assert cased(*case, "2").out == "C-10002: 1 task made.\n"
    assert cased(*case, "--all").out == "C-10002: 1 task made.\n"
    assert titles(cased) == ["ring the delegate", "write to HR"]
    assert cased(*case).out == "Nothing was agreed that is not a task yet.\n"


def test_the_checklist_is_ticked_and_names_another_case(cased: Inside) -> None:
    case = ("case", "C-10001", "checklist")
    assert "2  [ ]  The form is in the library" in cased(*case).out
    assert "waits for the task Form saved in the library" in cased(*case).out
    assert cased(*case, "tick", "1").out == "C-10001 changed.\n"
    assert cased(*case, "link", "the outcome", "C-10002").out == "C-10001 changed.\n"
    out = cased(*case).out
    assert "1  [x]  The member has agreed to the referral  Kim Tran" in out and "C-10002, still open" in out
    assert cased(*case, "untick", "1").out == "C-10001 changed.\n"
    assert cased(*case, "link", "3", "none").out == "C-10001 changed.\n"
    assert [one["ticked"] for one in cased(*case, "--json").json] == [False] * 3
    assert cased("case", "C-10002", "checklist").out == "The case types of this case have no checklist.\n"


def test_closing_lists_what_is_still_to_do(cased: Inside) -> None:
    ran = cased("case", "C-10001", "close")
    assert ran.code == 1
    assert ran.err.splitlines()[:2] == ["task: Referral form filled in", "task: Form saved in the library"]
    assert "checklist: The outcome was told to the member" in ran.err
    assert (
        "3 tasks to be done or cancelled and 3 lines of the checklist not ticked" in ran.err.splitlines()[-1]
    )
    assert cased("case", "C-10001", "close", "--anyway", "--reason", "resigned").code == 1
    lena = replace(cased, machine=replace(cased.machine, officer="lena.vogt"))
    assert lena("case", "C-10001", "close", "--anyway").code == 2
    assert lena("case", "C-10001", "close", "--anyway", "--reason", "resigned").code == 0
    assert "C-10001 is closed" in cased("case", "C-10001", "task", "add", "x").err


def test_tasks_are_listed_across_cases(cased: Inside) -> None:
    cased("case", "C-10002", "task", "add", "Ring HR", "--who", "kim.tran", "--due", "1/1/2026")
    cased("case", "C-10002", "task", "add", "Sam's", "--who", "sam.ortiz")
    mine = cased("tasks", "--json").json
    assert mine[0]["title"] == "Ring HR" and "Sam's" not in [one["title"] for one in mine]
    assert "Sam's" in cased("tasks", "--all").out
    assert [one["title"] for one in cased("tasks", "--due", "--json").json] == ["Ring HR"]
    assert "C-10002" in cased("tasks").out.splitlines()[0]
    # It is the next milestone of its case, before the targets that are to come.
    nearest = {"on": "2026-01-01", "step": "task", "what": "Ring HR", "at": ""}
    assert cased("case", "C-10002", "--json").json["milestone"] == nearest
    assert [one["milestone"] == nearest for one in cased("cases", "--json").json].count(True) == 1
    found = {one["number"]: one["milestone"] for one in cased("cases", "kind:case", "--json").json}
    assert found["C-10002"] == nearest
    assert found == {one["number"]: one["milestone"] for one in cased("cases", "--json").json}
    assert all(one["milestone"] is None for one in cased("cases", "kind:follow-up", "--json").json)
    for words in (("case", "C-10002"), ("cases",)):
        assert "task Ring HR, Thu 1 Jan" in cased(*words).out


def test_appointments_are_written_without_a_members_name(cased: Inside, tmp_path: Path) -> None:
    words = (
        "Lawyer, with Andrew Gallagher; room 5",
        "--at",
        "27/11/2099 14:00",
        "--who",
        "kim.tran",
        "--note",
        "He is ill.",
    )
    cased("case", "C-10002", "task", "add", *words)
    path = tmp_path / "mine.ics"
    assert cased("tasks", "ics", "--output", str(path)).out == f"1 appointment written to {path}.\n"
    (event,) = Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    assert str(event["summary"]) == "Lawyer, with the member; room 5, C-10002"
    assert event.decoded("dtstart").isoformat() == "2099-11-27T03:00:00+00:00"
    assert event.decoded("dtend").isoformat() == "2099-11-27T03:30:00+00:00"
    assert b"ill" not in path.read_bytes() and b"Andrew" not in path.read_bytes()
    cased("tasks", "ics", "--case", "C-10002", "--names", "--output", str(path))
    (event,) = Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    assert "Andrew Gallagher" in str(event["summary"]) and str(event["description"]) == "He is ill."
    assert cased("tasks", "ics", "--output", str(tmp_path / "no" / "x.ics")).code == 2


def test_an_appointment_is_made_moved_and_cancelled_and_its_file_says_so(
    cased: Inside, tmp_path: Path
) -> None:
    case, path = ("case", "C-10002", "appointment"), tmp_path / "one.ics"
    where = ("--for", "45m", "--place", "Level 2", "--with", "HR", "--ics", str(path))
    assert "--at" in cased(*case, "add", "Meeting").err
    assert cased(*case, "add", "Meeting Andrew", "--at", "27/11/2099 14:00", *where).out == (
        "C-10002: appointment made.\n"
    )
    entries = [Calendar.from_ical(path.read_bytes())]
    told = cased("case", "C-10001", "appointment", "add", "Lawyer", "--at", "27/11/2099 14:30").out
    assert (
        "Kim Tran has another appointment then: C-10002 Meeting Andrew, Fri 27 Nov 2099 14:00–14:45." in told
    )
    assert cased(*case, "move", "Meeting", "--at", "27/11/2099 16:00", "--ics", str(path)).code == 0
    entries.append(Calendar.from_ical(path.read_bytes()))
    assert cased(*case, "cancel", "Meeting", "--reason", "She is ill", "--ics", str(path)).code == 0
    entries.append(Calendar.from_ical(path.read_bytes()))
    events = [entry.walk("VEVENT")[0] for entry in entries]
    assert [str(entry["method"]) for entry in entries] == ["PUBLISH", "PUBLISH", "CANCEL"]
    assert [str(event["sequence"]) for event in events] == ["0", "1", "2"]
    assert [str(event["status"]) for event in events] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert len({str(event["uid"]) for event in events}) == 1
    assert events[0].decoded("dtstart").isoformat() == "2099-11-27T03:00:00+00:00"
    assert events[1].decoded("dtend").isoformat() == "2099-11-27T05:45:00+00:00"
    assert (str(events[0]["location"]), str(events[0]["summary"])) == (
        "Level 2",
        "Meeting the member, C-10002",
    )
    done = {one["action"] for one in cased("case", "C-10002", "history", "--json").json}
    assert {"appointments.make", "appointments.move", "appointments.cancel"} <= done
    assert "cancelled" in cased(*case).out
