"""A note as plain text in headed blocks, to paste into an e-mail (features A1.25)."""

from collections.abc import Iterable, Sequence
from datetime import date, tzinfo

from data.rules.clean import clean, clean_line
from data.rules.days import MONTHS, WEEKDAYS, say_duration
from data.types.forms import InteractionForm
from data.types.notes import Section
from data.types.records import CaseRecord, InteractionRecord

NO_ADVICE = "no advice given"
"""What stands in the place of advice that was left out on purpose (features A1.23)."""


def interaction_text(record: InteractionRecord, zone: tzinfo | None) -> str:
    """A submitted interaction."""
    on = record.submitted_at.astimezone(zone).date()
    facts = (
        ("Member", f"{record.member_name}, {record.member_number}"),
        ("When", _day(on)),
        ("By", record.officer_name),
        ("Type", record.interaction_type),
        ("About", record.related_to),
        ("Outcome", record.outcome),
        ("Follow-up", _day(record.follow_up_on)),
        ("To do", record.follow_up_action),
        ("Length", say_duration(record.duration_s) if record.duration_s else ""),
        ("Ticket", record.ticket_url),
    )
    return _blocks(record.number, facts, shown(record.sections, no_advice=record.no_advice))


def form_text(form: InteractionForm, officer: str, today: date) -> str:
    """A note that is still being written."""
    facts = (
        ("Member", ", ".join(form.member_label.split("  ")) or "not known yet"),
        ("When", _day(today)),
        ("By", officer),
        ("Type", form.interaction_type),
        ("About", form.related_to),
        ("Outcome", form.outcome),
        ("Follow-up", _day(form.follow_up_on)),
        ("To do", form.follow_up_action),
        ("Ticket", form.ticket_url),
    )
    return _blocks("Note, not submitted yet", facts, shown(form.sections, no_advice=form.no_advice))


def case_text(case: CaseRecord) -> str:
    """A case: what it is about, and what happens next."""
    facts = (
        ("Member", f"{case.member_name}, {case.member_number}"),
        ("Status", case.status),
        ("Owner", case.owner or "unclaimed"),
        ("Opened", _day(case.opened_on)),
        ("Follow-up", _day(case.follow_up_on)),
        ("Target", _day(case.due_on)),
        ("Ticket", case.ticket_url),
    )
    parts = [part for part in case.description if part.title != "Actions"]
    no_advice = bool(case.notes) and case.notes[-1].no_advice
    return _blocks(
        f"{case.number} {case.title}",
        facts,
        [*shown(parts, no_advice=no_advice), Section("Next steps", case.next_steps)],
    )


def shown(sections: Sequence[Section], *, no_advice: bool) -> list[Section]:
    """Sections as they are read: advice left out on purpose says so."""
    return [
        part._replace(body=NO_ADVICE)
        if no_advice and part.title == "Advice" and not part.body.strip()
        else part
        for part in sections
    ]


def sections_text(sections: Iterable[Section]) -> str:
    """Title and words of each section that has some, a blank line between them."""
    written = (part for part in sections if part.body.strip())
    return "\n\n".join(f"{clean_line(part.title).upper()}\n{clean(part.body).strip()}" for part in written)


def _blocks(title: str, facts: Iterable[tuple[str, str]], sections: Iterable[Section]) -> str:
    lines = [clean_line(title), *(f"{label}: {clean_line(value)}" for label, value in facts if value)]
    if told := sections_text(sections):
        lines += ["", told]
    return "\n".join(lines) + "\n"


def _day(day: date | None) -> str:
    """With its year: the text is read elsewhere, and later."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}" if day else ""
