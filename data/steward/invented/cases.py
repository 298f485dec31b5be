"""Cases in every state: of the officer's day, of her colleagues, unclaimed, and closed ones of two years."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Table

from data.steward.invented.contacts import DAYS, Contacts
from data.steward.invented.members import Person
from data.steward.invented.stock import Row, Stock
from data.store.tables import ASSIGNEE, CASE, CASE_TYPE_OF_CASE

FIRST_REFERENCE = 10001
DIRECT = 0.04
"""Share of cases made without an interaction: it rarely occurs (features A2.04)."""


class Cases:
    """Makes cases with their assignees and notes and keeps their rows."""

    def __init__(self, stock: Stock, contacts: Contacts) -> None:
        self.stock = stock
        self.contacts = contacts
        self.notes = contacts.notes
        self.rows: dict[Table, list[Row]] = {CASE: [], CASE_TYPE_OF_CASE: [], ASSIGNEE: []}
        self._targets = {kind.key: kind.target_working_days or 10 for kind in stock.config.case_type}
        self._matters = [matter for matter in stock.matters["matter"] if "case_type" in matter]
        self._going = [status.name for status in stock.config.status if status.kind == "progress"]
        self._open = next(status.name for status in stock.config.status if status.kind == "open")
        self._closed = next(status for status in stock.config.status if status.kind == "closed")

    def closed(self, person: Person, officer: Row) -> None:
        """A case that ended, with the reason why."""
        stock = self.stock
        opened = stock.dice.randrange(25, DAYS)
        row = self._case(person, officer, officer, self._matter(), stock.moment(opened))
        lasted = stock.dice.randint(3, min(opened - 1, 120))
        row.update(
            status=self._closed.name,
            substatus=stock.one_of(self._closed.substatuses),
            is_open=False,
            closed_at=stock.moment(opened - lasted),
            follow_up_on=None,
        )
        self._progress(row, person, officer, row["closed_at"].date())

    def open(self, person: Person, officer: Row, on: date | None) -> None:
        """An open case whose next day is `on`; some lack one of the seven fields (features A2.07)."""
        stock = self.stock
        row = self._case(person, officer, officer, self._matter(), stock.moment(stock.dice.randint(2, 70)))
        self._place(row, on, "target" if on and stock.chance(0.25) else "follow-up")
        row["status"] = stock.one_of([self._open, *self._going])
        gap = stock.dice.random()
        if gap < 0.06:
            row["next_steps"] = ""
        elif gap < 0.12:
            row["job_id"] = None
        self._progress(row, person, officer, stock.today)

    def unclaimed(self, person: Person, made_by: Row, team: UUID, days_ago: int) -> None:
        """A case that waits in a team for someone to take it."""
        matter = self._matter()
        row = self._case(person, None, made_by, matter, self.stock.moment(days_ago), team=team)
        row.update(confidential=False, scope=0)
        row["follow_up_on"] = max(row["follow_up_on"], self.stock.day_after(self.stock.today, 0, 4))
        row["due_on"] = self.stock.day_after(self.stock.today, 9, 25)

    def of_the_day(self, entry: dict[str, Any], person: Person, officer: Row) -> None:
        """A case of Kim's day, as it is told in office.toml."""
        stock = self.stock
        matter = next(matter for matter in self._matters if matter["case_type"] == entry["case_type"])
        urgent = entry.get("priority", 3) < 3
        at = stock.moment(1 if urgent else max(3, -entry["in"] + stock.dice.randint(3, 30)))
        row = self._case(person, officer, officer, matter, at)
        row.update(title=entry["title"], priority=entry.get("priority", 3), confidential=False, scope=0)
        self._place(row, stock.today + timedelta(days=entry["in"]), entry["kind"])
        if not urgent:
            row["status"] = stock.one_of(self._going)
            self._progress(row, person, officer, stock.today)

    def number(self) -> None:
        """Give the numbers people say, in the order of opening."""
        self.rows[CASE].sort(key=lambda row: row["created_at"])
        for reference, row in enumerate(self.rows[CASE], FIRST_REFERENCE):
            row["reference"] = reference

    def _matter(self) -> dict[str, Any]:
        return self.stock.weighted(self._matters)

    def _place(self, row: Row, on: date | None, kind: str) -> None:
        """Set the day that places the case in the work list, and the other one behind it."""
        later = self.stock.day_after(max(on or self.stock.today, self.stock.today), 8, 30)
        if kind == "target":
            row["due_on"], row["follow_up_on"] = on, later
        else:
            row["due_on"], row["follow_up_on"] = later, on

    def _case(
        self,
        person: Person,
        owner: Row | None,
        made_by: Row,
        matter: dict[str, Any],
        at: datetime,
        team: UUID | None = None,
    ) -> Row:
        stock = self.stock
        opened = at.astimezone(stock.zone).date()
        follow_up = stock.day_after(opened, 1, 9)
        words = self.notes.words(person, made_by["name"].split()[0], opened, follow_up)
        bodies = self.notes.about(matter, words)
        direct = stock.chance(DIRECT)
        row: Row = {
            "id": stock.new_id(at),
            "reference": 0,
            "member_id": person.id,
            "title": stock.one_of(matter["titles"]),
            "status": self._open,
            "is_open": True,
            "substatus": "",
            "next_steps": bodies[4] or stock.one_of(stock.matters["progress"]["steps"]).format_map(words),
            "job_id": person.job["id"],
            "follow_up_on": follow_up,
            "due_on": opened + timedelta(days=self._targets[matter["case_type"]] * 7 // 5),
            "opened_on": opened,
            "closed_at": None,
            "priority": 1
            if matter["case_type"] == "UFD"
            else stock.dice.choices([2, 3, 4, 5], [12, 70, 14, 4])[0],
            "marked_for_review": False,
            "owner_id": owner["id"] if owner else None,
            "confidential": bool(matter.get("confidential")) or stock.chance(0.02),
            "scope": stock.dice.choices([0, 1, 2], [96, 3, 1])[0],
            "team_id": team or made_by["team_id"],
            "acl": [],
            "origin": "direct" if direct else "converted",
            "direct_reason": stock.one_of(stock.matters["progress"]["direct_reasons"]) if direct else "",
            "ticket_url": "",
            "effect": "",
            "lodged_on": None,
            "lodge_by": None,
            "effect_wanted": False,
            "created_by": made_by["id"],
            "created_at": at,
            "version": 1,
        }
        self.rows[CASE].append(row)
        self.rows[CASE_TYPE_OF_CASE].append(
            {"case_id": row["id"], "case_type": matter["case_type"], "position": 0}
        )
        self.rows[ASSIGNEE].append(
            {
                "case_id": row["id"],
                "position": 0,
                "officer_id": row["owner_id"],
                "team_id": None if owner else team,
                "role": None,
            }
        )
        if not direct:
            contact = self.contacts.make(
                person,
                made_by,
                matter,
                at - timedelta(seconds=stock.dice.randint(40, 400)),
                outcome="Converted to case",
                bodies=bodies,
                follow_up_on=follow_up,
                case_id=row["id"],
            )
            row["ticket_url"] = contact["ticket_url"]
        self.notes.keep(
            bodies, case_id=row["id"], author_id=made_by["id"], written_at=at, ticket_url=row["ticket_url"]
        )
        return row

    def _progress(self, row: Row, person: Person, officer: Row, until: date) -> None:
        """Up to four later notes, in order of time, none after the case ended."""
        stock = self.stock
        span = (until - row["opened_on"]).days
        days = (
            sorted(stock.dice.randint(1, span) for _ in range(stock.dice.randint(0, 4))) if span > 2 else []
        )
        for day in days:
            at = stock.moment((stock.today - row["opened_on"]).days - day)
            if at <= row["created_at"]:
                continue
            channel, bodies = self.notes.progress(
                self.notes.words(person, officer["name"].split()[0], at.date())
            )
            self.notes.keep(
                bodies, case_id=row["id"], author_id=officer["id"], written_at=at, channel=channel
            )
