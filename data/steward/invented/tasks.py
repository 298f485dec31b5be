"""Tasks of open cases: those of a legal referral, and lines of what was agreed."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID, uuid5

from sqlalchemy import Table

from data.rules.agreed import read_actions
from data.rules.holidays import working_day_after
from data.rules.tasks import LONGEST_TITLE, automatic, first_performer
from data.steward.config import Config
from data.steward.invented.stock import Row
from data.steward.seed import list_id
from data.store.tables import CASE, CASE_TYPE_OF_CASE
from data.types.tasks import TaskType

EVERY = 5
"""Of the ordinary open cases every fifth has tasks."""


def tasks_of(config: Config, rows: dict[Table, list[Row]], today: date) -> list[Row]:
    """The tasks of the open cases, none of them late; the same cases have the same."""
    kinds = [
        TaskType(
            list_id("task_type", f"{kind.case_type}/{kind.label}"),
            kind.case_type,
            kind.label,
            tuple(kind.performers),
            kind.auto_generate,
            kind.condition,
            kind.target_working_days,
        )
        for kind in config.task_type
    ]
    types: dict[UUID, set[str]] = {}
    for row in rows[CASE_TYPE_OF_CASE]:
        types.setdefault(row["case_id"], set()).add(row["case_type"])
    out: list[Row] = []
    for place, case in enumerate(row for row in rows[CASE] if row["is_open"] and row["owner_id"]):
        facts = {"priority": case["priority"], "case_type": frozenset(types.get(case["id"], ()))}
        own = automatic(kinds, facts)
        if own:
            out += _made(case, today, [(kind.label, kind) for kind in own])
        elif place % EVERY == 0:
            agreed = [line.what for line in read_actions(case["next_steps"], today) if line.what]
            out += _made(case, today, [(what[:LONGEST_TITLE], None) for what in agreed])
    return out


def _made(case: Row, today: date, wanted: Iterable[tuple[str, TaskType | None]]) -> Iterable[Row]:
    """One after the other: the first is done, the rest are still to come."""
    for place, (title, kind) in enumerate(wanted):
        first = first_performer(kind) if kind else ""
        team = first.removeprefix("team: ") if first.startswith("team: ") else ""
        done = place == 0
        yield {
            "id": uuid5(case["id"], title),
            "case_id": case["id"],
            "task_type_id": kind.id if kind else None,
            "title": title,
            "note": "",
            "position": place,
            "status": "done" if done else "open",
            "officer_id": None if kind else case["owner_id"],
            "team_id": list_id("team", team) if team else None,
            "follows_owner": kind is not None and not team,
            "due_on": working_day_after(today, 1 + 2 * place),
            "done_by": case["owner_id"] if done else None,
            "done_at": case["created_at"] if done else None,
            "cancel_reason": "",
            "created_by": case["created_by"],
            "created_at": case["created_at"],
            "version": 1,
        }
