"""What others do while a screen is seen: taken in without touching the focus, a key or a word (features B4, B5)."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, ClassVar

from data.rules.news import gathered
from data.rules.together import SIGNS, record_of, said, strongest
from data.types.news import News
from screens.asking import Asking
from widgets.row_list import RowList
from widgets.tables import key_of, split_key

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from textual.timer import Timer

    from data.types.together import Someone
    from widgets.lines import Line

RECORD, LIST = "record", "list"
REST_S = 2.0
"""Seconds between two readings that others' changes bring about, however many come."""


class Hearing(Asking):
    """A screen that hears what others change: it reads again what it shows, where that is in nobody's way."""

    follows: ClassVar[str] = ""
    """`record`: reads again when its record changes; `list`: when any does; empty: it shows nothing of the store."""

    def __init__(self) -> None:
        super().__init__()
        self.people: tuple[Someone, ...] = ()
        """Colleagues at the record of this screen."""
        self._news = News()
        """What was heard and is not taken in yet."""
        self._took_at = 0.0
        self._takes_in: Timer | None = None
        self.gently = False
        """What is read now, or delivered, was asked for by nobody here."""

    # For the subclass

    @property
    def at_record(self) -> tuple[str, UUID] | None:
        """Kind and id of the record that is looked at or written on here."""
        return record_of(getattr(self, "form", None))

    def news_came(self) -> None:
        """Read again what is shown; what is being typed stays as it is."""

    # Changes

    def heard(self, news: News) -> None:
        """Somebody changed something; it waits while the officer is asked something, or is elsewhere."""
        if self._concerned(news):
            self._news = gathered((self._news, news))
            self.take_in()

    def take_in(self) -> None:
        """Read again, if there is a reason to and nothing is in the way; otherwise later."""
        if not self._news or self._takes_in is not None or not self._free():
            return
        pause = self._took_at + REST_S - monotonic()
        if pause > 0:
            self._takes_in = self.set_timer(pause, self._rested)
            return
        self._took_at, self._news = monotonic(), News()
        self.gently = True
        try:
            self.news_came()
        finally:
            self.gently = False

    def taken_in(self) -> None:
        """It was read again for another reason: nothing is left to take in."""
        self._news = News()

    def _rested(self) -> None:
        self._takes_in = None
        self.take_in()

    def _concerned(self, news: News) -> bool:
        if self.follows == LIST:
            return news.everything or bool(news.records)
        record = self.at_record
        return (
            self.follows == RECORD and record is not None and (news.everything or record[1] in news.records)
        )

    def _free(self) -> bool:
        # A question was asked over what stood here: its answer must find that.
        return self.is_current and self._asking is None

    # Presence

    def ids_shown(self) -> set[str]:
        """Ids of the record and of the rows."""
        record = self.at_record
        shown = {str(record[1])} if record is not None else set[str]()
        for rows in self.query(RowList):
            shown.update(split_key(row.key)[1] for row in rows.rows if row.key)
        return shown

    def met(self, people: Sequence[Someone]) -> None:
        """Who else is where: said in the head of a record, a sign in the rows of a list."""
        record = self.at_record
        here = tuple(one for one in people if (one.kind, one.record_id) == record)
        if [(one.name, one.what) for one in here] != [(one.name, one.what) for one in self.people]:
            self.people = here
            self.remake("head")
        signs = {key_of(*at): SIGNS[what] for at, what in strongest(people).items()}
        for rows in self.query(RowList):
            rows.sign(signs)

    def people_line(self) -> Line:
        """Colleagues at this record, for the head."""
        words = said(self.people)
        return [(f"{words} · ", "soon")] if words else []
