"""Who is told of what: the whole matrix as one table (features N1 to N21, A4.20, A4.32 to A4.34, B6, B14)."""

from collections.abc import Sequence

from data.rules.happenings import REASONS
from data.types.happenings import Kind
from data.types.notices import Concerned, Decided, NoticeRow, NoticeRules, Switch, Unsent, Whom

MATRIX: tuple[NoticeRow, ...] = (
    NoticeRow("B6", Kind.NOTE_MENTION, "you are mentioned in a note", (Whom.GIVEN,)),
    NoticeRow("N2", Kind.CASE_ASSIGNED, "the case was given to you", (Whom.GIVEN,)),
    NoticeRow("N3", Kind.CASE_REGROUPED, "the case was given to your group", (Whom.GIVEN,), group_switch=True),
    NoticeRow("N19", Kind.CASE_CREATED, "a new case is yours", (Whom.HOLDERS,), office="assignees_on_create"),
    NoticeRow("N1", Kind.CASE_CREATED, "a new case", (Whom.GROUP,), member=True, group_switch=True),
    NoticeRow("N5", Kind.TARGET_BREACHED, "a target has passed", (Whom.HOLDERS, Whom.ESCALATION)),
    NoticeRow("N6", Kind.CASE_ESCALATED, "the case was escalated", (Whom.HOLDERS, Whom.ESCALATION)),
    NoticeRow("N4", Kind.TARGET_REMINDER, "a target is near", (Whom.HOLDERS_OR_GROUP,)),
    NoticeRow("N8", Kind.TASK_ASSIGNED, "a task was given to you", (Whom.PERFORMER,)),
    NoticeRow("N9", Kind.TASK_CANCELLED, "a task was cancelled", (Whom.PERFORMER,)),
    NoticeRow("N10", Kind.TASK_REMINDER, "a task is to be remembered", (Whom.PERFORMER,)),
    NoticeRow("N11", Kind.TASK_BREACHED, "a task is late", (Whom.PERFORMER, Whom.HOLDERS)),
    NoticeRow("N7", Kind.TASKS_DONE, "all tasks are done", (Whom.HOLDERS_OR_GROUP,)),
    NoticeRow("N12", Kind.CONTACT_CHANGED, "contact details were changed", (Whom.HOLDERS,), member=True),
    NoticeRow("N13", Kind.APPOINTMENT_MADE, "an appointment was made", (Whom.HOLDERS,), member=True),
    NoticeRow("N13", Kind.APPOINTMENT_MOVED, "an appointment was moved", (Whom.HOLDERS,), member=True),
    NoticeRow("N13", Kind.APPOINTMENT_CANCELLED, "an appointment was cancelled", (Whom.HOLDERS,), member=True),
    NoticeRow("N14", Kind.MEMBER_MESSAGED, "the member was written to"),
    NoticeRow("N15", Kind.MEMBER_SILENT, "the member did not reply", (Whom.HOLDERS_OR_GROUP,)),
    NoticeRow("A4.22", Kind.MEMBER_REPLIED, "the member replied", (Whom.HOLDERS_OR_GROUP,)),
    NoticeRow("N16", Kind.NOTE_MEMBER, "word came from the member", (Whom.HOLDERS_OR_GROUP,)),
    NoticeRow("N17", Kind.NOTE_STAFF, "a note was added", (Whom.HOLDERS_OR_GROUP,)),
    NoticeRow("N18", Kind.CASE_CLOSED, "the case was closed", member=True),
    NoticeRow("N20", Kind.CASE_CHANGED, "the case was changed", (Whom.HOLDERS,), office="assignees_on_change"),
    NoticeRow("B14", Kind.CASE_CHANGED, "a case that you watch was changed", (Whom.WATCHERS,)),
    NoticeRow("A4.20", Kind.ROUTINE_NOTICE, "a routine asks you to look at the case", (Whom.GIVEN,)),
)  # fmt: skip
"""The more particular before the more general: of one act each person is told of one.

What N14 says to the member is the message itself. N21, and what N19 says to the member, is asked of whoever opens or
closes the case (features A3.08, A3.21), and goes at once.
"""

MEMBER_MAY = frozenset({row.kind for row in MATRIX if row.member} | {Kind.CASE_REGROUPED, Kind.CASE_STATUS})
"""Events of which the office may have a mail to the member; of the last two only where it says so."""
EVENTS = tuple(dict.fromkeys(row.kind.value for row in MATRIX if not row.office))
"""What has a switch by case type, in the order of the matrix."""


def rows_of(kind: Kind) -> tuple[NoticeRow, ...]:
    """The rows of the matrix about it."""
    return tuple(row for row in MATRIX if row.kind is kind)


def decide(
    kind: Kind, concerned: Concerned, rules: NoticeRules, *, actor: object = None, what: str = ""
) -> Decided:
    """Who is told: never who did it, and nobody of what she may not open (features N1 to N21)."""
    told: dict[object, None] = {}
    if kind is Kind.NOTE_STAFF and actor in concerned.holders:
        # Whoever holds the case writes most of its notes: that is no update (features A4.25).
        return Decided()
    for row in rows_of(kind):
        if not _staff_on(row, concerned, rules, what):
            continue
        wanted = set().union(*(_of(whom, concerned) for whom in row.staff)) if row.staff else set()
        told |= {one.id: None for one in concerned.people if one.id in wanted}
    seen = {one.id for one in concerned.people if one.sees}
    staff = tuple(one.id for one in concerned.people if one.id in told and one.id in seen and one.id != actor)
    return Decided(staff, member_on(kind, concerned.case_types, rules, what))


