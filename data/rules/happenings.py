"""What an act says happened: read from what it changed, after it was written (features N1 to N20)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from data.rules.channels import came_in
from data.rules.completing import mentioned
from data.types.happenings import CaseNow, Changed, Deed, Happening, Kind, TaskNow
from data.types.staff import Assignee, Officer
from data.types.tasks import CASE_OWNER, TaskStatus

MADE, GONE = "+", "-"
CASE, TASK, NOTE, SECTION = "case_record", "task", "note", "note_section"
REASONS = ", "
"""Between the reason of closing and what that is more exactly."""
QUIET = frozenset({"members.import", "members.reindex", "deadlines.recount", "views.place"})
"""Actions that are no deed for a case: what a membership file brings, and what is only counted anew."""
ASIDE = frozenset({"case_tick", "case_watcher", "interaction_tick", "check_tick", "routine_run"})
"""Records of a case whose change is nobody's news."""
OF_CONTACT = frozenset({"member_phone", "member_email", "member_address"})
DETAILS = frozenset({"given", "family", "informal", "do_not_contact", "no_post", "no_email"})
"""Columns of a member that are contact details."""
REPLIES = {"replied": Kind.MEMBER_REPLIED, "no reply": Kind.MEMBER_SILENT}
"""What became of a message that waited for a reply."""
_KEPT = frozenset(
    {
        "version",
        "reference",
        "status_since",
        "written_in",
        "reminded",
        "reminded_at",
        "reminded_on",
        "kept_open",
    }
)


def is_told(deed: Deed) -> bool:
    """Whether anything may have happened by it, so that it is worth a look at its case."""
    if deed.action in QUIET:
        return False
    return any(
        one.owner_kind == CASE or one.record_kind in OF_CONTACT or one.record_kind == "member"
        for one in deed.changes
    )


def happenings(
    deed: Deed,
    cases: Mapping[UUID, CaseNow],
    tasks: Mapping[UUID, TaskNow],
    staff: Sequence[Officer],
) -> tuple[Happening, ...]:
    """What happened by an act, the most particular first; nothing where it is told elsewhere or is nobody's news.

    `cases` and `tasks` are those it touched, as they are now; `staff` is who can be mentioned.
    """
    if deed.action in QUIET:
        return ()
    found: list[Happening] = []
    by_case: dict[UUID, list[Changed]] = {}
    for change in deed.changes:
        owner = change.owner_id
        if change.owner_kind == CASE and owner is not None and owner in cases:
            by_case.setdefault(owner, []).append(change)
    for case_id, changes in by_case.items():
        found += _OfCase(deed, case_id, cases[case_id], changes, tasks, staff).all()
    found += _contacts(deed)
    return tuple(found)


def _contacts(deed: Deed) -> Iterator[Happening]:
    new = {one.owner_id for one in deed.changes if (one.record_kind, one.field) == ("member", MADE)}
    seen = dict.fromkeys(
        one.owner_id
        for one in deed.changes
        if one.owner_kind == "member"
        and one.owner_id not in new
        and (one.record_kind in OF_CONTACT or (one.record_kind == "member" and one.field in DETAILS))
    )
    for member_id in seen:
        if member_id is not None:
            yield Happening(
                Kind.CONTACT_CHANGED,
                None,
                member_id,
                deed.officer_id,
                deed.at,
                f"{Kind.CONTACT_CHANGED}/{deed.id}/{member_id}",
                act_id=deed.id,
            )


