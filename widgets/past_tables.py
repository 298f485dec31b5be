"""What lies behind the officer in this run: notes put aside, records looked at, calls that rang."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.rules.call_words import call_became, call_who
from data.rules.days import say_ago
from data.rules.phones import shown
from data.types.calls import CallOutcome, LoggedCall
from data.types.drafts import DraftKind
from widgets.lines import heading
from widgets.row_list import Column, Row
from widgets.tables import DRAFT_KINDS, key_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime, tzinfo
    from uuid import UUID

    from data.types.drafts import Draft
    from data.types.records import Looked
    from data.types.together import SharedDraft

DRAFTS = (
    Column("digit", 1),
    Column("when", 11, align="right"),
    Column("kind", 9),
    Column("member", 22),
    Column("matter", 20, grow=True),
    Column("state", 15, 1),
)
CALLS = (
    Column("when", 9, align="right"),
    Column("way", 3),
    Column("member", 20, grow=True),
    Column("number", 14, 1),
    Column("state", 19),
)


def draft_rows(
    drafts: Sequence[Draft], zone: tzinfo | None, today: date, lent: Mapping[UUID, str] | None = None
) -> list[Row]:
    """The list of drafts: when it was kept, what it is about, and whether it waits."""
    rows = []
    for place, draft in enumerate(drafts, 1):
        when = clock_or_ago(draft.kept_at.astimezone(zone), today)
        state = {"waiting": "waits to be sent", "parked": "parked"}.get(draft.state.value, "")
        state = (lent or {}).get(draft.id, "") or state
        rows.append(
            Row(
                key_of("draft", draft.id),
                {
                    "digit": [(str(place) if place < 10 else "", "accent")],
                    "when": [(when, "text")],
                    "kind": [(DRAFT_KINDS[draft.kind], "quiet")],
                    "member": [(draft.form.member_label or "unknown caller", "text")],
                    "matter": [(draft.first_words or "nothing written yet", "text")],
                    "state": [(draft.problem or state, "late" if draft.problem else "quiet")],
                },
            )
        )
    return rows


def shared_rows(shared: Sequence[SharedDraft], zone: tzinfo | None, today: date, *, airy: bool) -> list[Row]:
    """Drafts of colleagues that can be taken up, under one's own."""
    if not shared:
        return []
    rows = [Row()] if airy else []
    rows.append(Row(whole=heading("Shared by colleagues")))
    for one in shared:
        rows.append(
            Row(
                key_of("shared", one.id),
                {
                    "when": [(clock_or_ago(one.shared_at.astimezone(zone), today), "text")],
                    "kind": [(DRAFT_KINDS[DraftKind(one.kind)], "quiet")],
                    "member": [(one.label or "unknown caller", "text")],
                    "matter": [(f"begun by {one.by}", "text")],
                    "state": [("for you" if one.for_id else "for the team", "quiet")],
                },
            )
        )
    return rows


CHANGED = "● changed  "
"""Of a record looked at before: a colleague has changed it, and it was not looked at again."""


def looked_rows(
    looked: Sequence[Looked], first: int, zone: tzinfo | None, today: date, *, airy: bool
) -> list[Row]:
    """Records looked at in this run, under the drafts, with the digits that those leave."""
    if not looked:
        return []
    rows = [Row()] if airy and first > 1 else []
    rows.append(Row(whole=heading("Looked at last")))
    for place, one in enumerate(looked, first):
        rows.append(
            Row(
                key_of(one.kind, one.id),
                {
                    "digit": [(str(place) if place < 10 else "", "accent")],
                    "when": [(clock_or_ago(one.at.astimezone(zone), today), "text")],
                    "kind": [(one.kind, "quiet")],
                    "member": [(one.member, "text")],
                    "matter": [
                        *([(CHANGED, "soon")] if one.news else []),
                        (f"{one.number}  ", "quiet"),
                        (one.matter, "text"),
                    ],
                },
            )
        )
    return rows


COLOUR_OF = {CallOutcome.MISSED: "late", CallOutcome.RINGS: "soon"}
"""Calls that want somebody."""


def call_rows(calls: Sequence[LoggedCall], region: str, zone: tzinfo | None, today: date) -> list[Row]:
    """The caller log: when it rang, which way, who, by which number, and what became of it."""
    return [
        Row(
            key_of("call", call.id),
            {
                "when": [(clock_or_ago(call.rang_at.astimezone(zone), today), "text")],
                "way": [("out" if call.outbound else "in", "quiet")],
                "member": [(call_who(call), "text")],
                "number": [(shown(call.number, region) or "withheld", "quiet")],
                "state": [(call_became(call), COLOUR_OF.get(call.outcome, "quiet"))],
            },
        )
        for call in calls
    ]


def clock_or_ago(at: datetime, today: date) -> str:
    """Of something past, in the office's zone: the time when it was today, else how long ago."""
    return f"{at:%H:%M}" if at.date() == today else say_ago(at.date(), today)
