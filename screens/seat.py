"""What every screen gets from the app: where an officer sits."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, tzinfo
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping
    from uuid import UUID

    from data.desk.desk import Desk
    from data.drafts import Drafts
    from data.types.choices import Choices
    from data.types.errors import CasetuiError
    from data.types.members import MemberCard
    from data.types.prompts import Packs
    from data.types.records import Looked
    from data.types.snippets import Declared, Snippets
    from widgets.lines import Line

LOOKED = 9
"""How many records looked at are remembered: as many as there are digits."""


def now() -> datetime:
    """The clock of the program, UTC."""
    return datetime.now(UTC)


def without_own(declared: Iterable[Declared]) -> Snippets:
    """The snippets where no file of an officer is read."""
    from data.rules.snippets import gathered

    return gathered(declared)


def shipped_packs() -> Packs:
    """The prompts that come with the program."""
    from data.rules.prompts import shipped

    return shipped()


@dataclass
class Seat:
    """Where an officer sits: the drafts of this machine, and the desk once the store is open."""

    drafts: Drafts
    officer: str
    """Login, until the store has told the name."""
    clock: Callable[[], datetime] = now
    zone: tzinfo | None = None
    """The office's zone; this machine's until the store is open."""
    desk: Desk | None = None
    choices: Choices | None = None
    drop_folder: str = ""
    """A folder whose files are offered to be attached; empty where none is watched."""
    holidays: Mapping[date, str] = field(default_factory=dict)
    """Public holidays of the office's place; known some moments after the store is open."""
    problem: CasetuiError | None = None
    """Why the store cannot be used at the moment."""
    next_try: datetime | None = None
    """When it is tried again."""
    ringing: tuple[Line, Line] | None = None
    """What is said of the call that waits."""
    told_of_drafts: str = ""
    """What was said last of the drafts file itself."""
    read_snippets: Callable[[Iterable[Declared]], Snippets] = without_own
    """The office's snippets with the officer's own, whose file is read again each time: it may have changed."""
    packs: Callable[[], Packs] = shipped_packs
    """The prompts, the office's own among them: read once in a run."""
    discarded: list[UUID] = field(default_factory=list)
    """Drafts thrown away in this run, the last one last: `u` brings them back."""
    unread: int = 0
    """What stands in the inbox and is not read."""
    looked: list[Looked] = field(default_factory=list)
    """Records looked at in this run, the last one first; each once."""

    def snippets(self) -> Snippets:
        """The snippets as they are now; until the store is open without the office's."""
        return self.read_snippets(self.choices.snippets if self.choices is not None else ())

    def here(self, at: datetime) -> datetime:
        """An instant in the office's zone."""
        return at.astimezone(self.zone)

    def look_at(self, kind: str, record_id: UUID, number: str, member: str, matter: str = "") -> None:
        """A record is on the screen."""
        from data.types.records import Looked

        others = [one for one in self.looked if (one.kind, one.id) != (kind, record_id)]
        self.looked = [Looked(kind, record_id, number, member, matter, self.clock()), *others][:LOOKED]

    def heard(self, records: Collection[UUID]) -> None:
        """Colleagues changed these: of those looked at before it is said until they are looked at again."""
        self.looked = [one._replace(news=True) if one.id in records else one for one in self.looked]

    def free(self) -> Mapping[date, str]:
        """The public holidays known so far, for a field that asks when it is typed into."""
        return self.holidays

    def today(self) -> date:
        """The day at the office; once the store is open, by the clock that its server sets right."""
        return self.desk.today() if self.desk is not None else self.here(self.clock()).date()

    def eligible(self, card: MemberCard | None) -> tuple[str, ...]:
        """What the office's rules say of how long she has been a member (features D1)."""
        from data.rules.eligibility import eligibility

        if card is None or self.choices is None:
            return ()
        return eligibility(card.joined_on, card.standing, self.choices.rules, self.today())

    def news_of_drafts(self) -> str:
        """What is to be said of the drafts file, once: that it was damaged and where it is kept."""
        before, self.told_of_drafts = self.told_of_drafts, self.drafts.notice
        return self.told_of_drafts if self.told_of_drafts != before else ""

    @property
    def name(self) -> str:
        """Who sits here."""
        return self.desk.officer.name if self.desk else self.officer
