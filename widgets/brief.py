"""The side pane: what is known of a member or a record, in as many lines as the pane has."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from data.rules.act_words import act_said
from data.rules.closing import closing_said
from data.rules.days import say_ago, say_day, say_span, say_when
from data.rules.deadlines import limits_said
from data.rules.effect import say_effect
from data.rules.facts import job_said
from data.rules.holding import seen_said
from data.rules.milestones import beside_its_days
from data.types.deadlines import UNKNOWN
from data.types.members import MemberCard, Standing
from data.types.notes import short_title
from data.types.timeline import ItemKind, TimelineItem
from widgets.actions import key_said
from widgets.lines import Line, ends, heading, pair
from widgets.noted import noted
from widgets.tables import standing_said
from widgets.timeline_table import short_channel

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime, tzinfo

    from data.types.deadlines import MemberDeadline
    from data.types.drafts import Draft
    from data.types.records import CaseLine, CaseRecord, ChangeLine
    from data.types.work import Brief

NOT_TOLD = {"+", "-", "version", "position", "ticket_key", "effect_on", "counted"}
"""Changes of whole rows and of counters, which the act's name tells already."""
BEHIND = {"target", "hold"}
"""Rows that follow the case, whose own change is told; they have a screen of their own."""
INDENT: Line = [("  ", "text")]


def indented(lines: Sequence[Line]) -> list[Line]:
    """The lines two cells in, as a side pane shows them."""
    return [[*INDENT, *line] for line in lines]


def _day(label: str, day: date | None, today: date, width: int) -> list[Line]:
    if day is None:
        return []
    role = "late" if day < today else "text"
    return [
        ends(
            [(f"{label:<10}", "quiet"), (say_day(day, today), "text")], [(say_when(day, today), role)], width
        )
    ]


def brief_lines(brief: Brief, today: date, width: int) -> list[Line]:
    """The handover brief: who, job, issue, seeking, advice, next step and owner, by when (features A2.17)."""
    w = width - 3
    standing, role = standing_said(brief.standing, None, today)
    out: list[Line] = [ends([(brief.heading, "strong")], [(brief.number, "quiet")], w), []]
    out += pair("Who", brief.member_name, w, "strong")
    out.append(
        [
            (" " * 10, "text"),
            (f"{brief.member_number}, ", "text"),
            (standing, "text" if role == "quiet" else role),
        ]
    )
    if brief.job:
        out += pair("Job", job_said(brief.job, today), w)
    if brief.phone:
        out += pair("Phone", brief.phone, w)
    out.append([])
    for section in brief.sections:
        if section.body.strip() and section.title not in {"Background", "Actions"}:
            label = short_title(section.title)
            out += _clipped(noted(label, section.body.strip(), w), 5, w)
    out.append([])
    if brief.next_steps.strip():
        out += _clipped(pair("Next", brief.next_steps.strip(), w, "strong"), 5, w)
    out += _clipped(pair("To do", brief.to_do, w, "strong"), 3, w) if brief.to_do else []
    out += pair("Owner", brief.owner or "unclaimed", w, "text")
    if brief.milestone is not None and (told := beside_its_days(brief.milestone, today)):
        out += pair("Milestone", told, w, "late" if brief.milestone.on < today else "text")
    out += _day("Follow-up", brief.follow_up_on, today, w)
    out += _day("Target", brief.due_on, today, w)
    out += pair("Status", brief.status, w) if brief.status else []
    for place, limit in enumerate(brief.deadlines):
        out += pair("" if place else "Limit", limit, w, "soon")
    out += pair("Marks", brief.marks, w, "soon") if brief.marks else []
    for place, contact in enumerate(brief.last_contacts):
        out += pair("" if place else "Last", contact, w)
    return indented(out)


def limit_lines(limits: Sequence[str], width: int, *, late: bool = True) -> list[Line]:
    """Limits set by law under a heading of their own; nothing where there is none (domain D2)."""
    if not limits:
        return []
    out: list[Line] = [[], heading("Limit set by law")]
    for limit in limits:
        out += pair("", limit, width, "soon" if late else "text", gutter=0)
    return out


