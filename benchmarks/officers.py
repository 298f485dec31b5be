"""What officers do all day at desks of their own, and what each of them was answered."""

import random
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import count
from threading import Event, Thread
from typing import NamedTuple
from uuid import UUID

from uuid_utils.compat import uuid7

from data.desk import cases, changing, find, holding, interactions, notes, queue, together
from data.desk.desk import Desk
from data.types.errors import CasetuiError
from data.types.records import CaseRecord
from tests.builders import a_case_form, an_interaction_form

SHARES = {"find": 28, "open": 28, "change": 16, "note": 8, "list": 8, "claim": 6, "save": 6}
"""Of a hundred acts; a `save` is a contact and the case made of it."""
CLAIMED_EVERY_S = 0.5
"""How long an unclaimed case is the one that everybody claims."""
WORDS = ("smi", "jane sm", "nguyen", "gallagher", "C-100", "an")


class Given(NamedTuple):
    """What the officers find."""

    members: list[UUID]
    shared: list[UUID]
    """Cases that all of them open and change."""
    unclaimed: list[UUID]


@dataclass
class Answers:
    """What was acknowledged to one officer, and how long she waited for it."""

    officer: UUID
    changed: list[tuple[UUID, str, str]] = field(default_factory=list)
    """The case, its next steps as they were read, and the words written over them."""
    noted: list[UUID] = field(default_factory=list)
    contacts: list[UUID] = field(default_factory=list)
    created: list[UUID] = field(default_factory=list)
    claimed: list[UUID] = field(default_factory=list)
    refused: Counter[str] = field(default_factory=Counter)
    """By kind of error: a conflict, a case that somebody has already."""
    took: dict[str, list[float]] = field(default_factory=lambda: {act: [] for act in SHARES})
    """Milliseconds of each act."""
    heard: int = 0
    """How often she was told of what others did."""

    def made(self) -> dict[str, list[UUID]]:
        """What she added, by its table."""
        return {"note": self.noted, "interaction": self.contacts, "case_record": self.created}


class Officer:
    """One of them, at her desk."""

    def __init__(self, desk: Desk, given: Given, dice: random.Random) -> None:
        self.desk = desk
        self.answers = Answers(desk.officer.id)
        self._given = given
        self._dice = dice
        self._open: CaseRecord | None = None
        self._begun = 0.0
        self._ended = together.Ended()
        self._ears = Thread(target=together.follow, args=(desk, self._hear, self._ended))
        self.acts: dict[str, Callable[[], None]] = {
            "find": lambda: self._find(),
            "open": lambda: self._read(),
            "change": lambda: self._change(),
            "note": lambda: self._note(),
            "list": lambda: self._list(),
            "claim": lambda: self._claim(),
            "save": lambda: self._save(),
        }

    def edit(self, times: int) -> None:
        """Open a shared case and change it, again and again, without thinking."""
        for _ in range(times):
            try:
                self._read()
                self._change()
            except CasetuiError as error:
                self.answers.refused[type(error).__name__] += 1

    def begin(self) -> None:
        """The first time of everything: the server prepares it once a connection, a window once a day."""
        for act in (self._find, self._list, self._save, self._note, self._change, self._read):
            try:
                act()
            except CasetuiError as error:
                self.answers.refused[type(error).__name__] += 1

    def listen(self) -> None:
        """Hear what others change from now on, until the work is done."""
        self._ears.start()

    def work(self, goes_on: Callable[[int], bool], thinking_s: float) -> None:
        """Act while it `goes_on` after so many acts, and think between them, that long on average."""
        self._begun = time.monotonic()
        try:
            self._think(thinking_s * self._dice.random())
            for done in count():
                if not goes_on(done):
                    return
                (act,) = self._dice.choices(list(SHARES), list(SHARES.values()))
                begun = time.perf_counter()
                try:
                    self.acts[act]()
                except CasetuiError as error:
                    self.answers.refused[type(error).__name__] += 1
                else:
                    self.answers.took[act].append((time.perf_counter() - begun) * 1e3)
                self._think(thinking_s * self._dice.uniform(0.5, 1.5))
        finally:
            self._ended.end()
            self._ears.join()

    def _think(self, seconds: float) -> None:
        Event().wait(seconds)

    def _hear(self, _news: object) -> None:
        self.answers.heard += 1

    def _find(self) -> None:
        find.members(self.desk, self._dice.choice(WORDS))

    def _read(self) -> None:
        read = cases.read(self.desk, self._dice.choice(self._given.shared))
        notes.of_case(self.desk, read.id)
        self._open = read

    def _change(self) -> None:
        """Over what she opened a while ago, so that somebody may have been there meanwhile."""
        if self._open is None:
            self._read()
        read, self._open = self._open, None
        assert read is not None
        words = f"Ring her, {uuid7()}."
        edit = changing.begin(read, uuid7())
        changing.change(self.desk, replace(edit, now=replace(edit.now, next_steps=words)))
        self.answers.changed.append((read.id, read.next_steps, words))

    def _note(self) -> None:
        form = an_interaction_form(None, follow_up_on=None)
        cases.add_note(self.desk, self._dice.choice(self._given.shared), form)
        self.answers.noted.append(form.id)

    def _list(self) -> None:
        queue.mine(self.desk)

    def _claim(self) -> None:
        at = int((time.monotonic() - self._begun) / CLAIMED_EVERY_S)
        case = self._given.unclaimed[at % len(self._given.unclaimed)]
        holding.claim(self.desk, case)
        self.answers.claimed.append(case)

    def _save(self) -> None:
        member = self._dice.choice(self._given.members)
        contact = an_interaction_form(member)
        interactions.submit(self.desk, contact)
        self.answers.contacts.append(contact.id)
        form = a_case_form(member, contact.id)
        cases.create(self.desk, form)
        self.answers.created.append(form.id)


def all_at_work(officers: list[Officer], goes_on: Callable[[int], bool], thinking_s: float) -> list[Answers]:
    """Each in a thread of her own; what they were answered, when all are done."""
    threads = [Thread(target=one.work, args=(goes_on, thinking_s)) for one in officers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [one.answers for one in officers]
