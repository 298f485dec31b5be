"""The table of actions: everything is reachable, nothing clashes, nothing fires while typing."""

import re
from collections import Counter
from collections.abc import Iterator

import pytest
from typer.main import get_command

from casetui.app import CaseTuiApp
from casetui.cli.program import app as command_line
from casetui.moves import PLACES
from screens.amend import AmendScreen
from screens.attaching import AttachingScreen
from screens.call import CallScreen
from screens.calls import CallsScreen
from screens.case import CaseScreen
from screens.case_details import CaseDetailsScreen
from screens.case_good import CaseGoodScreen
from screens.case_notes import CaseNotesScreen
from screens.case_targets import CaseTargetsScreen
from screens.case_tasks import CaseTasksScreen
from screens.case_words import CaseWordsScreen
from screens.contact import ContactScreen
from screens.convert import ConvertScreen
from screens.detail import DetailScreen
from screens.details import DetailsScreen
from screens.documents import DocumentsScreen
from screens.drafts import DraftsScreen
from screens.email import EmailScreen
from screens.emails import EmailsScreen
from screens.find import FindScreen
from screens.found_notes import FoundNotesScreen
from screens.handover import HandoverScreen
from screens.help import HelpScreen
from screens.history import HistoryScreen
from screens.home import HomeScreen
from screens.inbox import InboxScreen
from screens.interaction import InteractionScreen
from screens.leave import LeaveScreen
from screens.member import MemberScreen
from screens.message import MessageScreen
from screens.office import OfficeScreen
from screens.password import PasswordScreen
from screens.setup import SetUpScreen
from screens.switches import SwitchesScreen
from screens.tags import CaseTagsScreen, TagsScreen
from screens.task import TaskScreen
from screens.tasks import TasksScreen
from screens.to_file import ToFileScreen
from screens.triage import TriageScreen
from screens.undoing import UndoablesScreen
from screens.views import ViewsScreen
from screens.who import WhoScreen
from screens.workload import WorkloadScreen
from widgets.actions import ACTS, ANYWHERE, LEADER, Act, act, acts_of, shown
from widgets.frame import Frame
from widgets.written import WRITES

SCREENS: dict[str, type[Frame]] = {
    screen.place: screen
    for screen in (
        HomeScreen,
        AttachingScreen,
        DocumentsScreen,
        EmailScreen,
        EmailsScreen,
        ToFileScreen,
        TriageScreen,
        OfficeScreen,
        UndoablesScreen,
        InboxScreen,
        SwitchesScreen,
        FindScreen,
        MemberScreen,
        CallScreen,
        ConvertScreen,
        CaseScreen,
        InteractionScreen,
        AmendScreen,
        DraftsScreen,
        CallsScreen,
        SetUpScreen,
        HelpScreen,
        ContactScreen,
        DetailsScreen,
        DetailScreen,
        TagsScreen,
        CaseDetailsScreen,
        CaseTargetsScreen,
        CaseWordsScreen,
        CaseTagsScreen,
        CaseTasksScreen,
        MessageScreen,
        TaskScreen,
        TasksScreen,
        HandoverScreen,
        HistoryScreen,
        CaseNotesScreen,
        FoundNotesScreen,
        CaseGoodScreen,
        ViewsScreen,
        WorkloadScreen,
        WhoScreen,
        LeaveScreen,
        PasswordScreen,
    )
}
FORBIDDEN = re.compile(r"alt\+|ctrl\+(enter|tab|shift\+|[bhijm]$)")
"""Keys that do not arrive in every terminal, or mean something else there."""
OWN = {"escape", "enter", "down"}
"""Keys that every terminal and browser has, so that no leader letter stands in for them."""


def ids(acts: tuple[Act, ...]) -> list[str]:
    return [one.id for one in acts]


@pytest.mark.parametrize("one", ACTS, ids=ids(ACTS))
def test_each_act_is_reached_by_the_leader_or_by_a_plain_key(one: Act) -> None:
    assert one.leader or one.focus == "list" or OWN.intersection(one.keys)


@pytest.mark.parametrize("one", ACTS, ids=ids(ACTS))
def test_no_key_is_one_that_does_not_arrive_everywhere(one: Act) -> None:
    assert [key for key in one.keys if FORBIDDEN.search(key)] == []


