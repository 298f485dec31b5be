"""An officer's drafts for one store: what is written, parked, and waits to be sent."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, cast
from uuid import UUID

from data.drafts import sealed
from data.drafts.calls import CallLog
from data.drafts.file import DraftsFile
from data.drafts.rows import COLUMNS, draft_of, runs
from data.drafts.staged import StagedFiles
from data.types.drafts import Draft, DraftState
from data.types.errors import DraftRefused, NotFound

if TYPE_CHECKING:
    from data.types.documents import Attachment
    from data.types.forms import Form


_WITH = "json_extract(form, '$.with_form')"
_ALONE = f"""
    AND (kind <> 'document' OR {_WITH} IS NULL OR NOT EXISTS (
        SELECT 1 FROM draft AS parent WHERE parent.id = {_WITH.replace("form,", "draft.form,")}
            AND parent.officer = draft.officer AND parent.store = draft.store))"""
"""A file whose form is gone stands by itself."""
_MINE = "officer = ? AND store = ?"
UNDO = timedelta(minutes=10)
"""How long after the program has ended a discarded draft can be restored."""

REMEMBERED = timedelta(days=7)
"""How long the ids of sent drafts are remembered, so that a late keep cannot raise the dead."""


class Drafts:
    """The drafts of one officer for one store; other officers' and other stores' are never seen.

    Every method may be called from any thread, and raises DraftsFull or DraftsUnavailable.
    """

    def __init__(
        self,
        path: Path,
        officer: str,
        store: str,
        clock: Callable[[], datetime],
        key_of: sealed.KeyOf = sealed.no_key,
    ) -> None:
        """`key_of` gives the key under which drafts of secure notes lie here."""
        self._officer = officer
        self._key_of = key_of
        self._locked = 0
        self._store = store
        self._me = (officer, store)
        self._clock = clock
        self._file = DraftsFile(path, clock)
        self.calls = CallLog(self._file, officer, store, clock)
        """The caller log, in the same file."""
        self.files = StagedFiles(path)
        """Files to be attached, beside it."""
        self._unread = 0
        self._wipe()

    @property
    def notice(self) -> str:
        """What the officer should be told of the file itself, in words; empty when all is well."""
        said = [self._file.notice]
        if self._unread:
            many = "One draft" if self._unread == 1 else f"{self._unread} drafts"
            said.append(f"{many} could not be read and stay in the file.")
        if self._locked:
            many = "One draft is" if self._locked == 1 else f"{self._locked} drafts are"
            said.append(f"{many} of a secure note and encrypted; the key is not in this machine's keyring.")
        return " ".join(said).strip()

    def get_key(self, form: Form) -> None:
        """Have at hand what keeping it will need."""
        sealed.written(form, self._key_of)

    def sealed(self, form: Form) -> bool:
        """Whether what is kept of the form is encrypted: it is secure, and there is a keyring."""
        return sealed.is_secure(form) and self._key_of(True) is not None

    def keep(self, form: Form) -> datetime:
        """Keep the form as it is now and answer when; a parked draft stays parked.

        Raises DraftRefused for a draft that waits, was sent or was discarded: none is written over.
        """
        now, text = self._now(), sealed.written(form, self._key_of)

        def work(connection: sqlite3.Connection) -> bool:
            row = self._row(connection, form.id)
            if row is not None and row["state"] == DraftState.WAITING:
                raise DraftRefused("it waits to be sent")
            self._put(connection, form, text, row, now)
            return row is not None and sealed.is_sealed(text) and not sealed.is_sealed(row["form"])

        if self._file.run(work):
            # It was an open note until now: nothing of that stays in the log beside the file.
            self._file.scrub()
        return datetime.fromisoformat(now)

    def receive(self, form: Form) -> datetime:
        """Keep a form that a colleague handed over, though it was given away and discarded here before."""
        with suppress(NotFound):
            self.restore(form.id)
        return self.keep(form)

    def read(self, draft_id: UUID) -> Draft | None:
        """The draft of that id, unless it is discarded or another's."""
        drafts = self._select("id = ?", "kept_at", str(draft_id))
        return drafts[0] if drafts else None

    def listing(self) -> tuple[Draft, ...]:
        """What is being written or parked, the newest kept first; a file goes with the form it was attached to."""
        return self._select("state <> 'waiting'" + _ALONE, "kept_at DESC, rowid DESC")

    def attached_to(self, form_id: UUID) -> tuple[Attachment, ...]:
        """The files attached to a form that is being written, the first one first; those refused with it too."""
        found = self._select(f"kind = 'document' AND {_WITH} = ?", "rowid", str(form_id))
        return cast("tuple[Attachment, ...]", tuple(draft.form for draft in found))

    def waiting(self) -> tuple[Draft, ...]:
        """What waits to be sent, in the order of sending."""
        return self._select("state = 'waiting'", "turn, rowid")

    def counts(self) -> tuple[int, int, int]:
        """How many are being written, are parked, and wait."""

        def work(connection: sqlite3.Connection) -> dict[str, int]:
            return dict(
                connection.execute(
                    "SELECT state, count(*) FROM draft"
                    f" WHERE {_MINE} AND discarded_at IS NULL"
                    f" AND (state = 'waiting' OR (1{_ALONE})) GROUP BY state",
                    self._me,
                ).fetchall()
            )

        found = self._file.run(work)
        return found.get("writing", 0), found.get("parked", 0), found.get("waiting", 0)

    def park(self, draft_id: UUID) -> None:
        """Lay the draft aside for another call."""
        self._move(draft_id, DraftState.WRITING, DraftState.PARKED)

    def take_up(self, draft_id: UUID) -> Draft:
        """Go on with a parked draft."""
        self._move(draft_id, DraftState.PARKED, DraftState.WRITING)
        draft = self.read(draft_id)
        if draft is None:
            raise NotFound("draft")
        return draft

    def wait(self, form: Form) -> Draft:
        """Put the form, as it is now, into the order of sending: last, or in its old place after a refusal.

        The same form twice is one place in the order. Raises DraftRefused when another text waits already,
        since that one may be on its way, and when the draft was sent or discarded.
        """
        from data.drafts import forms

        now, text = self._now(), sealed.written(form, self._key_of)

        def work(connection: sqlite3.Connection) -> None:
            row = self._row(connection, form.id)
            if row is not None and row["state"] == DraftState.WAITING:
                if sealed.opened(form.id, row["form"], self._key_of) != forms.written(form):
                    raise DraftRefused("another text of it waits to be sent")
                return
            self._put(connection, form, text, row, now)
            last = connection.execute("SELECT coalesce(max(turn), 0) FROM draft").fetchone()[0]
            connection.execute(
                "UPDATE draft SET state = 'waiting', problem = '',"
                f" turn = CASE turn WHEN 0 THEN ? ELSE turn END WHERE id = ? AND {_MINE}",
                (last + 1, str(form.id), *self._me),
            )
            # What was attached to it goes out behind it.
            connection.execute(
                "UPDATE draft SET state = 'waiting', problem = '',"
                " turn = CASE turn WHEN 0 THEN ? ELSE turn END"
                f" WHERE kind = 'document' AND {_WITH} = ? AND discarded_at IS NULL AND {_MINE}",
                (last + 2, str(form.id), *self._me),
            )

        self._file.run(work)
        draft = self.read(form.id)
        if draft is None:
            raise NotFound("draft")
        return draft

    def sent(self, draft_id: UUID) -> None:
        """Remove a draft that the store has acknowledged; saying it twice does no harm."""

        def work(connection: sqlite3.Connection) -> None:
            connection.execute(f"DELETE FROM draft WHERE id = ? AND {_MINE}", (str(draft_id), *self._me))
            connection.execute("INSERT OR REPLACE INTO sent VALUES (?, ?)", (str(draft_id), self._now()))

        self._file.run(work)
        self._file.scrub()
        self.files.drop(draft_id)

    def refused(self, draft_id: UUID, problem: str) -> None:
        """Give a waiting draft back to be mended, with the store's reason.

        Its place in the order is remembered: a mended interaction goes before the case made of it.
        """

        def work(connection: sqlite3.Connection) -> None:
            self._existing(connection, draft_id)
            connection.execute(
                f"UPDATE draft SET state = 'writing', problem = ? WHERE id = ? AND {_MINE}",
                (problem, str(draft_id), *self._me),
            )

        self._file.run(work)

    def discard(self, draft_id: UUID) -> None:
        """Throw a draft away; `restore` brings it back while the program runs and ten minutes after."""

        def work(connection: sqlite3.Connection) -> None:
            row = self._existing(connection, draft_id)
            if row["state"] == DraftState.WAITING:
                raise DraftRefused("it waits to be sent")
            connection.execute(
                "UPDATE draft SET discarded_at = ?, discarded_by = ?"
                f" WHERE {_MINE} AND (id = ? OR (kind = 'document' AND {_WITH} = ? AND discarded_at IS NULL))",
                (self._now(), os.getpid(), *self._me, str(draft_id), str(draft_id)),
            )

        self._file.run(work)

    def restore(self, draft_id: UUID) -> Draft:
        """Bring a discarded draft back; raises NotFound once it is wiped."""

        def work(connection: sqlite3.Connection) -> None:
            row = self._row(connection, draft_id)
            if row is None:
                raise NotFound("draft", todo="It may have been discarded more than ten minutes ago.")
            connection.execute(
                "UPDATE draft SET discarded_at = NULL"
                f" WHERE {_MINE} AND (id = ? OR (kind = 'document' AND {_WITH} = ? AND discarded_at = ?))",
                (*self._me, str(draft_id), str(draft_id), row["discarded_at"]),
            )

        self._file.run(work)
        draft = self.read(draft_id)
        if draft is None:
            raise NotFound("draft")
        return draft

    def close(self) -> None:
        """End the run: the time to restore what it discarded begins now."""

        def work(connection: sqlite3.Connection) -> None:
            connection.execute(
                "UPDATE draft SET discarded_at = ?, discarded_by = NULL WHERE discarded_by = ?",
                (self._now(), os.getpid()),
            )

        self._file.run(work)
        self._file.close()

    def _now(self) -> str:
        """UTC with a fixed number of digits, so that the text sorts by time."""
        return self._clock().astimezone(UTC).isoformat(timespec="microseconds")

    def _row(self, connection: sqlite3.Connection, draft_id: UUID) -> dict[str, str] | None:
        """The officer's row of that id for this store."""
        cursor = connection.execute(
            f"SELECT {COLUMNS} FROM draft WHERE id = ? AND {_MINE}", (str(draft_id), *self._me)
        )
        found = cursor.fetchone()
        if found is None:
            return None
        return dict(zip((column[0] for column in cursor.description), found, strict=True))

    def _existing(self, connection: sqlite3.Connection, draft_id: UUID) -> dict[str, str]:
        row = self._row(connection, draft_id)
        if row is None or row["discarded_at"] is not None:
            raise NotFound("draft")
        return row

    def _put(
        self,
        connection: sqlite3.Connection,
        form: Form,
        text: str,
        row: dict[str, str] | None,
        now: str,
    ) -> None:
        from data.drafts import forms

        if row is None:
            if connection.execute("SELECT 1 FROM sent WHERE id = ?", (str(form.id),)).fetchone():
                raise DraftRefused("it was sent already")
            connection.execute(
                "INSERT INTO draft (id, kind, officer, store, form, state, started_at, kept_at)"
                " VALUES (?, ?, ?, ?, ?, 'writing', ?, ?)",
                (
                    str(form.id),
                    forms.kind_of(form),
                    self._officer,
                    self._store,
                    text,
                    now,
                    now,
                ),
            )
            return
        if row["discarded_at"] is not None:
            raise DraftRefused("it was discarded")
        connection.execute(
            f"UPDATE draft SET form = ?, kept_at = ? WHERE id = ? AND {_MINE}",
            (text, now, str(form.id), *self._me),
        )

    def _move(self, draft_id: UUID, before: DraftState, after: DraftState) -> None:
        def work(connection: sqlite3.Connection) -> None:
            state = self._existing(connection, draft_id)["state"]
            if state not in (before, after):
                raise DraftRefused(f"it is {state}, not {before}")
            connection.execute(
                f"UPDATE draft SET state = ? WHERE id = ? AND {_MINE}", (after, str(draft_id), *self._me)
            )

        self._file.run(work)

    def _select(self, condition: str, order: str, *values: str) -> tuple[Draft, ...]:
        def work(connection: sqlite3.Connection) -> list[tuple[str, ...]]:
            return connection.execute(
                f"SELECT {COLUMNS} FROM draft WHERE {_MINE} AND discarded_at IS NULL"
                f" AND {condition} ORDER BY {order}",
                (*self._me, *values),
            ).fetchall()

        drafts: list[Draft] = []
        unread = locked = 0
        for row in self._file.run(work):
            try:
                drafts.append(draft_of(row, self._officer, self._store, self._key_of))
            except sealed.DraftLocked:
                locked += 1
            except ValueError:
                unread += 1
        self._unread, self._locked = unread or self._unread, locked or self._locked
        return tuple(drafts)

    def _wipe(self) -> None:
        """Remove for good what was discarded too long ago, and old ids of sent drafts."""
        now = self._clock().astimezone(UTC)
        limit = (now - UNDO).isoformat(timespec="microseconds")
        forgotten = (now - REMEMBERED).isoformat(timespec="microseconds")

        def work(connection: sqlite3.Connection) -> int:
            old = connection.execute(
                "SELECT rowid, discarded_by FROM draft WHERE discarded_at < ?", (limit,)
            ).fetchall()
            gone = [(row_id,) for row_id, process in old if not runs(process)]
            connection.executemany("DELETE FROM draft WHERE rowid = ?", gone)
            connection.execute("DELETE FROM sent WHERE at < ?", (forgotten,))
            return len(gone)

        if self._file.run(work):
            self._file.scrub()
        if self.files.folder.exists():
            self.files.sweep(self._file.run(_ids))


def _ids(connection: sqlite3.Connection) -> set[UUID]:
    return {UUID(row[0]) for row in connection.execute("SELECT id FROM draft WHERE kind = 'document'")}