def limits_line(limits: Sequence[MemberDeadline]) -> Line:
    """The banner of a member: the first limit of her open cases that ends soon, and how many more."""
    if not limits:
        return []
    more = f"  and {len(limits) - 1} more" if len(limits) > 1 else ""
    return [(" ! ", "late"), (limits[0].number, "strong"), (f" {limits[0].said}", "late"), (more, "text")]


def _clipped(lines: list[Line], most: int, width: int) -> list[Line]:
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], [(" " * 10, "text"), (f"… {len(lines) - most + 1} more lines", "quiet")]]


def draft_lines(draft: Draft, width: int) -> list[Line]:
    """A draft: why it was given back, if it was, and its words."""
    out: list[Line] = []
    if draft.problem:
        out += [*pair("", draft.problem, width - 3, "late", gutter=0), []]
    for section in draft.form.sections:
        if section.body.strip():
            label = short_title(section.title)[:10]
            out += noted(label, section.body.strip(), width - 3, 11)
    return indented(out)


def card_lines(card: MemberCard, zone: tzinfo | None, today: date, width: int) -> list[Line]:
    """The profile: standing, how to reach her, the job."""
    w = width - 3
    standing, role = standing_said(card.standing, card.paid_through, today)
    paid = (
        f" to {say_day(card.paid_through, today)}"
        if card.paid_through and card.standing is Standing.FINANCIAL
        else ""
    )
    out: list[Line] = [ends([(card.name, "strong")], [(card.number, "quiet")], w)]
    out += pair("Standing", f"{standing}{paid}", w, "text" if role == "quiet" else role)
    if card.joined_on:
        out += pair("Member", f"for {say_span(card.joined_on, today)}", w)
    if card.do_not_contact:
        out += pair("Contact", "do not contact", w, "soon")
    if card.missing_since is not None:
        out += pair(
            "File", f"not in it since {say_day(card.missing_since.astimezone(zone).date(), today)}", w, "soon"
        )
    if card.asked:
        out += pair("Asked", f"which value stands: {key_said('details')}", w)
    if card.tags:
        out += pair("Tags", ", ".join(card.tags), w)
    if not card.phones:
        out += pair("Phone", "none on record", w, "quiet")
    for phone in card.phones:
        out += pair("Phone" if phone is card.phones[0] else "", f"{phone.shown}, {phone.kind}", w)
    if not card.emails:
        out += pair("E-mail", "none on record", w, "quiet")
    for email in card.emails:
        out += pair("E-mail" if email is card.emails[0] else "", email.address, w)
    if card.born_on:
        age = (
            today.year
            - card.born_on.year
            - ((today.month, today.day) < (card.born_on.month, card.born_on.day))
        )
        out += pair("Born", f"{card.born_on.day} {card.born_on:%b %Y}, {age}", w)
    if card.jobs:
        out += [
            [],
            heading(
                "Job" if len(card.jobs) == 1 else "Jobs", None if len(card.jobs) == 1 else len(card.jobs)
            ),
        ]
        for job in card.jobs:
            out += pair("Employer", ", ".join(part for part in (job.employer, job.worksite) if part), w)
            out += pair(
                "Role", " ".join(part for part in (job.role_title, job.classification) if part) or "–", w
            )
            if job.start_on:
                out += pair("Since", f"{job.start_on:%b %Y}, {say_span(job.start_on, today)}", w)
    return indented(out)


def before_you_write(
    card: MemberCard | None,
    items: Sequence[TimelineItem],
    cases: Sequence[CaseLine],
    zone: tzinfo | None,
    today: date,
    width: int,
    notices: Sequence[str] = (),
) -> list[Line]:
    """Beside a note: what to look at first, the last contacts and what is open (features A1.01, A1.05, A1.10)."""
    w = width - 3
    if card is None:
        return indented(
            [
                heading("Nobody found yet"),
                *pair("", f"{key_said('attach')} finds the member; the note can go on without.", w, gutter=0),
            ]
        )
    out: list[Line] = [heading("Before you write")]
    for notice in notices:
        out += [*pair("", notice, w, "soon", gutter=0)]
    out += [[]] if notices else []
    contacts = [item for item in items if item.kind is ItemKind.INTERACTION][:5]
    for item in contacts:
        ago = say_ago(item.at.astimezone(zone).date(), today)
        left: Line = [
            (f"{ago:>9}  ", "quiet"),
            (f"{short_channel(item.channel):<8}", "quiet"),
            (item.title, "text"),
        ]
        out.append(ends(left, [(item.who.split(" ")[0], "quiet")], w))
    if not contacts:
        out.append([("no contact on record", "quiet")])
    out += [[], heading("Open cases", len(cases))]
    for place, case in enumerate(cases[:9], 1):
        left = [(f"{place} ", "accent"), (f"{case.number}  ", "quiet"), (case.title, "text")]
        out.append(ends(left, [((case.owner or "unclaimed").split(" ")[0], "quiet")], w))
        if case.follow_up_on:
            out.append([(" " * 11, "text"), (f"follow-up {say_when(case.follow_up_on, today)}", "quiet")])
    if cases:
        out.append([(" " * 11, "text"), ("ctrl+g 1", "key"), (" about this case", "quiet")])
    return [*indented(out), [], *card_lines(card, zone, today, width)]


