"""The words of the filter language, each once: parsing, completion, help and docs/filters.md read this table."""

from data.types.triage import FilterField, Kind

FIELDS = (
    FilterField("overdue", "its day has passed", Kind.FLAG, "overdue"),
    FilterField("today", "its day is today", Kind.FLAG, "today"),
    FilterField("next", "its day is one of the next seven", Kind.FLAG, "next"),
    FilterField("assigned", "somebody holds it", Kind.FLAG, "assigned"),
    FilterField("unclaimed", "nobody holds it", Kind.FLAG, "unclaimed"),
    FilterField("mine", "you hold it", Kind.FLAG, "mine"),
    FilterField("escalated", "it is before those who decide", Kind.FLAG, "escalated"),
    FilterField("review", "marked for review", Kind.FLAG, "review"),
    FilterField("legal", "a limit set by law ends within seven days, or its day is not known", Kind.FLAG, "legal"),
    FilterField("confidential", "not for basic access", Kind.FLAG, "confidential"),
    FilterField("waiting", "its status waits for somebody", Kind.FLAG, "waiting"),
    FilterField("awaiting", "the member was asked something, and a reply is waited for", Kind.FLAG, "awaiting"),
    FilterField("silent", "the member was asked something and did not reply in time", Kind.FLAG, "silent"),
    FilterField("watched", "you watch it", Kind.FLAG, "watched"),
    FilterField("owner", "who holds it: login or name, me, none", Kind.ENTRY, "owner:kim"),
    FilterField("team", "the team it belongs to", Kind.ENTRY, "team:msd"),
    FilterField("related", "the topic of contact", Kind.ENTRY, "related:disciplinary"),
    FilterField("type", "a case type, by key or name", Kind.ENTRY, "type:UFD"),
    FilterField("status", "a status, or a part of its name", Kind.ENTRY, "status:waiting"),
    FilterField("tag", "a tag", Kind.ENTRY, "tag:urgent-meeting"),
    FilterField("kind", "a case, or a follow-up without one", Kind.ENTRY, "kind:follow-up"),
    FilterField("priority", "1 to 5, 1 the most urgent", Kind.NUMBER, "priority<=2"),
    FilterField("employer", "where the member works", Kind.WORDS, 'employer:"st vincent"'),
    FilterField("member", "the member's name or number", Kind.WORDS, "member:gallagher"),
    FilterField("title", "words of the title or topic", Kind.WORDS, "title:roster"),
    FilterField("ticket", "the ticket it came from", Kind.TICKET, "ticket:4711"),
    FilterField("day", "the nearer of follow-up and target, by which rows are placed", Kind.DAY, "day<=fri"),
    FilterField("due", "the day of its target", Kind.DAY, "due<fri"),
    FilterField("follow-up", "the day it is to be followed up", Kind.DAY, "follow-up:today"),
    FilterField("lodge", "the last day of a limit set by law", Kind.DAY, "lodge<+14d"),
    FilterField("opened", "the day it was opened", Kind.DAY, "opened<-30d", past=True),
    FilterField("sort", "in which order the rows stand", Kind.ORDER, "sort:urgency"),
)  # fmt: skip
"""What each word means, what it takes, and an example."""

BY_NAME = {one.name: one for one in FIELDS}
ALSO = {
    "followup": "follow-up",
    "follow-up-on": "follow-up",
    "related-to": "related",
    "topic": "related",
    "case-type": "type",
    "tags": "tag",
    "prio": "priority",
    "staff": "owner",
    "assignee": "owner",
    "target": "due",
}
"""Other words that people write for a field."""
SORTS = ("due", "urgency", "priority", "age", "number")
"""The first is what stands where nothing is said."""
KINDS = ("case", "follow-up")
EMPTY = ("none", "any")
"""In place of a day: there is none, or there is one."""


def takes(field: FilterField) -> str:
    """What may stand after a field, for help and the page of it."""
    if field.kind is Kind.FLAG:
        return "the word alone"
    if field.kind is Kind.ORDER:
        return ", ".join(SORTS)
    return field.kind.value
