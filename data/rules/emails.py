"""What an e-mail says of where it belongs, and how it is spoken of (features A2.21, A2.23, A1.06)."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime

from data.types.emails import Address, Direction, FilesKept, Letter, Pulled, Suggestion, Target

FILE_ENDINGS = (".eml", ".msg")
"""How files of e-mails are named."""
_CASE = re.compile(r"(?<![\w-])c[-–]\s?(\d{4,10})(?![\w-])", re.ASCII | re.IGNORECASE)
_TICKET = re.compile(
    r"\[\s?#{1,2}\s?(\d{1,24})\s?#{0,2}\s?\]|(?<![\w])ticket\s?(?:id|no|number)?\.?\s?[:#]?\s?#?(\d{2,24})(?!\w)",
    re.ASCII | re.IGNORECASE,
)
_LARGEST = 2**31 - 1
_SUBJECT_FRONT = re.compile(r"^(?:\s*(?:re|fwd?|aw|wg)\s*:\s*)+", re.IGNORECASE)


def key_of(letter: Letter) -> str:
    """By what an e-mail is the same e-mail: its Message-ID, or its content where it has none."""
    return letter.message_id or f"sha256:{letter.digest}"


def other_key(letter: Letter) -> str:
    """For another e-mail that names the Message-ID of one that is there: nothing that arrives is lost over it."""
    return f"{letter.message_id} sha256:{letter.digest}"


def is_same(letter: Letter, sender: str, subject: str) -> bool:
    """Whether an e-mail of the same Message-ID is the same e-mail, and not one that only says so."""
    return letter.sender.address == sender and plain_subject(letter.subject) == plain_subject(subject)


def plain_subject(text: str) -> str:
    """A subject without "Re:" and the like in front, in small letters."""
    return _SUBJECT_FRONT.sub("", text).strip().lower()


def cases_named(text: str) -> tuple[int, ...]:
    """The case numbers a subject names: "Re: C-10482 your roster"."""
    found = (int(one[1]) for one in _CASE.finditer(text))
    return tuple(dict.fromkeys(one for one in found if 0 < one <= _LARGEST))


def ticket_named(text: str) -> str:
    """The number of the ticket a subject names, as the ticket system writes it: "[## 4711 ##]", "Ticket #4711"."""
    found = _TICKET.search(text)
    return (found[1] or found[2]) if found else ""


def direction_of(sender: Address, own: Iterable[str]) -> Direction:
    """Out where one of the office's own addresses or domains wrote it."""
    address = sender.address
    domain = address.rpartition("@")[2]
    ours = any(one.lower().lstrip("@") in (address, domain) for one in own if one)
    return Direction.OUT if ours and address else Direction.IN


def others(letter: Letter, direction: Direction) -> tuple[str, ...]:
    """The addresses a member may have: of who wrote, or of those who were written to."""
    people = (letter.sender,) if direction is Direction.IN else (*letter.to, *letter.cc)
    return tuple(dict.fromkeys(one.address for one in people if one.address))


def placed_at(sent_at: datetime | None, now: datetime) -> datetime:
    """Where it stands in a line of time: when it was sent, but not before there was mail nor after it came."""
    return sent_at if sent_at is not None and sent_at.year >= 1990 and sent_at <= now else now


def people_said(people: Sequence[Address], unnamed: int = 0) -> str:
    """ "Jane Roe <jane@example.org>, kim@example.org and 9,950 more"."""
    said = ", ".join(one.shown for one in people)
    return f"{said} and {unnamed:,} more" if unnamed else said


NAMED = "its number is in the subject"
NAMED_BY_OTHER = "its number is in the subject, but the address is another member's"
TICKET = "an earlier e-mail or note of its ticket is there"
OPEN_CASE = "open case of whoever has this address"
SENDER = "has this address"


def best(suggestions: Sequence[Suggestion]) -> Suggestion | None:
    """The one that Enter files to: the one case that is named, else the only one there is; never one of several."""
    for why in (NAMED, TICKET):
        found = [one for one in suggestions if one.why == why]
        if found:
            return found[0] if len(found) == 1 else None
    alone = len(suggestions) == 1 and suggestions[0].why != NAMED_BY_OTHER
    return suggestions[0] if alone else None


def belongs(target: Target) -> bool:
    """Whether it says one place, and one alone."""
    return (target.case_id is None) != (target.member_id is None)


def is_email_file(name: str) -> bool:
    """Whether a file of that name is an e-mail."""
    return name.strip().strip("'\"").lower().endswith(FILE_ENDINGS)


def size_said(size: int) -> str:
    """ "812 B", "14 kB", "2.5 MB"."""
    if size < 1000:
        return f"{size} B"
    return f"{round(size / 1000)} kB" if size < 1_000_000 else f"{size / 1_000_000:.1f} MB"


def path_typed(text: str) -> str:
    """A path as it was typed, pasted or dropped into a terminal: without quotes, escapes of blanks and `file://`."""
    path = text.strip()
    if len(path) > 1 and path[0] == path[-1] and path[0] in "'\"":
        return path[1:-1]
    if path.startswith("file://"):
        from urllib.parse import unquote, urlsplit

        return unquote(urlsplit(path).path)
    return path.replace("\\ ", " ")


def files_said(kept: FilesKept) -> str:
    """ "2 files are documents now. setup.exe: its type is not taken." """
    many = len(kept.kept)
    said = f"{many} file{' is a document' if many == 1 else 's are documents'} now." if many else ""
    return " ".join([said, *(f"{name}: {why}." for name, why in kept.refused)]).strip() or "It has no files."


def pulled_said(pulled: Pulled) -> str:
    """ "3 new e-mails to file. One is too large and stays in the mailbox." """
    said = (
        "No new e-mail."
        if not pulled.new
        else f"{pulled.new} new e-mail{'' if pulled.new == 1 else 's'} to file."
    )
    if pulled.refused:
        said += f" {pulled.refused} too large or no e-mail: left in the mailbox."
    return f"{said} {pulled.left} more are fetched the next time." if pulled.left else said
