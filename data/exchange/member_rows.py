"""A row of the membership file becomes what it says of a member; what it cannot say is a fault (domain E1)."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from typing import Any

from data.exchange.job_rows import JobReader
from data.exchange.table_file import Faulty, Shape, tidied
from data.rules.clean import clean_line
from data.rules.contact import made_here
from data.rules.folding import fold
from data.rules.phones import kept
from data.rules.settling import PLACE, words_key
from data.rules.written_days import Written, read_written_day
from data.types.details import Part
from data.types.errors import BadInput
from data.types.intake import SaidRow, SourceMember
from data.types.members import ContactKind

NUMBER_LENGTH = 10
"""Characters of a number of the membership system (help.imis.com, importing contacts)."""
_NUMBER = re.compile(r"[0-9A-Za-z][0-9A-Za-z_-]*", re.ASCII)
_SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?E\+?\d{1,2}", re.IGNORECASE | re.ASCII)
_folded = lru_cache(maxsize=1_024)(fold)
"""Of a code that thousands of rows have."""
_TOGETHER = re.compile(r"[;,\s]+")

WORDS = {
    "given": "first_name",
    "family": "last_name",
    "informal": "informal_name",
    "member_type": "member_type",
    "category": "category",
    "chapter": "chapter",
    "employer_number": "org_id",
}
"""Column of `member` -> field of the file, where the words are kept as they are."""
DAYS = {"joined_on": "join_date", "paid_through": "paid_thru", "born_on": "birth_date"}
FLAGS = ("do_not_contact", "no_post", "no_email")
PHONES = {"mobile": "mobile", "home": "home_phone", "work": "work_phone"}
"""Kind of telephone -> field, the one that is called first in front."""
YES, NO = (
    frozenset(["1", "true", "yes", "y", "x", "t", "on"]),
    frozenset(["", *["0", "false", "no", "n", "f", "off"]]),
)
NAMES_OF_ORGANISATIONS = ("last_name", "employer", "first_name")
"""Fields in which the name of one stands, the likeliest first."""
BLANK = -1
"""Where a field stands that the file has not: the empty cell that is put behind a row."""
FUTURE = 30
"""Years that a membership may be paid ahead; a year of two digits that is later is of the last century."""


class MemberReader:
    """Reads the rows of one file."""

    def __init__(
        self,
        shape: Shape,
        days: Mapping[str, Written],
        status_map: Mapping[str, str],
        today: date,
        region: str,
        jobs: JobReader | None = None,
    ) -> None:
        self._headings = shape.headings
        self._at = shape.columns.places
        self._status_map = {fold(code): status for code, status in status_map.items()}
        self._region = region
        self._jobs = jobs
        self._words, self._read_days, self._flags, self._phone_at = (
            [(name, field, self._at[field]) for name, field in names.items() if field in self._at]
            for names in (WORDS, DAYS, {name: name for name in FLAGS}, PHONES)
        )
        """Where the fields of a kind stand."""
        self._orders = {
            field: (days.get(field, Written.DMY), today.year + (FUTURE if field == "paid_thru" else 0))
            for field in DAYS.values()
        }
        """In which order the days of a field are written, and the last year they may be of."""
        self._place_at = [(name, self._at.get(name, BLANK)) for name in PLACE]
        self._status_at = self._at.get("status")
        self._kinds = frozenset(kind for kind, _field, _place in self._phone_at)
        self._number = self._at["imis_id"]
        order = sorted(self._at)
        self._order = [self._at[field] for field in order]
        # A month in which a column of days tells nothing of itself must not make every row another one.
        told = sorted((field, found) for field, found in days.items() if found is not Written.DMY)
        setup = (order, region, jobs is not None, told, sorted(status_map.items()))
        self._seed = blake2b(repr(setup).encode(), digest_size=12)

    def tidy(self, cells: Sequence[str]) -> list[str]:
        """The cells as they are kept; raises Faulty."""
        return tidied(cells, self._headings)

    def number(self, cells: Sequence[str]) -> str:
        """The membership number of tidy cells, zeros and all; raises Faulty."""
        return read_number(cells[self._number])

    def raw_number(self, cells: Sequence[str]) -> str:
        """The membership number of cells as they stand in the file; raises Faulty."""
        return read_number(clean_line(cells[self._number]))

    def digest(self, cells: Sequence[str]) -> bytes:
        """Of what the cells say, wherever their columns stand."""
        found = self._seed.copy()
        found.update("\x1f".join([cells[place] for place in self._order]).encode("utf-8", "surrogatepass"))
        return found.digest()

    def whole_digest(self, digest: bytes, jobs: Sequence[tuple[int, list[str]]]) -> str:
        """Of a row together with the member's jobs, in whatever order they stand."""
        if jobs:
            found = blake2b(digest, digest_size=12)
            for cells in sorted(cells for _line, cells in jobs):
                found.update("\x1f".join((*cells, "")).encode("utf-8", "surrogatepass"))
            digest = found.digest()
        return digest.hex()

    def read(
        self, line: int, cells: list[str], number: str, digest: str, jobs: Sequence[tuple[int, list[str]]]
    ) -> SourceMember:
        """What tidy cells say; `jobs` are the member's rows of the jobs' file. Raises Faulty."""
        cells = [*cells, ""]
        kind = self._kind(self._said(cells, "kind"))
        columns: dict[str, Any] = {"kind": kind.value}
        for name, _field, place in self._words:
            columns[name] = cells[place]
        if kind is ContactKind.ORGANISATION:
            columns["given"], columns["family"] = (
                "",
                next(filter(None, (self._said(cells, name) for name in NAMES_OF_ORGANISATIONS)), ""),
            )
            columns["informal"] = ""
        for name, field, place in self._read_days:
            text = cells[place]
            columns[name] = self._day(field, text) if text else None
        for name, field, place in self._flags:
            columns[name] = bool(cells[place]) and self._flag(field, cells)
        if self._status_at is not None:
            columns["membership_status"] = self._status(cells[self._status_at])
        erase = "erase_flag" in self._at and self._flag("erase_flag", cells)
        named = "given" in columns or "family" in columns
        if not erase and named and not (columns.get("given") or columns.get("family")):
            raise Faulty("has no name")
        parts = self._parts(cells)
        if kind is ContactKind.ORGANISATION:
            parts.pop(Part.JOB, None)
        elif jobs and self._jobs is not None:
            parts[Part.JOB] = self._jobs.read(jobs)
        in_full = self._jobs is not None
        return SourceMember(line, number, digest, erase, columns, parts, self._kinds, in_full)

    def _parts(self, cells: list[str]) -> dict[Part, tuple[SaidRow, ...]]:
        at = self._at
        parts: dict[Part, tuple[SaidRow, ...]] = {}
        if self._kinds:
            parts[Part.PHONE] = self._phones(cells)
        if "email" in at:
            text = cells[at["email"]]
            parts[Part.EMAIL] = self._emails(text) if text else ()
        if "street" in at or "suburb" in at:
            place = {name: cells[where] for name, where in self._place_at}
            if extra := self._said(cells, "street2"):
                place["street"] = ", ".join(filter(None, (place["street"], extra)))
            written = place["street"] or place["suburb"] or place["postcode"]
            parts[Part.ADDRESS] = (
                (SaidRow(words_key(Part.ADDRESS, place), {**place, "kind": "home"}),) if written else ()
            )
        if "employer" in at:
            values = {"employer": cells[at["employer"]], "role_title": self._said(cells, "title")}
            parts[Part.JOB] = (SaidRow(words_key(Part.JOB, values), values),) if values["employer"] else ()
        return parts

    def _emails(self, text: str) -> tuple[SaidRow, ...]:
        return tuple(
            SaidRow(lower, {"address": address, "folded": lower, "kind": "home"})
            for address in dict.fromkeys(_TOGETHER.split(text))
            if address and (lower := address.lower())
        )

    def _phones(self, cells: list[str]) -> tuple[SaidRow, ...]:
        found: dict[str, SaidRow] = {}
        for kind, field, place in self._phone_at:
            text = cells[place]
            if not text:
                continue
            if not text.isdecimal() and _SCIENTIFIC.fullmatch(text):
                raise Faulty(
                    f"{self._heading(field)} was rounded by a spreadsheet; export telephones as text"
                )
            phone = kept(text, self._region)
            key = phone.digits or phone.shown
            if key and key not in found:
                shown, e164, digits, backwards = phone
                values = {
                    "shown": shown, "e164": e164, "digits": digits, "digits_reversed": backwards, "kind": kind,
                }  # fmt: skip
                found[key] = SaidRow(key, values)
        return tuple(found.values())

    def _said(self, cells: list[str], field: str) -> str:
        return cells[self._at.get(field, BLANK)]

    def _kind(self, text: str) -> ContactKind:
        if not text or text[0] in "Pp" or text[:2].lower() in ("in", "me"):
            return ContactKind.PERSON
        return ContactKind.ORGANISATION if text[0] in "OoCc" else ContactKind.PERSON

    def _status(self, text: str) -> str:
        """As the union calls it, where the codes are told."""
        return self._status_map.get(_folded(text), text)

    def _day(self, field: str, text: str) -> date | None:
        try:
            return read_written_day(text, *self._orders[field])
        except BadInput as error:
            raise Faulty(f"{self._heading(field)} {error.detail}") from None

    def _flag(self, field: str, cells: list[str]) -> bool:
        text = cells[self._at[field]].lower()
        if not text or text in NO:
            return False
        if text in YES:
            return True
        raise Faulty(f"{self._heading(field)} is neither yes nor no")

    def _heading(self, field: str) -> str:
        return self._headings[self._at[field]]


def read_number(text: str) -> str:
    """A membership number as it is kept: text, with its zeros; raises Faulty."""
    if not text:
        raise Faulty("has no membership number")
    if text.isascii() and text.isdecimal() and len(text) <= NUMBER_LENGTH:
        return text
    if _SCIENTIFIC.fullmatch(text):
        raise Faulty("the membership number was rounded by a spreadsheet; export it as text")
    if len(text) > NUMBER_LENGTH:
        raise Faulty(f"the membership number is longer than {NUMBER_LENGTH} characters")
    number = text.upper()
    if made_here(number) or number.startswith("N-"):
        raise Faulty("the membership number begins with N-, which only contacts made here have")
    if not _NUMBER.fullmatch(number):
        raise Faulty("the membership number is not made of letters and digits")
    return number