@pytest.mark.parametrize("one", ACTS, ids=ids(ACTS))
def test_a_bare_letter_is_a_key_in_lists_only(one: Act) -> None:
    bare = [key for key in one.keys if len(key) == 1 or key in ("question_mark", "space", "enter")]
    assert not bare or one.focus == "list"


@pytest.mark.parametrize("one", ACTS, ids=ids(ACTS))
def test_each_act_says_in_words_what_it_does(one: Act) -> None:
    assert 1 <= len(one.label.split()) <= 3
    assert one.tooltip
    assert not one.tooltip.endswith((".", "!"))


def test_each_act_has_a_place_that_exists() -> None:
    assert {place for one in ACTS for place in one.places} - {*SCREENS, *ANYWHERE} == set()


def test_no_id_is_given_twice() -> None:
    assert [name for name, times in Counter(ids(ACTS)).items() if times > 1] == []


@pytest.mark.parametrize("place", SCREENS)
def test_no_key_does_two_things_on_a_screen(place: str) -> None:
    keys = Counter(key for one in acts_of(place) for key in one.keys)
    assert [key for key, times in keys.items() if times > 1] == []


@pytest.mark.parametrize("place", SCREENS)
def test_no_leader_letter_does_two_things_on_a_screen(place: str) -> None:
    letters = Counter(one.leader for one in acts_of(place) if one.leader)
    assert [letter for letter, times in letters.items() if times > 1] == []


@pytest.mark.parametrize("place", SCREENS)
def test_the_leader_itself_is_no_key_of_an_act(place: str) -> None:
    assert LEADER not in {key for one in acts_of(place) for key in one.keys}


@pytest.mark.parametrize("place", SCREENS)
def test_each_act_of_a_screen_has_something_that_does_it(place: str) -> None:
    lacking = [
        one.id
        for one in acts_of(place)
        # Enter in a list is the list's own key; the screen hears that a row was opened.
        if one.id != "open"
        and one.id not in PLACES
        and not any(hasattr(owner, f"do_{one.id}") for owner in (SCREENS[place], CaseTuiApp))
    ]
    assert lacking == []


@pytest.mark.parametrize("place", SCREENS)
def test_each_thing_a_screen_does_is_in_the_table(place: str) -> None:
    done = {name.removeprefix("do_") for name in dir(SCREENS[place]) if name.startswith("do_")}
    # What Home and Find share is in both; a screen inherits no more than it offers.
    assert done - set(ids(acts_of(place))) - {"note_here", "copy", "side"} == set()


def known_words(command: str) -> Iterator[str]:
    """The words of a command that the command line does not know; none when all is well."""
    group = get_command(command_line)
    for word in command.split():
        if word.startswith("-"):
            options = {name for one in [*group.params] for name in (*one.opts, "--help")}
            if word not in options:
                yield f"{group.name} has no {word}"
        elif word in ("ID", "NUMBER") or re.fullmatch(r"[IC]-…", word):
            continue
        else:
            found = getattr(group, "commands", {}).get(word)
            if found is None:
                yield f"{group.name} has no {word}"
                return
            group = found


@pytest.mark.parametrize("one", [one for one in ACTS if one.command], ids=lambda one: str(one.id))
def test_each_command_twin_is_one_the_command_line_knows(one: Act) -> None:
    assert list(known_words(one.command)) == []


def test_the_check_of_commands_sees_a_word_that_is_none() -> None:
    assert list(known_words("case C-… destroy")) == ["case has no destroy"]
    assert list(known_words("cases --nobody")) == ["cases has no --nobody"]


def test_the_palette_lists_what_the_screen_can_do() -> None:
    names = {one.label for one in acts_of("call")}
    assert {"submit", "member", "case", "new note"} <= names


def test_a_screens_own_act_takes_the_key_from_the_one_of_everywhere() -> None:
    assert act("attach") in acts_of("call")
    assert act("find") not in acts_of("call")
    assert act("find") in acts_of("home")


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("f2", "F2"),
        ("escape", "Esc"),
        ("question_mark", "?"),
        ("ctrl+s", "ctrl+s"),
        ("y", "y"),
        ("f10", "F10"),
    ],
)
def test_a_key_is_shown_as_people_call_it(key: str, said: str) -> None:
    assert shown(key) == said


def test_what_is_kept_from_who_reads_only_is_in_the_table() -> None:
    assert {one.id for one in ACTS} >= WRITES
