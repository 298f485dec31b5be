"""Rows of a list marked, and one thing done with all of them (features B11)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data import desk
from screens.doing import DoingScreen, Gesture, keys_of
from widgets.actions import key_said
from widgets.row_list import Row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from data.desk.desk import Desk
    from data.types.bulk import BulkDone, Deed
    from data.types.choices import Choices
    from data.types.stop import Stop
    from data.types.triage import Picked
    from data.types.workload import Load
    from widgets.row_list import RowList

REST = "the rest"


class MarkingScreen(DoingScreen):
    """A screen with a list of cases and interactions of which several can be marked."""

    _reasons: Mapping[str, tuple[str, str]] = {}
    """Key of a row -> its number, and why it was not changed."""
    _rest: Gesture | None = None
    """What was broken off; done again it goes on, and nothing is done twice."""

    def list_to_mark(self) -> RowList:
        """The list."""
        raise NotImplementedError

    def picked_of(self, key: str) -> Picked | None:
        """The record of a row; None for one that is none."""
        raise NotImplementedError

    def picked(self) -> tuple[Picked, ...]:
        """What is marked, in the order of the list; where nothing is, the row under the cursor."""
        rows = self.list_to_mark()
        keys = [row.key for row in rows.rows if row.key in rows.marked] or [rows.key]
        return tuple(one for key in keys if (one := self.picked_of(key)) is not None)

    def why_not(self, act_id: str) -> str:
        """Only records are marked."""
        if act_id == "mark" and self.picked_of(self.list_to_mark().key) is None:
            return "Put the cursor on a case or an interaction."
        return super().why_not(act_id)

    # Marks

    def do_mark(self) -> None:
        """Space: mark the row and go on to the next, or take its mark off."""
        rows = self.list_to_mark()
        self._mark(rows.marked ^ {rows.key})
        rows.action_move(1)

    def do_mark_all(self) -> None:
        """V: every row that is a record; all marked, none of them."""
        rows = self.list_to_mark()
        every = {row.key for row in rows.rows if self.picked_of(row.key) is not None}
        self._mark(every if rows.marked != every else ())

    def _mark(self, keys: Iterable[str]) -> None:
        rows = self.list_to_mark()
        rows.mark(keys)
        self.remake("head", "keys")
        self._forget_reasons()
        self.remake("head", "keys")
        if rows.marked:
            self.say(
                f"{len(rows.marked)} marked · {key_said('act_on_marked')} does one thing with them · Esc none"
            )
        else:
            self.say("")

    def marks_back(self) -> bool:
        """Esc: breaks off what is under way, else takes the marks off; False where there is neither."""
        if self.broken_off():
            return True
        if not self.list_to_mark().marked and not self._reasons:
            return False
        self._mark(())
        return True

    def keep_marks(self) -> None:
        """After other rows are shown: what is gone is not marked."""
        rows = self.list_to_mark()
        rows.mark(rows.marked.intersection(row.key for row in rows.rows))

    # Reasons

    def with_reasons(self, rows: Iterable[Row]) -> list[Row]:
        """The rows, and under those that were not changed why; at the end those that are in the list no more."""
        out: list[Row] = []
        left = dict(self._reasons)
        for row in rows:
            out.append(row)
            if row.key in left:
                out.append(Row(whole=[(left.pop(row.key)[1], "late")]))
        return out + [Row(whole=[(f"{number}: {why}", "late")]) for number, why in left.values()]

    def _forget_reasons(self) -> None:
        if self._reasons:
            self._reasons = {}
            self.reasons_changed()

    def reasons_changed(self) -> None:
        """What stands under the rows is another: fill the list again."""
        raise NotImplementedError

    def deeds_done(self, gesture: Gesture, done: BulkDone) -> None:
        """Marks stay on what was not changed, with the reason under it."""
        keys = keys_of(one.picked for one in done.refused)
        refused = {key: (one.picked.number, one.why) for key, one in zip(keys, done.refused, strict=True)}
        many = len(gesture.picked) > 1
        self._rest = gesture._replace(picked=done.left) if done.left else None
        self.list_to_mark().mark((*refused, *keys_of(done.left)) if many else ())
        self._reasons = refused if many else {}
        self.reasons_changed()

    # What to do with them

    def do_act_on_marked(self) -> None:
        """;: choose what is to be done; typing narrows."""
        from data.rules.deeds import KINDS, counted, macro_said, said
        from widgets.choice import Option

        picked, choices, rest = self.picked(), self.seat.choices, self._rest
        if choices is None:
            return
        options = [Option(kind.name, kind.name, kind.said) for kind in KINDS]
        options += [Option(f"macro/{one.name}", one.name, macro_said(one)) for one in choices.macros]
        if rest is not None:
            what = said(rest.deeds, counted(rest.picked), rest.macro)
            options.insert(0, Option(REST, f"go on: {what}", "what was broken off"))
        macros = {f"macro/{one.name}": one for one in choices.macros}

        def chosen(keys: tuple[str, ...]) -> None:
            if keys[0] == REST and rest is not None:
                self.run_deeds(rest)
            elif keys[0] in macros:
                self.run_macro(picked, macros[keys[0]])
            else:
                self._ask_value(keys[0], picked, choices)

        self.ask_choice(f"Do with {counted(picked)}", options, chosen)
        self.say("Type what is to be done, or Down · Enter takes it · Esc leaves things as they are")

    def do_set_priority(self) -> None:
        """p: 1 to 5, for the marked rows or the one under the cursor (features A3.22)."""
        if self.seat.choices is not None:
            self._ask_value("priority", self.picked(), self.seat.choices)

    def _ask_value(self, name: str, picked: tuple[Picked, ...], choices: Choices) -> None:
        """Ask for what the deed needs, in the way it is asked of one record."""
        from data.rules.closing import closed_status
        from data.rules.deeds import EXACTLY, counted, parse
        from data.types.case_edits import CLOSE_REASONS
        from widgets.choice import Option

        what = counted(picked)

        def do(text: str) -> None:
            self.begin_deeds(picked, (parse(f"{name} {text}", self.known()),))

        def one_of(question: str, names: list[str], meant: Callable[[str], str] = str) -> None:
            self.ask_menu(f"{question} {what}", names, lambda keys: do(meant(keys[0])), "")

        def exactly(text: str, status: str) -> None:
            only_contacts = all(one.record != "case" for one in picked)
            if only_contacts:
                do(text)
            else:
                self.ask_substatus(status, lambda sub: do(f"{text}{EXACTLY}{sub}" if sub else text))

        if name == "assign":
            self._ask_assignee(picked)
        elif name == "follow-up":
            self.ask_day(f"Follow-up of {what}", None, lambda day: self._put_day(picked, day))
            self.say(
                "Enter on an empty line takes the follow-up away, and asks first · Esc leaves things as they are"
            )
        elif name == "priority":
            words = [choices.priorities.get(level, str(level)) for level in range(1, 6)]
            one_of("Priority of", words, lambda word: str(words.index(word) + 1))
        elif name == "status":
            names = [one.name for one in choices.statuses]
            self.ask_menu(f"Status of {what}", names, lambda keys: exactly(keys[0], keys[0]), "")
        elif name == "tag":
            signs = (("+", "put on"), ("-", "take off"))
            tags = [
                Option(f"{sign}{tag}", f"{sign}{tag}", way) for sign, way in signs for tag in choices.tags
            ]
            self.ask_choice(f"Tag of {what}", tags, lambda keys: do(keys[0]))
        elif name in ("review", "watch"):
            one_of("Review of" if name == "review" else "Watch", ["on", "off"])
        elif name == "close":
            closed = closed_status(choices.statuses, closed=True)
            question = f"Close as resolved or shelved: {what}"
            self.ask_menu(question, list(CLOSE_REASONS), lambda keys: exactly(keys[0], closed), "")
        elif name == "escalate":
            self.ask_text(f"Why to escalate {what}", do)
        else:
            do("")

    def _put_day(self, picked: tuple[Picked, ...], day: date | None) -> None:
        from data.rules.days import say_day
        from data.types.bulk import Deed

        said = say_day(day, self.seat.today()) if day else "none"
        self.begin_deeds(picked, (Deed("follow-up", day, said),))

    def _ask_assignee(self, picked: tuple[Picked, ...]) -> None:
        """Who is here and how much each holds is read first."""
        from data.rules.deeds import NOBODY, counted
        from data.rules.holding import name_of
        from data.types.bulk import Deed
        from widgets.case_details import people
        from widgets.choice import Option

        def ask(at: Desk, stop: Stop) -> tuple[Choices, dict[str, Load]]:
            return desk.choices.read(at, stop), desk.queue.load(at, stop)

        def answered(answer: tuple[Choices, dict[str, Load]]) -> None:
            choices, load = answer
            self.seat.choices = choices
            options = [
                *people(choices, load, self.seat.today()),
                Option(NOBODY, NOBODY, "take everybody off"),
            ]
            self.ask_choice(f"Assign {counted(picked)} to", options, lambda keys: give(keys[0], choices))

        def give(key: str, choices: Choices) -> None:
            from data.types.staff import Assignee

            to = None if key == NOBODY else Assignee.of(key)
            deed: Deed = Deed("assign", to, name_of(to, choices) if to else NOBODY)
            self.begin_deeds(picked, (deed,))

        self.say("reading who is here …", "quiet")
        self.read(ask, answered, "assign")
