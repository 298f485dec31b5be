"""Fields of the office's own: which a case has, and what their words mean (features A3.25)."""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from data.rules.clean import clean_line
from data.rules.days import NO_DAYS, read_day, say_day
from data.rules.folding import fold
from data.rules.gap import Gap
from data.types.custom import CustomField, Kind
from data.types.errors import BadInput

PREFIX = "field/"
"""Before the name of such a field, where fields of a case are told apart by name."""
LONGEST = 4000
"""Signs of a text."""
_NUMBER = re.compile(r"[-+]?\d{1,15}(\.\d{1,6})?", re.ASCII)
_YES = ("yes", "y", "true", "1")
_NO = ("no", "n", "false", "0")


def of_case(
    fields: Sequence[CustomField], case_types: Sequence[str], held: Mapping[str, str] | None = None
) -> tuple[CustomField, ...]:
    """The fields that a case of these types has, and any of which it holds a value."""
    return tuple(
        one
        for one in fields
        if not one.case_types or set(one.case_types) & set(case_types) or one.name in (held or {})
    )


def read(field: CustomField, text: str, today: date, free: Mapping[date, str] = NO_DAYS) -> str:
    """The words as they are kept: days as 2026-11-27, several choices a line each; raises BadInput."""
    text = text.strip()
    if not text:
        return ""
    if len(text) > LONGEST:
        raise BadInput(f"{field.label}, which is longer than {LONGEST} signs")
    if field.kind is Kind.DATE:
        return _day(field, text, today, free)
    if field.kind is Kind.NUMBER:
        return _number(field, clean_line(text))
    if field.kind is Kind.YES_NO:
        return _yes_no(field, clean_line(text).lower())
    if field.kind is Kind.CHOICE:
        return _option(field, text)
    if field.kind is Kind.SEVERAL:
        parts = [part for part in re.split(r"[\n;]", text) if part.strip()]
        chosen = {_option(field, part) for part in parts}
        return "\n".join(option for option in field.options if option in chosen)
    return clean_line(text)


def said(field: CustomField, value: str, today: date) -> str:
    """A kept value for people; one that is not as its kind has it any more is said as it stands."""
    if field.kind is Kind.DATE and value:
        try:
            return say_day(date.fromisoformat(value), today)
        except ValueError:
            return value
    return ", ".join(value.splitlines()) if field.kind is Kind.SEVERAL else value


def gaps(
    fields: Sequence[CustomField], case_types: Sequence[str], held: Mapping[str, str]
) -> tuple[Gap, ...]:
    """Required fields of such a case that hold nothing."""
    return tuple(
        Gap(f"{PREFIX}{one.name}", one.label)
        for one in of_case(fields, case_types)
        if one.required and not held.get(one.name)
    )


def _day(field: CustomField, text: str, today: date, free: Mapping[date, str]) -> str:
    try:
        found = read_day(text, today, free)
    except BadInput as error:
        raise BadInput(f"{field.label}: {error.detail}") from None
    return found.isoformat() if found else ""


def _number(field: CustomField, text: str) -> str:
    plain = text.replace(",", "").replace(" ", "")
    if not _NUMBER.fullmatch(plain):
        raise BadInput(f"{field.label}, which is a number such as 12 or 12.5")
    return plain.removeprefix("+")


def _yes_no(field: CustomField, text: str) -> str:
    if text in _YES:
        return "yes"
    if text in _NO:
        return "no"
    raise BadInput(f"{field.label}, which is yes or no")


def _option(field: CustomField, text: str) -> str:
    found = next((option for option in field.options if fold(option) == fold(text)), None)
    if found is None:
        raise BadInput(f"{field.label}; there are {', '.join(field.options)}")
    return found
