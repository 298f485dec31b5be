"""Interactions: of the members' two years, of the cases they became, and of the officer's day."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Table

from data.rules.ticket import ticket_key
from data.steward.invented.members import Person
from data.steward.invented.notes import Notes
from data.steward.invented.stock import Row, Stock
from data.store.tables import CASE_TYPE_OF_INTERACTION, INTERACTION

FIRST_REFERENCE = 20001
DAYS = 730
"""How far back contacts go."""

CHANNELS = {
    "Phone – inbound": 52,
    "Phone – outbound": 12,
    "Phone – no answer": 4,
    "Voicemail": 3,
    "Email – inbound": 9,
    "Zoho ticket": 9,
    "Member web portal": 4,
    "In person": 3,
    "Video call": 2,
    "Internal referral": 2,
}


class Contacts:
    """Makes interactions with their notes and keeps their rows."""

    def __init__(self, stock: Stock, notes: Notes) -> None:
        self.stock = stock
        self.notes = notes
        self.rows: dict[Table, list[Row]] = {INTERACTION: [], CASE_TYPE_OF_INTERACTION: []}

    def any_of(self, people: list[Person], officers: list[Row]) -> None:
        """One more contact of the past; some callers call often, and few follow-ups are still to be done."""
        stock = self.stock
        matter = stock.weighted(stock.matters["matter"])
        officer = stock.weighted(officers, "share")
        # The power makes the first few members frequent callers.
        person = people[int(stock.dice.random() ** 1.3 * len(people))]
        at = stock.moment(stock.dice.randrange(1, DAYS))
        asked = stock.chance(0.16)
        row = self.make(person, officer, matter, at, outcome="Follow-up required" if asked else "")
        if asked:
            row["follow_up_on"] = stock.day_after(at.date(), 1, 12)

    def make(
        self,
        person: Person,
        officer: Row,
        matter: dict[str, Any],
        at: datetime,
        *,
        outcome: str = "",
        bodies: list[str] | None = None,
        follow_up_on: date | None = None,
        case_id: UUID | None = None,
    ) -> Row:
        """One interaction with its note and case type; with a case it is the one that became it."""
        stock = self.stock
        channel = stock.dice.choices(list(CHANNELS), list(CHANNELS.values()))[0]
        call = channel.startswith("Phone –") and channel != "Phone – no answer"
        seconds = stock.dice.randint(140, 2300) if call else None
        ticket = ""
        if channel == "Zoho ticket":
            ticket = f"https://desk.example.org/support/msd/ShowHomePage.do#Cases/dv/{stock.dice.getrandbits(64):016x}"
        row: Row = {
            "id": stock.new_id(at),
            "reference": 0,
            "member_id": person.id,
            "officer_id": officer["id"],
            "interaction_type": channel,
            "related_to": matter["related_to"],
            "outcome": outcome or stock.one_of(["Resolved", "Resolved", "Information only", "Referred"]),
            "follow_up_on": follow_up_on,
            "follow_up_officer_id": officer["id"] if follow_up_on and case_id is None else None,
            "job_id": person.job["id"] if "case_type" in matter else None,
            "ticket_url": ticket,
            "ticket_key": ticket_key(ticket),
            "duration_s": seconds,
            "started_at": at - timedelta(seconds=seconds or 240),
            "submitted_at": at,
            "case_id": case_id,
            "version": 1,
        }
        self.rows[INTERACTION].append(row)
        if "case_type" in matter:
            self.rows[CASE_TYPE_OF_INTERACTION].append(
                {"interaction_id": row["id"], "case_type": matter["case_type"], "position": 0}
            )
        if bodies is None:
            words = self.notes.words(person, officer["name"].split()[0], at.date(), follow_up_on)
            bodies = self.notes.about(matter, words)
        self.notes.keep(
            bodies,
            interaction_id=row["id"],
            author_id=officer["id"],
            written_at=at,
            ticket_url=ticket,
        )
        return row

    def number(self) -> None:
        """Give the numbers people say, in the order of submission."""
        self.rows[INTERACTION].sort(key=lambda row: row["submitted_at"])
        for reference, row in enumerate(self.rows[INTERACTION], FIRST_REFERENCE):
            row["reference"] = reference
