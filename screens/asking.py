"""Asking for one thing in a line above the status line: words, a day, a choice, a place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from widgets.frame import Frame

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from data.types.members import Job
    from screens.seat import Seat
    from widgets.asking import AskLine
    from widgets.choice import Option
    from widgets.entry import TextField
    from widgets.typed import TypedField


class Asking(Frame):
    """A screen that can ask; what has the keyboard gets it back."""

    seat: Seat
    _asking: AskLine | None = None

    @property
    def moving(self) -> bool:
        """The line that asks is not there yet; what is typed meanwhile is its answer."""
        return self._asking is not None and not self._asking.reached

    def kept_free(self) -> int:
        """The line that asks."""
        return 0 if self._asking is None else 1

    def ask_text(
        self, question: str, then: Callable[[str], None], *, text: str = "", empty: bool = False
    ) -> None:
        """Ask for a line of words above the status line; an empty answer is none, unless `empty` will do."""
        from widgets.asking import a_line_of_text

        field = a_line_of_text(question, text)

        def answer() -> None:
            if field.value or empty:
                self._asked_enough()
                then(field.value)
            else:
                self.say("One line is needed here; Esc leaves things as they are.", "late")

        self._ask(field, answer)

    def ask_secret(self, question: str, then: Callable[[str], None]) -> None:
        """Ask for words that are not shown while they are typed."""
        from widgets.asking import a_line_of_text

        field = a_line_of_text(question, secret=True)

        def answer() -> None:
            self._asked_enough()
            if field.entry.value:
                then(field.entry.value)

        self._ask(field, answer)

    def ask_day(
        self, question: str, value: date | None, then: Callable[[date | None], None], *, past: bool = False
    ) -> None:
        """Ask for a day above the status line; the field begins with the present one."""
        from widgets.asking import a_day

        field = a_day(question, self.seat.today(), self.seat.free, value, past=past)

        def answer() -> None:
            if field.unread:
                self.say(f"“{field.unread}” is no day: try {field.examples}.", "late")
                return
            self._asked_enough()
            then(field.value)

        self._ask(field, answer)

    def ask_effect(self, question: str, value: str, job: Job | None, then: Callable[[str], None]) -> None:
        """Ask for the day something took effect; ? is not known, and a doubtful day is asked about once more."""
        from widgets.asking import an_effect

        field = an_effect(question, self.seat.today(), value, job)

        def answer() -> None:
            if field.unread:
                self.say(f"{field.why_unread()}.", "late")
            elif doubt := field.doubted():
                self.say(f"{doubt[0].upper()}{doubt[1:]}. Enter once more keeps it.", "soon")
            else:
                self._asked_enough()
                then(field.value)

        self._ask(field, answer)
        self.say("Enter takes it · ? is not known · Esc leaves things as they are")

    def ask_choice(
        self,
        question: str,
        options: Sequence[Option],
        then: Callable[[tuple[str, ...]], None],
        *,
        values: Sequence[str] = (),
        several: bool = False,
        empty: bool = False,
    ) -> None:
        """Ask for one or `several` of a list above the status line; none of them only where `empty` will do."""
        from widgets.asking import a_choice

        field = a_choice(question, options, values, several=several)

        def answer() -> None:
            if field.unread:
                self.say(f"{field.why_unread()}.", "late")
            elif field.values or empty:
                self._asked_enough()
                then(field.values)
            else:
                self.say("One of these is needed; Esc leaves things as they are.", "late")

        self._ask(field, answer)
        if several:
            self.say("Enter adds what is typed, alone it saves · Backspace takes the last away")

    def ask_substatus(self, status: str, then: Callable[[str], object]) -> None:
        """What a status is more exactly, where the office has words for it (features A3.20)."""
        from widgets.choice import Option

        choices = self.seat.choices
        found = choices.status(status) if choices else None
        if choices is None or found is None or not found.substatuses:
            then("")
            return
        needed = choices.rules.substatus_required

        def chosen(keys: tuple[str, ...]) -> None:
            then(keys[0] if keys else "")

        self.ask_choice(
            f"{status}, more exactly",
            [Option(name, name) for name in found.substatuses],
            chosen,
            empty=not needed,
        )
        self.say(
            "One of these is needed: type a part of it · Esc leaves things as they are"
            if needed
            else "Type a part of it, or Down · Enter alone leaves it out"
        )

    def ask_menu(
        self, question: str, names: Sequence[str], then: Callable[[tuple[str, ...]], None], value: str
    ) -> None:
        """Ask for one of a short list above the status line: its digit alone answers, words and Enter do too."""
        from widgets.asking import a_menu

        field = a_menu(question, names, value)

        def answer() -> None:
            if field.unread:
                self.say(f"{field.why_unread()}.", "late")
            elif field.values:
                self._asked_enough()
                then(field.values)

        self._ask(field, answer)
        self.say("A digit chooses · Enter takes what is typed · Esc leaves things as they are")

    def ask_place(
        self, question: str, options: Sequence[Option], then: Callable[[str], None], text: str
    ) -> None:
        """Ask for a place in free words; Down looks up those on record (features A3.27)."""
        from widgets.asking import a_place

        field = a_place(question, options, text)

        def answer() -> None:
            self._asked_enough()
            then(field.value)

        self._ask(field, answer)
        self.say("Enter takes it · Down looks a place up · Esc leaves things as they are")

    def _ask(self, field: TextField | TypedField, answer: Callable[[], None]) -> None:
        self._asked_enough()
        from widgets.asking import AskLine

        self._asking = AskLine(field, answer)
        # By its place: a form may have a field of the same name.
        self.mount(self._asking, before=next(one for one in self.children if one.id == "status"))
        self.say("Enter takes it · Esc leaves things as they are")

    def _asked_enough(self) -> bool:
        """Take the line away that asks; False when nothing was asked."""
        line, self._asking = self._asking, None
        if line is not None:
            line.leave()
        return line is not None

    async def action_act(self, act_id: str, digit: int = 0) -> None:
        """Esc while something is asked takes the question away and nothing else."""
        if act_id == "back" and self._asked_enough():
            self.say("")
            return
        await super().action_act(act_id, digit)
