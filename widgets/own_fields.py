"""Fields of the office's own in a form: those that a new case needs (features A3.25)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical

from data.rules.custom import of_case, read
from data.types.custom import CustomField, Kind
from data.types.errors import BadInput
from widgets.choice import ChoiceField, Option
from widgets.day import DayField
from widgets.entry import TextField

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from textual.widget import Widget

Own = TextField | DayField | ChoiceField


class OwnFields(Vertical):
    """One line a field; those that the case types do not have are not there."""

    DEFAULT_CSS = "OwnFields { height: auto; }"

    def __init__(self, today: date, free: Callable[[], Mapping[date, str]], held: Mapping[str, str]) -> None:
        super().__init__(id="own")
        self.today, self.free = today, free
        self.held = dict(held)
        """What was written before the fields were known."""
        self.fields: dict[str, tuple[CustomField, Own]] = {}

    async def offer(self, fields: Sequence[CustomField], case_types: Sequence[str]) -> None:
        """The fields of the office that a case is not created without; those that are there already stay."""
        new = [one for one in fields if one.required and one.name not in self.fields]
        for one in new:
            self.fields[one.name] = (one, self._made(one))
        await self.mount_all([self.fields[one.name][1] for one in new])
        for one in new:
            self._set(one, self.held.get(one.name, ""))
        self.narrow(case_types)

    def narrow(self, case_types: Sequence[str]) -> None:
        """Only those of these case types."""
        shown = {one.name for one in of_case([one for one, _ in self.fields.values()], case_types)}
        for name, (_, field) in self.fields.items():
            field.display = name in shown

    def place(self, name: str) -> Widget | None:
        """Where the caret goes for a field."""
        if name not in self.fields:
            return None
        field = self.fields[name][1]
        return field.entry if isinstance(field, TextField) else field

    def places(self) -> list[Widget]:
        """Where Tab goes."""
        found = [self.place(name) for name, (_, field) in self.fields.items() if field.display]
        return [one for one in found if one is not None]

    def values(self) -> dict[str, str]:
        """What is written; words that mean nothing as they stand, so that they are kept and told of."""
        out = {name: text for name, text in self.held.items() if name not in self.fields}
        for name, (one, field) in self.fields.items():
            text = self._text(field)
            try:
                out[name] = read(one, text, self.today, self.free())
            except BadInput:
                out[name] = text
        return {name: text for name, text in out.items() if text}

    def fault(self) -> tuple[str, str] | None:
        """Name of the first field that cannot be read, and why."""
        for name, (one, field) in self.fields.items():
            try:
                read(one, self._text(field), self.today, self.free())
            except BadInput as error:
                return name, error.detail
        return None

    def freeze(self, frozen: bool) -> None:
        """Stop or allow typing."""
        for _, field in self.fields.values():
            field.disabled = frozen

    def _made(self, one: CustomField) -> Own:
        name = f"own-{one.name}"
        if one.kind in (Kind.TEXT, Kind.NUMBER):
            return TextField(one.label, id=name)
        if one.kind is Kind.DATE:
            return DayField(one.label, self.today, self.free, id=name)
        options = ("yes", "no") if one.kind is Kind.YES_NO else one.options
        field = ChoiceField(one.label, several=one.kind is Kind.SEVERAL, id=name)
        field.offer([Option(text, text) for text in options])
        return field

    def _set(self, one: CustomField, text: str) -> None:
        field = self.fields[one.name][1]
        if isinstance(field, TextField):
            field.set(text)
        elif isinstance(field, ChoiceField):
            field.set(*text.splitlines())
        elif text:
            field.set(_day(text))

    def _text(self, field: Own) -> str:
        if isinstance(field, TextField):
            return field.value
        if isinstance(field, ChoiceField):
            return "\n".join(field.values)
        return field.value.isoformat() if field.value else ""


def _day(text: str) -> date | None:
    from datetime import date

    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
