"""The lists of the program: their columns, and how a record becomes a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.rules.completeness import SEVEN
from data.rules.days import say_when
from data.types.drafts import Draft, DraftKind, DraftState
from data.types.work import WorkGroup, WorkList, WorkRow
from widgets.lines import Line, Span, heading
from widgets.row_list import Column, Row

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from data.types.members import MemberCard, MemberHit, Standing

WORK = (
    Column("when", 10, align="right"),
    Column("kind", 9),
    Column("member", 18),
    Column("topic", 16, 3, beside=4),
    Column("matter", 18, grow=True),
    Column("complete", 3, 2),
    Column("number", 7, 1, "right"),
)
FOUND = (
    Column("member", 22),
    Column("number", 9, align="right"),
    Column("employer", 17, grow=True),
    Column("standing", 11, 1),
    Column("why", 19, 2),
)
ALIKE = (
    Column("member", 22),
    Column("number", 9, align="right"),
    Column("why", 22, grow=True),
    Column("employer", 17, 1),
    Column("standing", 11, 2),
)
"""Why somebody may be the same says more than where she works."""

DRAFT_KINDS = {
    DraftKind.INTERACTION: "note",
    DraftKind.CASE: "new case",
    DraftKind.EDIT: "case",
    DraftKind.INTERACTION_EDIT: "change",
    DraftKind.CONTACT: "contact",
    DraftKind.DETAIL: "details",
    DraftKind.TASK: "task",
    DraftKind.DOCUMENT: "document",
    DraftKind.MESSAGE: "message",
}
"""What a draft will be, in the words of the list."""


OF = len(SEVEN)
"""Of how many fields it is said how many hold."""


def key_of(record: str, record_id: object) -> str:
    """Key of a row that stands for a record: `case/0192…`."""
    return f"{record}/{record_id}"


def split_key(key: str) -> tuple[str, str]:
    """Kind and id out of a row's key."""
    kind, _, rest = key.partition("/")
    return kind, rest


def work_rows(work: WorkList, drafts: Sequence[Draft], today: date, *, airy: bool) -> list[Row]:
    """Home's list: what is not submitted leads, then the groups in order; `airy` puts a line between them."""
    groups: list[tuple[str, list[Row]]] = []
    if drafts:
        groups.append(("Not submitted", [_draft_row(draft) for draft in drafts]))
    for group in WorkGroup:
        rows = [_work_row(row, today) for row in work.rows if row.group is group]
        if rows:
            groups.append((group.value, rows))
    out: list[Row] = []
    for title, rows in groups:
        if out and airy:
            out.append(Row())
        out.append(Row(whole=heading(title, len(rows))))
        out += rows
    return out


def _work_row(row: WorkRow, today: date) -> Row:
    legal = row.group is WorkGroup.LEGAL
    late = row.group is WorkGroup.OVERDUE or (legal and row.on is not None)
    when = say_when(row.on, today) if row.on is not None else "–"
    if legal:
        when = legal_when(row.on, today)
    # In front: behind a long title there would be no room for it.
    marks: Line = [(f"{row.marks}  ", "soon")] if row.marks else []
    return Row(
        key_of(row.record, row.id),
        {
            "when": [(when, "late" if late else "text")],
            "kind": [_kind_said(row)],
            "member": [(row.member_name, "text")],
            # A title is mostly the topic itself; only another one is told.
            "topic": [(row.topic if row.topic != row.matter else "", "quiet")],
            "matter": [*marks, (row.matter, "text")],
            "complete": [
                (f"{row.complete}/{OF}" if row.complete is not None else "", held_colour(row.complete))
            ],
            "number": [(row.number, "quiet")],
        },
    )


def _kind_said(row: WorkRow) -> Span:
    if row.escalated and row.group is not WorkGroup.ESCALATED:
        return ("escalated", "late")
    legal = row.group is WorkGroup.LEGAL
    if row.group in (WorkGroup.OURS, WorkGroup.UNCLAIMED):
        return (row.owner or "unclaimed", "text")
    if legal and not row.owner:
        return ("unclaimed", "text")
    return (row.kind.value, "soon" if legal else "quiet")


def legal_when(last: date | None, today: date) -> str:
    """Of a limit set by law: "! 3 d left", "! today", "! passed", "? no day"; a sign beside the colour."""
    if last is None:
        return "? no day"
    left = (last - today).days
    if left < 0:
        return "! passed"
    return f"! {left} d left" if left else "! today"


def held_colour(complete: int | None) -> str:
    """A case with gaps stands out from one without."""
    return "quiet" if complete == OF else "text"


