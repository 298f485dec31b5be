"""The words the invented union is made of, and the dice that choose among them."""

import tomllib
from datetime import date, datetime, time, timedelta
from functools import cached_property
from pathlib import Path
from random import Random
from typing import Any, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from data.steward.config import Config

Row = dict[str, Any]
Thing = TypeVar("Thing")

FOLDER = Path(__file__).parent


class Stock:
    """Word lists, the clock, and one source of chance, so that the same seed makes the same union."""

    def __init__(self, config: Config, now: datetime, seed: int) -> None:
        self.config = config
        self.now = now
        self.zone = ZoneInfo(config.office.zone)
        self.today = now.astimezone(self.zone).date()
        self.dice = Random(seed)
        self._ids = 0

    @cached_property
    def people(self) -> dict[str, Any]:
        """Names by origin."""
        return _read("people.toml")

    @cached_property
    def places(self) -> dict[str, Any]:
        """Employers and trades."""
        return _read("places.toml")

    @cached_property
    def matters(self) -> dict[str, Any]:
        """What members call about."""
        return _read("matters.toml")

    @cached_property
    def office(self) -> dict[str, Any]:
        """Staff, and the day of Kim Tran."""
        return _read("office.toml")

    def new_id(self, at: datetime) -> UUID:
        """A version 7 id of that instant, from the dice."""
        self._ids += 1
        bits = int(at.timestamp() * 1000) << 80 | 0x7 << 76 | 0b10 << 62
        # A counter in the random part keeps two ids of one millisecond apart whatever the dice say.
        return UUID(int=bits | (self._ids & 0xFFF) << 64 | self.dice.getrandbits(62))

    def one_of(self, things: list[Thing]) -> Thing:
        """Any of them."""
        return things[int(self.dice.random() * len(things))]

    def weighted(self, rows: list[dict[str, Any]], key: str = "weight") -> dict[str, Any]:
        """One of the rows, by their weights."""
        return self.dice.choices(rows, [row[key] for row in rows])[0]

    def chance(self, share: float) -> bool:
        """True in that share of throws."""
        return self.dice.random() < share

    def moment(self, days_ago: int) -> datetime:
        """An instant in office hours about so many days ago, on a weekday, never later than now."""
        day = self.today - timedelta(days=days_ago)
        if day.weekday() > 4 and days_ago:
            day -= timedelta(days=day.weekday() - 4)
        minutes = self.dice.randrange(8 * 60 + 20, 17 * 60 + 40)
        at = datetime.combine(day, time(minutes // 60, minutes % 60, self.dice.randrange(60)), self.zone)
        return min(at, self.now - timedelta(minutes=self.dice.randrange(5, 50)))

    def day_after(self, day: date, least: int, most: int) -> date:
        """A weekday so many days later."""
        found = day + timedelta(days=self.dice.randint(least, most))
        return found + timedelta(days=7 - found.weekday()) if found.weekday() > 4 else found


def said_day(day: date) -> str:
    """As it stands in a note: "Fri 27 Nov"."""
    return f"{day:%a} {day.day} {day:%b}"


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))