def case_side(case: CaseRecord, zone: tzinfo | None, now: datetime, width: int) -> list[Line]:
    """Beside a case: dates, owner, how it came, and its notes."""
    from widgets.case_notes import side_notes
    from widgets.case_targets import side_targets

    w, today = width - 3, now.astimezone(zone).date()
    out: list[Line] = [heading("Dates")]
    out += _day("Follow-up", case.follow_up_on, today, w) or pair("Follow-up", "none", w, "soon")
    out += side_targets(case.targets, case.escalated_at, now, zone, w)
    if closing := closing_said(case, today, zone):
        out += pair("Closing", closing, w, "soon" if case.kept_open else "text")
    if case.effect:
        out += pair("Effect", say_effect(case.effect, today), w, "soon" if case.effect == UNKNOWN else "text")
    opened: Line = [(f"{'Opened':<10}", "quiet"), (say_day(case.opened_on, today), "text")]
    out.append(ends(opened, [(say_ago(case.opened_on, today), "quiet")], w))
    out += limit_lines(limits_said(case, today), w, late=case.lodged_on is None)
    out += [[], heading("Owner"), [(case.owner or "unclaimed", "text")]]
    if case.office:
        out += pair("Office", case.office, w)
    if case.watchers:
        out += pair("Watched", f"by {', '.join(one.name for one in case.watchers)}", w)
    seen = seen_said(case.scope, case.confidential)
    if seen:
        out += pair("Seen by", seen, w, "soon")
    out.append([])
    came = f"from I-{case.interaction_reference}" if case.interaction_reference else "created directly"
    out += pair("Came", came, w)
    if case.direct_reason:
        out += pair("Because", case.direct_reason, w)
    if case.ticket_url:
        out += pair("Ticket", case.ticket_url, w)
    out += [[], *side_notes(case.notes, case.note_count, zone, today, w)]
    return indented(out)


def _both(change: ChangeLine, width: int) -> list[Line]:
    """Old and new: side by side where they are short, else one below the other."""
    old, new = change.old or "–", change.new or "–"
    if len(old) + len(new) < width and "\n" not in old + new:
        return pair("", f"{old} › {new}", width, gutter=4)
    return [*pair("    was", old, width, gutter=9), *pair("    now", new, width, gutter=9)]


def history_lines(
    changes: Sequence[ChangeLine], zone: tzinfo | None, width: int, *, whole: bool = False
) -> list[Line]:
    """Every act: when, what, who and why; under it each field, from what to what; with `whole` nothing is cut."""
    from data.rules.undoing import UNDO

    w = width - 3
    acts = [
        (act, list(fields))
        for act, fields in groupby(changes, key=lambda it: (it.at, it.action, it.who, it.reason))
    ]
    out: list[Line] = [heading("History", len(acts))]
    for (instant, action, who, reason), fields in acts:
        at = instant.astimezone(zone)
        said = act_said(action)
        out.append(ends([(f"{at.day} {at:%b %H:%M}  ", "quiet"), (said, "text")], [(who, "quiet")], w))
        for change in fields:
            if change.field not in NOT_TOLD and change.record not in BEHIND:
                out += pair("", change.field.replace("_", " "), w, "quiet", gutter=2)
                told = _both(change, w)
                out += told if whole else _clipped(told, 4, w)
        if reason:
            out += pair("", reason if action == UNDO else f"because {reason}", w, "quiet", gutter=2)
    return indented(out)
