"""What is written: five sections about a matter, filled with the member's own job and days."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Table

from data.rules.days import say_span
from data.rules.ticket import ticket_number, ticket_ref
from data.steward.invented.members import Person
from data.steward.invented.stock import Row, Stock, said_day
from data.store.tables import NOTE, SECTION
from data.types.notes import BIMAA

MANAGERS = ["Ms Harlow", "Mr Prentice", "Ms Abbot", "Mr Quill", "Ms Yardley", "Mr Sands", "Dr Pell"]

Words = Mapping[str, str]


class Notes:
    """Writes notes and keeps their rows."""

    def __init__(self, stock: Stock) -> None:
        self.stock = stock
        self.rows: dict[Table, list[Row]] = {NOTE: [], SECTION: []}

    def words(self, person: Person, officer: str, day: date, by: date | None = None) -> Words:
        """What stands for the braces in a text that was written on that day."""
        job = person.job
        stock = self.stock
        return {
            "given": person.given,
            "officer": officer,
            "role": job["role_title"].lower(),
            "employer": job["employer"],
            "department": job["department"],
            "worksite": job["worksite"],
            "employment": job["employment_type"],
            "classification": job["classification"],
            "agreement": job["award_agreement"],
            "span": say_span(job["start_on"], day),
            "manager": stock.one_of(MANAGERS),
            "amount": f"{stock.dice.randrange(90, 6400, 10):,}",
            "day": said_day(day - timedelta(days=stock.dice.randint(1, 20))),
            "by": said_day(by or stock.day_after(day, 1, 9)),
        }

    def about(self, matter: dict[str, Any], words: Words) -> list[str]:
        """The five sections of a first contact about a matter."""
        background = self.stock.one_of(self.stock.matters["background"])
        parts = [
            background,
            *(self.stock.one_of(matter[key]) for key in ("issue", "seeking", "advice", "actions")),
        ]
        return [part.format_map(words) for part in parts]

    def progress(self, words: Words) -> tuple[str, list[str]]:
        """A later note on a case: how the contact came, and its sections."""
        note: dict[str, str] = self.stock.one_of(self.stock.matters["progress"]["notes"])
        given = defaultdict(str, note)
        return note["channel"], [
            given[key].format_map(words) for key in ("background", "issue", "seeking", "advice", "actions")
        ]

    def keep(self, bodies: list[str], **note: Any) -> UUID:
        """Make the rows of a note of an interaction or a case."""
        row: Row = {
            "id": self.stock.new_id(note["written_at"]),
            "ticket_ref": ticket_ref(note.get("ticket_url", "")),
            "ticket_number": ticket_number(note.get("ticket_url", "")),
            "interaction_id": None,
            "case_id": None,
            "template": BIMAA.key,
            "security": "standard",
            "channel": "",
            "ticket_url": "",
            "duration_s": None,
            **note,
        }
        self.rows[NOTE].append(row)
        self.rows[SECTION].extend(
            {"note_id": row["id"], "position": position, "title": title, "body": body}
            for position, (title, body) in enumerate(zip(BIMAA.sections, bodies, strict=True))
        )
        found: UUID = row["id"]
        return found
