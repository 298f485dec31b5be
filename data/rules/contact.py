"""A new contact: what of it was typed already, what it still lacks, and an e-mail address as such (features A3.06)."""

import re

from data.rules.clean import clean_line
from data.rules.gap import Gap
from data.rules.phones import only_digits
from data.types.errors import BadInput
from data.types.forms import ContactForm
from data.types.members import ContactKind

FIRST_NUMBER = "N-00001"
"""A contact made here has no membership number: this stands in for one; the membership system gives digits alone."""
PHONE_DIGITS = 8
"""Digits from which on a typed number is a telephone rather than an extension or a membership number."""
LONGEST = 254
"""Characters of one value; nobody's street or job title is longer, and no e-mail address may be."""

_OWN_NUMBER = re.compile(r"N-(\d{5,})", re.ASCII)
_EMAIL = re.compile(r"[^\s@,;<>()\"]+@[^\s@,;<>()\".]+(?:\.[^\s@,;<>()\".]+)+")
_DIGITS = re.compile(r"[+(]*\d[\d()/. -]*")
_NUMBERS = re.compile(r"\bN-\d+\b|[+(]*\d[\d()/. -]*", re.IGNORECASE)
_LETTER = re.compile(r"(?:^|(?<=[\s'’-]))[^\W\d_]")


def next_number(last: str | None) -> str:
    """The number after the last one given to a contact made here: `N-00002` after `N-00001`."""
    found = _OWN_NUMBER.fullmatch(last or "")
    return f"N-{int(found[1]) + 1:05d}" if found else FIRST_NUMBER


def number_of(number: str) -> int:
    """The figure in such a number, 1 for `N-00001`; 0 for any other."""
    found = _OWN_NUMBER.fullmatch(number)
    return int(found[1]) if found else 0


def made_here(number: str) -> bool:
    """Whether a contact was made here, so that the membership system knows nothing of it."""
    return _OWN_NUMBER.fullmatch(number) is not None


def fill_from(form: ContactForm, text: str) -> ContactForm:
    """Fill the form from the words of a search: `jane smith`, `Smith, Jane 0491 570 006`, an e-mail address."""
    line = clean_line(text)
    address = _EMAIL.search(line)
    if address is not None:
        form.email = address[0]
        line = f"{line[: address.start()]} {line[address.end() :]}"
    for found in _DIGITS.finditer(line):
        if len(only_digits(found[0])) >= PHONE_DIGITS:
            form.phone = found[0].strip()
            break
    line = " ".join(_NUMBERS.sub(" ", line).split())
    last, _, first = (_words(part) for part in line.partition(","))
    if last and first:
        form.family, form.given = named(last), named(first)
    else:
        # One word is what people are looked for by: the family name.
        form.given, _, form.family = named(_words(line)).rpartition(" ")
    form.name = named(_words(line))
    return form


def _words(text: str) -> str:
    """The parts that hold a letter, without signs around them."""
    parts = (part.strip(",;:.-()") for part in text.split())
    return " ".join(part for part in parts if any(sign.isalpha() for sign in part))


def named(text: str) -> str:
    """Small letters as a name is written, `o'neil` as `O'Neil`; whoever typed a capital meant it so."""
    if text != text.lower():
        return text
    return _LETTER.sub(lambda letter: letter[0].upper(), text)


def contact_gaps(form: ContactForm) -> tuple[Gap, ...]:
    """What keeps a contact from being made: both names, or the organisation's, and one way to reach it."""
    if form.kind == ContactKind.ORGANISATION:
        names: tuple[tuple[Gap, bool], ...] = ((Gap("name", "Name"), bool(form.name.strip())),)
    else:
        names = (
            (Gap("given", "First name"), bool(form.given.strip())),
            (Gap("family", "Last name"), bool(form.family.strip())),
        )
    reached = (form.phone, form.email, form.street, form.suburb)
    wanted = (*names, (Gap("phone", "Phone, e-mail or address"), any(part.strip() for part in reached)))
    return tuple(gap for gap, holds in wanted if not holds)


def read_email(text: str) -> str:
    """The address, clean; empty stays empty; raises BadInput, which never repeats what was typed."""
    address = clean_line(text)
    if address and (len(address) > LONGEST or not _EMAIL.fullmatch(address)):
        raise BadInput("the e-mail address, which is written name@example.org")
    return address
