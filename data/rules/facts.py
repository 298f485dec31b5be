"""The facts of a job as Background begins: length, classification and role, terms (features A1.20)."""

from datetime import date

from data.rules.clean import clean_line
from data.rules.days import MONTHS, say_span, whole_months
from data.types.members import Job


def job_said(job: Job | None, today: date) -> str:
    """A job in a few words: "Theatre technician L3, Bayview Hospital, 6 y 2 m"."""
    if job is None:
        return ""
    role = " ".join(part for part in (job.role_title, job.classification) if part)
    length = say_span(job.start_on, today) if job.start_on else ""
    return ", ".join(part for part in (role, job.employer, length) if part)


def job_facts(job: Job, today: date) -> str:
    """ "6 yrs, Theatre tech L3, permanent p/t"; what the record does not hold is left out."""
    role = " ".join(part for part in (job.role_title, job.classification) if part)
    parts = (_length(job, today), role, _terms(job))
    return clean_line(", ".join(part for part in parts if part))


def _length(job: Job, today: date) -> str:
    if job.start_on is None:
        return ""
    if job.start_on > today:
        return f"starts {job.start_on.day} {MONTHS[job.start_on.month - 1]} {job.start_on.year}"
    ended = job.end_on is not None and job.end_on < today
    months = whole_months(job.start_on, job.end_on if ended and job.end_on else today)
    if months >= 12:
        said = f"{months // 12} yr{'s' if months >= 24 else ''}"
    elif months:
        said = f"{months} month{'s' if months > 1 else ''}"
    else:
        said = "less than a month"
    if ended and job.end_on:
        return f"{said} until {MONTHS[job.end_on.month - 1]} {job.end_on.year}"
    return said


def _terms(job: Job) -> str:
    """Employment type as it is said inside a line, hours beside it."""
    kind = job.employment_type[:1].lower() + job.employment_type[1:]
    return " ".join(part for part in (kind, job.hours_fte) if part)
