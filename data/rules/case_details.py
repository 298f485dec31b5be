"""A case as rows that can be changed one by one (features A4.18)."""

from enum import StrEnum
from typing import NamedTuple

from data.rules.completeness import complete, missing
from data.types.case_edits import CaseContents
from data.types.records import CaseRecord


class How(StrEnum):
    """How a field is asked for."""

    LINE = "line"
    DAY = "day"
    PAST = "past"
    EFFECT = "effect"
    ONE = "one"
    SEVERAL = "several"
    PLACE = "place"
    WORDS = "words"
    TAGS = "tags"
    READ = "read"
    """It is what it is."""


class CaseField(NamedTuple):
    """One field of a case: its name among the contents, and what the screen calls it."""

    name: str
    label: str
    how: How
    required: str = ""
    """Which of the seven it is (features A2.07)."""


FIELDS = (
    CaseField("title", "Title", How.LINE),
    CaseField("member", "Member", How.READ),
    CaseField("case_types", "Case type", How.SEVERAL, "case_types"),
    CaseField("status", "Status", How.ONE, "status"),
    CaseField("substatus", "Sub-status", How.ONE),
    CaseField("assignees", "Staff", How.SEVERAL, "assignees"),
    CaseField("priority", "Priority", How.ONE),
    CaseField("scope", "Seen by", How.ONE),
    CaseField("confidential", "Confident.", How.ONE),
    CaseField("marked_for_review", "Review", How.ONE),
    CaseField("job_id", "Job", How.ONE, "job_id"),
    CaseField("follow_up_on", "Follow-up", How.DAY, "follow_up_on"),
    CaseField("due_on", "Due", How.DAY),
    CaseField("opened_on", "Opened", How.PAST),
    CaseField("effect", "Took effect", How.EFFECT),
    CaseField("deadlines", "Limit", How.READ),
    CaseField("lodged_on", "Lodged", How.PAST),
    CaseField("location", "Location", How.PLACE),
    CaseField("location_note", "Loc. note", How.LINE),
    CaseField("ticket_url", "Ticket", How.LINE),
    CaseField("form", "Form", How.READ),
    CaseField("filed_in", "Filed in", How.READ),
    CaseField("tags", "Tags", How.TAGS),
    CaseField("sections", "", How.WORDS, "sections"),
    CaseField("next_steps", "Next steps", How.WORDS, "next_steps"),
    CaseField("came", "Came", How.READ),
    CaseField("direct_reason", "Because", How.READ),
)
"""In the order of the screen; the sections of the description are a row each, with their own titles."""


def contents_of(record: CaseRecord) -> CaseContents:
    """What of a case can be changed."""
    return CaseContents(
        sections=list(record.description),
        next_steps=record.next_steps,
        title=record.title,
        case_types=list(record.case_types),
        status=record.status,
        substatus=record.substatus,
        close_reason=record.close_reason,
        assignees=list(record.assignees),
        job_id=record.job.id if record.job is not None else None,
        follow_up_on=record.follow_up_on,
        due_on=record.due_on,
        opened_on=record.opened_on,
        priority=record.priority,
        ticket_url=record.ticket_url,
        location=record.location,
        location_note=record.location_note,
        effect=record.effect,
        lodged_on=record.lodged_on,
        tags=list(record.tags),
        confidential=record.confidential,
        scope=record.scope,
        marked_for_review=record.marked_for_review,
        fields=dict(record.fields),
    )


def complete_said(record: CaseRecord) -> str:
    """ "5 of 7, missing Relevant job, Follow-up date" (features A2.07, A2.26)."""
    contents = contents_of(record)
    held, of = complete(contents)
    gaps = ", ".join(gap.label for gap in missing(contents))
    return f"{held} of {of}" + (f", missing {gaps}" if gaps else "")