class _OfCase:
    """One case in one act."""

    def __init__(
        self,
        deed: Deed,
        case_id: UUID,
        now: CaseNow,
        changes: Sequence[Changed],
        tasks: Mapping[UUID, TaskNow],
        staff: Sequence[Officer],
    ) -> None:
        self._deed, self._case_id, self._now = deed, case_id, now
        self._changes, self._tasks, self._staff = changes, tasks, staff
        self._new = any((one.record_kind, one.field) == (CASE, MADE) for one in changes)

    def all(self) -> list[Happening]:
        """Everything that happened to it; that it was changed at all comes last."""
        found = [
            *self._mentions(),
            *self._given(),
            *([self._one(Kind.CASE_CREATED)] if self._new else []),
            *self._targets(),
            *self._of_tasks(),
            *self._messages(),
            *self._notes(),
            *self._status(),
        ]
        if not self._new and any(_is_news(one) for one in self._changes):
            found.append(self._one(Kind.CASE_CHANGED))
        return found

    def _one(
        self,
        kind: Kind,
        subject: UUID | None = None,
        whom: Assignee | None = None,
        what: str = "",
        key: str = "",
    ) -> Happening:
        rest = key or "/".join(str(part) for part in (self._deed.id, subject, whom and whom.key) if part)
        return Happening(
            kind,
            self._case_id,
            self._now.member_id,
            self._deed.officer_id,
            self._deed.at,
            f"{kind}/{self._case_id}/{rest}",
            subject,
            whom,
            self._deed.id,
            what,
        )

    def _of(self, kind: str, *fields: str) -> list[Changed]:
        return [
            one for one in self._changes if one.record_kind == kind and (not fields or one.field in fields)
        ]

    def _given(self) -> Iterator[Happening]:
        before: set[str] = set()
        after: dict[str, Assignee] = {}
        for one in self._of("case_assignee"):
            before |= {held.key for held in _holders(one, one.old)}
            after |= {held.key: held for held in _holders(one, one.new)}
        for key, whom in after.items():
            if key not in before:
                yield self._one(Kind.CASE_ASSIGNED if whom.officer_id else Kind.CASE_REGROUPED, None, whom)

    def _targets(self) -> Iterator[Happening]:
        due, breached = dict(self._now.due), False
        for one in self._of("case_target", "breached_at", "reminded_at"):
            if one.new is None:
                continue
            kind = one.record_id.rpartition("/")[2]
            late = one.field == "breached_at"
            breached = breached or late
            # A breach is told once, whatever becomes of the target; a reminder once for each time it was for.
            key = f"{kind}/{due.get(kind, self._deed.id) if late else self._deed.id}"
            yield self._one(Kind.TARGET_BREACHED if late else Kind.TARGET_REMINDER, what=kind, key=key)
        if not breached:
            for _ in self._of("case_escalation", MADE):
                yield self._one(Kind.CASE_ESCALATED)

    def _of_tasks(self) -> Iterator[Happening]:
        done = False
        for one in self._of(TASK):
            task_id = _uuid(one.record_id)
            held = self._tasks.get(task_id) if task_id else None
            if task_id is None or held is None:
                continue
            if one.field == "status" and one.new == TaskStatus.DONE:
                done = True
                yield self._one(Kind.TASK_DONE, task_id, held.assignee)
            elif one.field == "status" and one.new == TaskStatus.CANCELLED:
                kind = Kind.APPOINTMENT_CANCELLED if held.starts_at else Kind.TASK_CANCELLED
                yield self._one(kind, task_id, held.assignee)
            elif one.field == "reminded_on" and one.new is not None:
                yield self._one(Kind.TASK_REMINDER, task_id, held.assignee)
            elif one.field == "late_on" and one.new is not None:
                yield self._one(Kind.TASK_BREACHED, task_id, held.assignee, key=f"{task_id}/{one.new}")
        for task_id, whom in self._newly_given().items():
            yield self._one(Kind.TASK_ASSIGNED, task_id, whom)
        yield from self._appointments()
        if done and not self._now.open_tasks:
            yield self._one(Kind.TASKS_DONE)

    def _newly_given(self) -> dict[UUID, Assignee]:
        found: dict[UUID, Assignee] = {}
        for one in self._of(TASK, MADE, "officer_id", "team_id", "follows_owner"):
            task_id = _uuid(one.record_id)
            new = _cells(one.new) if one.field == MADE else {one.field: one.new}
            whom = _performer(new)
            if task_id and whom:
                found[task_id] = whom
        return found

    def _appointments(self) -> Iterator[Happening]:
        for one in self._of(TASK, MADE, "starts_at"):
            task_id = _uuid(one.record_id)
            new = _cells(one.new).get("starts_at") if one.field == MADE else one.new
            old = None if one.field == MADE else one.old
            if task_id is None or (new is None and old is None):
                continue
            kind = Kind.APPOINTMENT_MADE if old is None else Kind.APPOINTMENT_MOVED
            if new is None:
                kind = Kind.APPOINTMENT_CANCELLED
            held = self._tasks.get(task_id)
            yield self._one(kind, task_id, held.assignee if held else None)

    def _mentions(self) -> Iterator[Happening]:
        named: dict[UUID, UUID] = {}
        for one in self._of(SECTION, MADE, "body"):
            note_id = _uuid(one.record_id.partition("/")[0])
            new = _cells(one.new).get("body") if one.field == MADE else one.new
            old = "" if one.field == MADE else one.old
            before = {officer.id for officer in mentioned(str(old or ""), self._staff)}
            for officer in mentioned(str(new or ""), self._staff):
                if note_id is not None and officer.id not in before:
                    named.setdefault(officer.id, note_id)
        for officer_id, note_id in named.items():
            yield self._one(Kind.NOTE_MENTION, note_id, Assignee(officer_id=officer_id))

    def _messages(self) -> Iterator[Happening]:
        for one in self._of("message", MADE, "reply"):
            kind = Kind.MEMBER_MESSAGED if one.field == MADE else REPLIES.get(str(one.new))
            if kind is not None:
                yield self._one(kind, _uuid(one.record_id))

    def _notes(self) -> Iterator[Happening]:
        if self._new:
            return
        for one in self._of(NOTE, MADE):
            from_member = came_in(str(_cells(one.new).get("channel") or ""))
            yield self._one(Kind.NOTE_MEMBER if from_member else Kind.NOTE_STAFF, _uuid(one.record_id))

    def _status(self) -> Iterator[Happening]:
        if self._new:
            return
        closed = any(one.new is False for one in self._of(CASE, "is_open"))
        said = {one.field: str(one.new) for one in self._of(CASE, "close_reason", "substatus") if one.new}
        reason = REASONS.join(said[name] for name in ("close_reason", "substatus") if name in said)
        for one in self._of(CASE, "status"):
            yield self._one(Kind.CASE_STATUS, what=str(one.new or ""))
        if closed:
            yield self._one(Kind.CASE_CLOSED, what=reason)


def _is_news(one: Changed) -> bool:
    return one.record_kind not in ASIDE and one.field not in _KEPT


def _cells(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _uuid(text: object) -> UUID | None:
    try:
        return UUID(str(text))
    except ValueError:
        return None


def _holders(one: Changed, value: object) -> Iterable[Assignee]:
    cells = _cells(value) if one.field in (MADE, GONE) else {one.field: value}
    officer, team, role = (cells.get(name) for name in ("officer_id", "team_id", "role"))
    if officer:
        yield Assignee(officer_id=_uuid(officer))
    elif team:
        yield Assignee(team_id=_uuid(team))
    elif role:
        yield Assignee(role=str(role))


def _performer(cells: Mapping[str, Any]) -> Assignee | None:
    if cells.get("officer_id"):
        return Assignee(officer_id=_uuid(cells["officer_id"]))
    if cells.get("team_id"):
        return Assignee(team_id=_uuid(cells["team_id"]))
    return CASE_OWNER if cells.get("follows_owner") else None
