"""Words of a file or option to what the office's lists hold."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from data.desk import calendar
from data.desk import members as member_room
from data.desk.desk import Desk
from data.rules.case_tree import named, path_said
from data.rules.clean import clean_line
from data.rules.days import read_day, read_past_day
from data.rules.folding import fold
from data.rules.reference import read_reference
from data.rules.templates import offered
from data.rules.whom import person
from data.types.choices import Choices
from data.types.errors import BadInput
from data.types.members import Job, MemberCard
from data.types.notes import Template


def one_of(what: str, text: str, names: Sequence[str]) -> str:
    """The name in the list that was meant, case and dashes aside; empty stays empty; raises BadInput."""
    if not text.strip():
        return ""
    found = next((name for name in names if fold(name) == fold(text)), "")
    if not found:
        raise BadInput(f"{what} {clean_line(text)!r} is in no list; there are {', '.join(names)}")
    return found


def case_types(text: str, lists: Choices) -> list[str]:
    """Keys of case types given by key, label or a way such as "Dismissal > Unfair dismissal", apart by commas.

    Raises BadInput, also where a label stands in several places of the tree.
    """
    keys = []
    for part in (part.strip() for part in text.split(",")):
        if not part:
            continue
        found = named(part, lists.case_types)
        if not found:
            known = ", ".join(kind.key for kind in lists.case_types)
            raise BadInput(f"case type {clean_line(part)!r} is in no list; there are {known}")
        if len(found) > 1:
            ways = ", ".join(f"{path_said(*one)!r}" for one in found)
            raise BadInput(f"case type {clean_line(part)!r} fits several; say which: {ways}")
        keys.append(found[0][0].key)
    return keys


def template(text: str, lists: Choices) -> Template:
    """An intake template by key or label, or none; raises BadInput."""
    known = offered(lists)
    for one in known:
        if fold(text) in (fold(one.key), fold(one.label)):
            return one
    raise BadInput(
        f"template {clean_line(text)!r} is in no list; there are {', '.join(one.key for one in known)}"
    )


def own_fields(texts: Sequence[str], lists: Choices) -> dict[str, str]:
    """Fields of the office's own from NAME=VALUE, by name or label; raises BadInput."""
    out = {}
    for text in texts:
        name, equals, value = text.partition("=")
        found = next(
            (one.name for one in lists.custom_fields if fold(name) in (fold(one.name), fold(one.label))), None
        )
        if not equals or found is None:
            known = ", ".join(one.name for one in lists.custom_fields) or "none"
            raise BadInput(f"--field {clean_line(text)!r} is not NAME=VALUE of a field; there are {known}")
        out[found] = value
    return out


def officer(text: str, lists: Choices) -> UUID | None:
    """The id of an officer by login or name; None for no text; raises BadInput."""
    if not text.strip():
        return None
    found = person(text, lists)
    if found is None:
        known = ", ".join(one.login for one in lists.staff)
        raise BadInput(f"{clean_line(text)!r} is no officer; there are {known}")
    return found.id


def job_of(card: MemberCard, text: str) -> Job | None:
    """The member's job at that employer, by id or the beginning of its name; None for no text; raises BadInput."""
    if not text.strip():
        return None
    for job in card.jobs:
        if str(job.id) == text.strip() or fold(job.employer).startswith(fold(text)):
            return job
    raise BadInput(f"the member has no job {clean_line(text)!r}")


def current_job(desk: Desk, member_id: UUID) -> Job | None:
    """The primary job of a member, which an issue is most likely about."""
    jobs = member_room.card(desk, member_id).jobs
    return next((job for job in jobs if job.primary), jobs[0] if jobs else None)


def day(desk: Desk, text: str) -> date | None:
    """A day as officers write it: `fri`, `+2d`, `27/11`; None for no text; raises BadInput."""
    return read_day(text, desk.today(), calendar.free_days(desk)) if text else None


def yes(what: str, text: str) -> bool:
    """Whether the text says yes; nothing said is no; raises BadInput."""
    said = text.strip().lower()
    if said in ("yes", "y", "true", "1"):
        return True
    if said in ("", "no", "n", "false", "0"):
        return False
    raise BadInput(f"{what} is yes or no")


def past_day(desk: Desk, text: str) -> date | None:
    """A day on which something began: `fri` is the last one; None for no text; raises BadInput."""
    return read_past_day(text, desk.today())


def reference(text: str, kind: str) -> int:
    """The number of "C-10482" for a case, "I-20931" for an interaction; raises BadInput."""
    found = read_reference(text)
    if found is None or found[0] != kind:
        example = "C-10482" if kind == "case" else "I-20931"
        raise BadInput(f"{clean_line(text)!r} is no {kind}; an example is {example}")
    return found[1]


def place(which: str, names: list[str], what: str) -> int:
    """Which one is meant; raises BadInput, also where the beginning fits several."""
    if which.isascii() and which.isdigit() and 1 <= int(which) <= len(names):
        return int(which) - 1
    sought = fold(which)
    found = [at for at, name in enumerate(names) if sought and fold(name).startswith(sought)]
    if len(found) == 1:
        return found[0]
    if not names:
        raise BadInput(f"this case has no {what}")
    several = "fits several" if found else "is none"
    raise BadInput(f"the {what} {several}; give its number, 1 to {len(names)}, or the beginning of its words")
