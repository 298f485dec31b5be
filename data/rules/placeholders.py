"""What the placeholders of snippets and outlines become."""

from datetime import date

from data.rules.days import say_day
from data.types.members import Job, MemberCard


def values(
    card: MemberCard | None, job: Job | None, officer: str, today: date, follow_up: date | None = None
) -> dict[str, str]:
    """A value for each of `data.rules.snippets.PLACEHOLDERS`; empty where it is not known."""
    return {
        "member": card.name if card else "",
        "first": (card.informal or card.given) if card else "",
        "employer": job.employer if job else "",
        "job": " ".join(part for part in (job.role_title, job.classification) if part) if job else "",
        "officer": officer,
        "today": say_day(today, today),
        "follow_up": say_day(follow_up, today) if follow_up else "",
    }