def _staff_on(row: NoticeRow, concerned: Concerned, rules: NoticeRules, what: str) -> bool:
    if row.office:
        return bool(getattr(rules, row.office))
    if row.group_switch and not rules.group_new_and_reassigned:
        return False
    return said_of(row.kind, concerned.case_types, rules, "staff", what, usual=row.on)


def _of(whom: Whom, concerned: Concerned) -> frozenset[object]:
    found = {
        Whom.HOLDERS: concerned.holders,
        Whom.GROUP: concerned.group,
        Whom.HOLDERS_OR_GROUP: concerned.group if concerned.unclaimed else concerned.holders,
        Whom.ESCALATION: concerned.escalation,
        Whom.PERFORMER: concerned.performer,
        Whom.GIVEN: concerned.given,
        Whom.WATCHERS: concerned.watchers,
    }
    return frozenset(found[whom])


def said_of(
    kind: str, case_types: Sequence[str], rules: NoticeRules, of: str, what: str = "", *, usual: bool
) -> bool:
    """What the office says of an event, to its staff or to the member: the narrowest that says something."""
    found = [one for one in applying(kind, case_types, rules, what) if getattr(one, of) is not None]
    return bool(getattr(found[-1], of)) if found else usual


def applying(kind: str, case_types: Sequence[str], rules: NoticeRules, what: str = "") -> list[Switch]:
    """What the office says of an event of a case of these types, the narrowest last; the first type decides."""
    primary, whole = case_types[0] if case_types else "", what.casefold()
    found = [
        one
        for one in rules.switches
        if one.event == kind
        and (not one.case_types or primary in one.case_types)
        and (not one.when or one.when.casefold() in (whole, *whole.split(REASONS)))
    ]
    return sorted(found, key=lambda one: (bool(one.case_types), bool(one.when)))


def member_on(kind: Kind, case_types: Sequence[str], rules: NoticeRules, what: str = "") -> bool:
    """Whether the member gets a mail; where whoever opens or closes a case is asked, that answer decides."""
    if kind not in MEMBER_MAY:
        return False
    asked = {Kind.CASE_CREATED: rules.email_on_create, Kind.CASE_CLOSED: rules.email_on_close}
    usual = any(row.member for row in rows_of(kind)) and not asked.get(kind, False)
    return said_of(kind, case_types, rules, "member", what, usual=usual)


def why_unsent(*, do_not_contact: bool, no_email: bool, address: str) -> Unsent:
    """Why no mail goes to a member, who is told as little as she wants (features A3.09)."""
    if do_not_contact:
        return Unsent.DO_NOT_CONTACT
    if no_email:
        return Unsent.NO_MAIL
    return Unsent.NO if address else Unsent.NO_ADDRESS


def said_to_officer(kind: str, what: str = "") -> str:
    """What happened, for a row of the inbox: "the completion target has passed"."""
    found = next((row.said for row in MATRIX if row.kind == kind), kind.replace(".", " "))
    if not what:
        return found
    if kind in (Kind.TARGET_BREACHED, Kind.TARGET_REMINDER):
        return found.replace("a target", f"the {what} target")
    return f"{found}: {what}"


TEXTS: dict[str, tuple[str, str]] = {
    Kind.CASE_CREATED: ("Your case {number}", "we have opened case {number} for you. {office} will be in touch."),
    Kind.CASE_CLOSED: ("Your case {number} is closed", "your case {number} is closed. If you have questions, "
                       "write to us and name its number."),
    Kind.CASE_REGROUPED: ("Your case {number}", "your case {number} is now with another team of {office}, "
                          "who will be in touch."),
    Kind.CASE_STATUS: ("Your case {number}", "there is news of your case {number}. {office} will be in touch."),
    Kind.CONTACT_CHANGED: ("Your contact details", "your contact details at {office} were changed. If you did not "
                           "ask for that, please tell us."),
    Kind.APPOINTMENT_MADE: ("An appointment about {number}", "an appointment was made for you about case "
                            "{number}{when}."),
    Kind.APPOINTMENT_MOVED: ("Your appointment about {number}", "your appointment about case {number} was moved"
                             "{when}."),
    Kind.APPOINTMENT_CANCELLED: ("Your appointment about {number}", "your appointment about case {number} was "
                                 "cancelled."),
}  # fmt: skip
"""Subject and words of a mail to the member where the office has none of its own: no title, no note, no reason."""
PLACEHOLDERS = ("number", "name", "office", "when")


def to_member(
    kind: str, values: dict[str, str], case_types: Sequence[str], rules: NoticeRules, what: str = ""
) -> tuple[str, str]:
    """Subject and text of a mail to the member: the office's own for that type, group or reason, else the usual."""
    subject, words = TEXTS[kind]
    body = "Dear {name},\n\n" + words + "\n\n{office}\n"
    for one in applying(kind, case_types, rules, what):
        subject, body = one.subject or subject, one.body or body
    return filled(subject, values), filled(body, values)


def filled(text: str, values: dict[str, str]) -> str:
    """A text with its placeholders filled; what a value holds is never read as a placeholder."""
    parts = text.split("{")
    out = [parts[0]]
    for part in parts[1:]:
        name, closed, rest = part.partition("}")
        out.append(values[name] + rest if closed and name in values else "{" + part)
    return "".join(out)
