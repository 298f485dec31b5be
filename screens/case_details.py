"""Every field of a case, row by row, changed in place (features A4.18)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from data import desk
from data.rules.case_details import FIELDS, How, contents_of
from data.rules.completeness import complete
from data.rules.custom import PREFIX, read
from data.rules.facts import job_said
from data.rules.holding import SCOPES
from data.rules.merging import differing
from data.rules.places import own_place, places
from data.types.custom import Kind
from data.types.errors import BadInput, Conflict
from data.types.staff import Assignee
from screens.one_list import ListScreen
from screens.settling import SettlingScreen
from widgets.brief import history_lines, indented
from widgets.case_details import (
    CASE_DETAILS,
    case_detail_rows,
    field_of,
    own_rows,
    people,
    priority_said,
    told,
)
from widgets.case_summary import case_head
from widgets.choice import Option
from widgets.going import Go
from widgets.lines import Line, heading, pair
from widgets.raising import to_choose
from widgets.row_list import RowList

if TYPE_CHECKING:
    from datetime import date
    from typing import Any
    from uuid import UUID

    from data.rules.case_details import CaseField
    from data.types.case_edits import CaseEdit
    from data.types.errors import CasetuiError
    from data.types.members import MemberCard
    from data.types.records import CaseRecord, ChangeLine
    from data.types.workload import Load
    from screens.seat import Seat

NEVER_EMPTY = ("status", "priority", "scope", "confidential", "marked_for_review")
_ONE_LINE = tuple(field for field in FIELDS if field.how not in (How.READ, How.WORDS, How.TAGS))


class CaseDetailsScreen(ListScreen, SettlingScreen):
    """The details of one case."""

    place: ClassVar[str] = "case_details"
    reads_again: ClassVar[bool] = True
    follows: ClassVar[str] = "record"

    def __init__(self, seat: Seat, case_id: UUID, edit: CaseEdit | None = None) -> None:
        super().__init__(seat)
        self.case_id = case_id
        self.restored = edit
        """A change that was refused: it is asked for again once the case is read."""
        self.given_back = edit.id if edit else None
        self._why = ""
        """Why it was refused, where nobody had changed the same."""
        self.card: MemberCard | None = None
        self.history: tuple[ChangeLine, ...] = ()
        self.load: dict[str, Load] = {}
        """How many open cases each holds to whom this one could be given."""
        self.list = RowList(CASE_DETAILS, strong="said", empty="reading …", id="details", letters=self.place)

    def head(self) -> tuple[Line, Line]:
        """Which case, and how complete it is."""
        if self.case is None:
            return [("Details", "strong")], self.clock_line()
        case = self.case
        left = case_head("Details", case)
        held, of = complete(contents_of(case))
        left.append((f"  {held} of {of}", "quiet" if held == of else "text"))
        return left, self.clock_line()

    def _side_lines(self, width: int, height: int) -> list[Line]:
        if self.case is None:
            return []
        out: list[Line] = []
        today = self.seat.today()
        shown = [(key, label, text) for _, key, label, text in told(self.case, self.seat.choices, today)]
        for key, label, text in (*shown, *own_rows(self.case, self.seat.choices, today)):
            if key == self.list.key:
                out = [heading(label), *pair("", text.strip() or "–", width - 3, gutter=0), []]
        return [
            *indented([*self.clash_lines(width - 3), *out]),
            *history_lines(self.history, self.seat.zone, width),
        ]

    def desk_opened(self) -> None:
        """Read the case, what was changed in it, and whose it is."""

        def ask(at: desk.desk.Desk, stop: object) -> tuple[CaseRecord, MemberCard, tuple[ChangeLine, ...]]:
            case = desk.cases.read(at, self.case_id)
            return case, desk.members.card(at, case.member_id), desk.history.of_case(at, case.id)

        self.read(ask, lambda answer: self._show(*answer), "case")
        self.read(lambda at, stop: desk.queue.load(at, stop), self._show_load, "load")

    def _show_load(self, load: dict[str, Load]) -> None:
        self.load = load

    def _show(self, case: CaseRecord, card: MemberCard, history: tuple[ChangeLine, ...]) -> None:
        self.card, self.history = card, history
        self.took(case)
        self._show_rows(case)
        self.remake("side")
        self.remake("head", "keys")
        edit, self.restored = self.restored, None
        if edit is not None:
            self._ask_again(edit)

    def on_resize(self) -> None:
        """Empty lines only where there is room."""
        if self.case is not None:
            self._show_rows(self.case)

    def _show_rows(self, case: CaseRecord) -> None:
        office = self.seat.desk.office if self.seat.desk else ""
        today, airy = self.seat.today(), not self.low
        self.list.show(case_detail_rows(case, self.seat.choices, today, airy=airy, office=office))

    def on_row_list_opened(self, event: RowList.Opened) -> None:
        """Enter on a row."""
        self.do_change_detail()

    def do_change_detail(self) -> None:
        """Enter: change the row in place; text of many lines on a screen of its own."""
        if self.list.key.startswith(PREFIX):
            self._ask_own(self.list.key.removeprefix(PREFIX))
        elif self.list.key and self.case is not None:
            field = field_of(self.list.key)
            if field.name == "member":
                self.do_open_member()
            elif field.name == "deadlines":
                self.say("It follows the case type, the job and the day it took effect; those are changed.")
            elif field.how is How.READ:
                self.say("How it came is what it is; everything above can be changed.")
            elif field.how is How.WORDS:
                self.do_amend_case()
            elif field.how is How.TAGS:
                self.do_tag_case()
            else:
                self._ask_for(field, self._present(field))

    def do_case_targets(self) -> None:
        """D: its targets."""
        self.post_message(Go("case_targets", self.case_id))

    def do_follow_up(self) -> None:
        """f: the follow-up date."""
        field = field_of("follow_up_on")
        self._ask_for(field, self._present(field))

    def _present(self, field: CaseField) -> Any:
        return getattr(contents_of(self.case), field.name) if self.case else None

    def _ask_for(self, field: CaseField, value: Any) -> None:
        """Ask for the field in one line; it begins with this value."""
        if self.case is None:
            return
        name, question = field.name, f"{field.label} of {self.case.number}"
        if name == "due_on":
            self.ask_target(value)
            return

        def text(words: str) -> None:
            self.put(**{name: words})

        def day(on: date | None) -> None:
            if on is not None or name != "opened_on":
                self.put(**{name: on})

        if field.how is How.PLACE:
            options = [Option(place, place, what) for place, what in places(self.card)] if self.card else []
            self.ask_place(question, options, text, value)
        elif field.how is How.LINE:
            self.ask_text(question, text, text=value, empty=name != "title")
        elif field.how is How.EFFECT:
            self.ask_effect(question, value, self.case.job, text)
        elif field.how in (How.DAY, How.PAST):
            self.ask_day(question, value, day, past=field.how is How.PAST)
        else:
            self._ask_choice(field, question, value)

    def _ask_choice(self, field: CaseField, question: str, value: Any) -> None:
        options = self._options(field.name)
        several = field.how is How.SEVERAL
        if field.name == "assignees":
            values = [held.key for held in value]
        else:
            said = ("yes" if value else "no") if isinstance(value, bool) else str(value)
            values = list(value) if several else [said] if value is not None else []
        self.ask_choice(
            question,
            options,
            lambda keys: self._chosen(field.name, keys),
            values=values,
            several=several,
            empty=not self._needed(field.name),
        )

    def _needed(self, name: str) -> bool:
        rules = self.seat.choices.rules if self.seat.choices else None
        return name in NEVER_EMPTY or (name == "substatus" and rules is not None and rules.substatus_required)

    def _options(self, name: str) -> list[Option]:
        choices, card = self.seat.choices, self.card
        if choices is None or card is None:
            return []
        if name == "case_types":
            return to_choose(choices.case_types)
        if name == "status":
            return [Option(status.name, status.name) for status in choices.statuses]
        if name == "substatus":
            status = choices.status(self.case.status) if self.case else None
            return [Option(one, one) for one in status.substatuses] if status else []
        if name == "priority":
            return [Option(str(number), priority_said(number, choices)) for number in range(1, 6)]
        if name == "job_id":
            today = self.seat.today()
            return [Option(str(job.id), job_said(job, today) or job.employer) for job in card.jobs]
        if name == "scope":
            return [Option(str(number), words) for number, words in enumerate(SCOPES)]
        if name in ("confidential", "marked_for_review"):
            return [Option("yes", "yes"), Option("no", "no")]
        return people(choices, self.load, self.seat.today())

    def _chosen(self, name: str, keys: tuple[str, ...]) -> None:
        if name == "assignees":
            self.put(assignees=[Assignee.of(key) for key in keys])
        elif name == "case_types":
            self.put(case_types=list(keys))
        elif name == "status":
            self.ask_substatus(keys[0], lambda sub: self.put(status=keys[0], substatus=sub))
        elif name == "substatus":
            self.put(substatus=keys[0] if keys else "")
        elif name in ("priority", "scope"):
            self.put(**{name: int(keys[0])})
        elif name in ("confidential", "marked_for_review"):
            self.put(**{name: keys[0] == "yes"})
        elif name == "job_id":
            jobs = self.card.jobs if self.card else ()
            self.put(job_id=next((job.id for job in jobs if [str(job.id)] == [*keys]), None))
        else:
            self.put(**{name: keys[0]})

    def do_own_place(self) -> None:
        """ctrl+g r: the contact's own address again."""
        own = own_place(self.card) if self.card else ""
        if own:
            self.put(location=own)
        else:
            self.say("No address is on record.")

    # Fields of the office's own

    def _ask_own(self, name: str) -> None:
        """Ask for one by its kind (features A3.25)."""
        choices, case = self.seat.choices, self.case
        found = next((one for one in choices.custom_fields if one.name == name), None) if choices else None
        if found is None or case is None:
            return
        held = case.fields.get(name, "")
        question = f"{found.label} of {case.number}"

        def put(text: str) -> None:
            self.put(fields={**case.fields, name: text})

        def typed(text: str) -> None:
            try:
                put(read(found, text, self.seat.today(), self.seat.free()))
            except BadInput as error:
                self.say(f"{error.detail}. It is as it was.", "late")

        if found.kind is Kind.DATE:
            day = _day_of(held)
            self.ask_day(question, day, lambda on: put(on.isoformat() if on else ""))
        elif found.kind in (Kind.TEXT, Kind.NUMBER):
            self.ask_text(question, typed, text=held, empty=True)
        else:
            options = ("yes", "no") if found.kind is Kind.YES_NO else found.options
            self.ask_choice(
                question,
                [Option(one, one) for one in options],
                lambda keys: typed("\n".join(keys)),
                values=held.splitlines(),
                several=found.kind is Kind.SEVERAL,
                empty=True,
            )

    # Refused

    def row_at_hand(self) -> str:
        """The row with the cursor."""
        return self.list.key

    def put_in_order(self, name: str, text: str) -> None:
        """Ask for the line once more."""
        self._ask_for(field_of(name), text)

    def refused(self, edit: CaseEdit, error: CasetuiError) -> None:
        """What was typed is kept; where somebody changed the same, digits say whose stands, else it is asked again."""
        self.restored, self.given_back = edit, edit.id
        self._why = "" if isinstance(error, Conflict) else error.sentence
        self.desk_opened()

    def _ask_again(self, edit: CaseEdit) -> None:
        if not self._why and self.choose_of(edit):
            self.list.go_to(self.clashes[0].name)
            return
        labels = differing(edit.was, edit.now)
        field = next((field for field in _ONE_LINE if field.label in labels), None)
        if field is None or self.case is None:
            return
        self.list.go_to(field.name)
        self._ask_for(field, getattr(edit.now, field.name))
        self.say(self._why or f"{field.label} was not saved yet: Enter saves it.", "late")
        self._why = ""


def _day_of(held: str) -> date | None:
    from datetime import date

    try:
        return date.fromisoformat(held) if held else None
    except ValueError:
        return None