def _draft_row(draft: Draft) -> Row:
    waiting = draft.state is DraftState.WAITING
    return Row(
        key_of("draft", draft.id),
        {
            "when": [("waits" if waiting else "draft", "soon")],
            "kind": [(DRAFT_KINDS[draft.kind], "quiet")],
            "member": [(draft.form.member_label or "unknown caller", "text")],
            "matter": [(draft.first_words or "nothing written yet", "text")],
            "number": [],
        },
    )


def due_line(late: int, today: int) -> Line:
    """On Home: how many of one's own tasks are due; empty where none is."""
    said = ", ".join(
        part for part in (f"{late} late" if late else "", f"{today} for today" if today else "") if part
    )
    if not said:
        return []
    many = "task" if late + today == 1 else "tasks"
    return [(f"Your {many}: ", "text"), (said, "late" if late else "text"), ("   Enter shows them", "quiet")]


def heed(card: MemberCard) -> Line:
    """What has to be known of a contact before anything is said: not to be contacted, gone from the file."""
    told = [("do not contact", card.do_not_contact), ("not in the membership file", card.missing_since)]
    return [(f"  {words}", "soon") for words, holds in told if holds]


def standing_said(standing: Standing, paid_through: date | None, today: date) -> Span:
    """The standing in one or two words; only the exception speaks."""
    from data.types.members import Standing

    if standing is Standing.FINANCIAL:
        return ("financial", "quiet")
    if standing is Standing.ARREARS and paid_through is not None:
        months = max(1, (today - paid_through).days // 30)
        return (f"{months} m owing", "soon")
    return (standing.value, "soon")


NEW = "contact/new"
"""Key of the row that offers to make a new contact."""
FROM_TICKET = "contact/ticket"
"""Key of the row that offers a note about a ticket that is on no record."""


def key_of_hit(hit: MemberHit) -> str:
    """Key of the row of somebody found: of the record that was looked for, else of the member."""
    return key_of(hit.record, hit.record_id) if hit.record else key_of("member", hit.id)


def found_rows(hits: Sequence[MemberHit], today: date) -> list[Row]:
    """The find list: matched letters underlined, in words what matched; those spelt alike under a heading."""
    near = [hit for hit in hits if hit.near]
    rows = [_found_row(hit, today) for hit in hits if not hit.near]
    if near:
        rows.append(
            Row(whole=heading("Spelt alike" if rows else "Nobody is called so; spelt alike", len(near)))
        )
        rows += [_found_row(hit, today) for hit in near]
    if near and len(near) == len(hits):
        rows.append(Row(NEW, whole=[("None of them? Enter here makes a new contact.", "text")]))
    return rows


def _found_row(hit: MemberHit, today: date) -> Row:
    return Row(
        key_of_hit(hit),
        {
            "member": _marked(hit.name, hit.matched),
            "number": _marked(hit.number, hit.matched_number, "quiet"),
            "employer": _marked(hit.employer, hit.matched_employer),
            "standing": [
                ("not in file", "soon")
                if hit.missing
                else standing_said(hit.standing, hit.paid_through, today)
            ],
            "why": [(hit.why, "quiet")],
        },
    )


_TYPED = 30
"""Characters of what was typed that are repeated: the offer after them must fit 80 columns."""


def nobody_rows(text: str, ticket: bool = False) -> list[Row]:
    """Nobody was found: a new contact is offered, or a note about a ticket; and what else would find one is said."""
    if ticket:
        return [
            Row(FROM_TICKET, whole=[("No record has this ticket. Enter begins a note with it.", "text")]),
            Row(whole=[("The member is found from there.", "quiet")]),
        ]
    typed = text if len(text) <= _TYPED else f"{text[: _TYPED - 1]}…"
    return [
        Row(NEW, whole=[(f"Nobody found for “{typed}”. ", "text"), ("Enter makes a new contact.", "text")]),
        Row(whole=[("Part of a name, a number or the end of a phone number will do; so will an", "quiet")]),
        Row(whole=[("e-mail, an employer, a day of birth, C-…, I-… or a ticket.", "quiet")]),
    ]


def _marked(name: str, spans: Sequence[tuple[int, int]], role: str = "text") -> Line:
    line: Line = []
    at = 0
    for start, end in sorted(spans):
        if start < at or end > len(name):
            continue
        line += [(name[at:start], role), (name[start:end], "match")]
        at = end
    line.append((name[at:], role))
    return [span for span in line if span[0]]
