"""The lists of a contact's details and of tags: their columns, and how they become rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.types.details import Part
from widgets.lines import Line, heading
from widgets.row_list import Column, Row

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from data.rules.details import DetailRow
    from data.types.members import MemberCard

DETAILS = (
    Column("label", 8),
    Column("said", 24, grow=True),
    Column("kind", 13),
    Column("mark", 13),
)
TAGS = (Column("mark", 1), Column("tag", 24, grow=True))
LABELS = {
    Part.MEMBER: "Name",
    Part.PHONE: "Phone",
    Part.EMAIL: "E-mail",
    Part.ADDRESS: "Address",
    Part.JOB: "Job",
    Part.TAG: "Tags",
}


def detail_key(row: DetailRow) -> str:
    """Key of a row: `phone/0192…`."""
    return f"{row.part}/{row.id or ''}"


def detail_table(rows: Sequence[DetailRow], card: MemberCard, *, airy: bool) -> list[Row]:
    """Names, telephones, e-mails, addresses, jobs, tags; what was written here is ours."""
    out: list[Row] = []
    before: Part | None = None
    for row in rows:
        if airy and before is not None and row.part is not before:
            out.append(Row())
        marks = ("primary" if row.primary else "", "ours" if row.local else "")
        said: Line = [(row.said, "text")] if row.said else [("none", "quiet")]
        if row.part is Part.MEMBER and card.do_not_contact:
            said.append(("  do not contact", "soon"))
        out.append(
            Row(
                detail_key(row),
                {
                    "label": [(LABELS[row.part] if row.part is not before else "", "quiet")],
                    "said": said,
                    "kind": [(row.kind, "quiet")],
                    "mark": [(", ".join(mark for mark in marks if mark), "quiet")],
                },
            )
        )
        if row.theirs:
            out.append(Row(whole=[("            they say ", "quiet"), (row.theirs, "soon")]))
        before = row.part
    return out


def tag_rows(tags: Sequence[str], held: Collection[str]) -> list[Row]:
    """Every tag there is, those that are on marked; one that the list no longer has can still be taken off."""
    every = [*tags, *(tag for tag in held if tag not in tags)]
    rows = [Row(whole=heading("Tags", len(held)))]
    for tag in every:
        on = tag in held
        cells: dict[str, Line] = {
            "mark": [("+" if on else " ", "accent")],
            "tag": [(tag, "text" if on else "quiet")],
        }
        rows.append(Row(f"tag/{tag}", cells))
    return rows
