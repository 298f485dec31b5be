"""An e-mail from its bytes: `.eml` (RFC 5322) and `.msg` (Outlook), in bounded time and memory (domain E4).

Nothing it names is fetched, nothing in it is opened: its text is text, its files are listed and kept as they are.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime

from data.exchange.mail_parts import HEADERS, File, taken_apart
from data.exchange.mail_words import LONGEST_LINE, said
from data.rules.clean import clean, clean_line
from data.types.emails import Address, Attached, Letter
from data.types.errors import FileRefused

LARGEST = 50_000_000
"""Bytes of one e-mail."""
LONGEST_BODY = 200_000
"""Characters of text that are kept to be read; the original has all of it."""
RECIPIENTS = 50
"""Of To and of Cc that are kept by name; the others are counted."""
_HEADER = 100_000
"""Characters of one header."""
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How a `.msg` begins."""
NOT_WHOLE = "[Not all of this e-mail can be shown; the original has it.]"


def read_letter(data: bytes) -> tuple[Letter, tuple[File, ...]]:
    """The e-mail and its files; raises FileRefused for what is none, is empty or too large."""
    if not data:
        raise FileRefused("the e-mail is empty")
    if len(data) > LARGEST:
        raise FileRefused(f"the e-mail is larger than {LARGEST // 1_000_000} MB")
    if data.startswith(OLE):
        from data.exchange.mail_msg import read_msg

        return read_msg(data)
    return _read_eml(data)


def _read_eml(data: bytes) -> tuple[Letter, tuple[File, ...]]:
    if b"\x00" in data[:1000] or not _looks_like_headers(data):
        raise FileRefused("it is no e-mail: it does not begin with header lines such as From and Subject")
    apart = taken_apart(data)
    return letter_of(apart.mail, apart.text, apart.files, data, whole=apart.whole), apart.files


def unreadable(data: bytes, name: str) -> Letter:
    """What a mailbox holds that is no e-mail: kept and shown as such; known by that name where it has no bytes."""
    letter = letter_of(Message(), "", (), data or name.encode(), whole=False)
    return letter._replace(subject="An e-mail that cannot be read", size=len(data))


_FIRST_LINES = re.compile(rb"\A(?:From [^\n]{0,500}\r?\n)?\s{0,10}[!-9;-~]{1,80}[ \t]*:", re.DOTALL)
_NAMES = re.compile(
    rb"^(?:from|to|cc|subject|date|message-id|received|return-path|mime-version|delivered-to|sender)[ \t]*:",
    re.IGNORECASE | re.MULTILINE,
)


def _looks_like_headers(data: bytes) -> bool:
    head = data.removeprefix(b"\xef\xbb\xbf")[:HEADERS]
    return _FIRST_LINES.match(head) is not None and _NAMES.search(head) is not None


# Header lines


def letter_of(mail: Message, body: str, files: Iterable[File], data: bytes, *, whole: bool) -> Letter:
    """What the header lines and the text say, made harmless and bounded."""
    text = clean(body[: LONGEST_BODY * 2]).strip()
    whole = whole and len(body) <= LONGEST_BODY * 2 and len(text) <= LONGEST_BODY
    if not whole:
        text = f"{text[:LONGEST_BODY]}\n\n{NOT_WHOLE}".strip()
    to, more_to = _people(_raw(mail, "to"))
    cc, more_cc = _people(_raw(mail, "cc"))
    senders, _ = _people(_raw(mail, "from") or _raw(mail, "sender"))
    message_id = re.sub(r"[\s<>]", "", clean_line(_raw(mail, "message-id")))
    return Letter(
        message_id=message_id if len(message_id) <= LONGEST_LINE else "",
        sender=senders[0] if senders else Address("", ""),
        to=to,
        cc=cc,
        unnamed=more_to + more_cc,
        sent_at=_moment(_raw(mail, "date")),
        subject=said(_raw(mail, "subject"))[:LONGEST_LINE],
        body=text,
        attached=tuple(Attached(one.name, clean_line(one.kind)[:100], len(one.data)) for one in files),
        digest=hashlib.sha256(data).hexdigest(),
        size=len(data),
        whole=whole,
    )


def _raw(mail: Message, name: str) -> str:
    """The first header line of that name as it stands, its folds opened."""
    found = next((value for key, value in mail.raw_items() if key.lower() == name), "")
    return re.sub(r"\r?\n[ \t]?", " ", str(found)[:_HEADER])


def _moment(text: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(text.strip())
        found = found if found.tzinfo is not None else found.replace(tzinfo=UTC)
        return found.astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


_ADDRESS = re.compile(r"[^\s<>,;:\"()\[\]@]{1,64}@[^\s<>,;:\"()@]{1,255}")


def _people(text: str) -> tuple[tuple[Address, ...], int]:
    """Whom a header names: the first ones, and how many more there are."""
    people: list[Address] = []
    more = 0
    for one in _apart(text):
        if len(people) >= RECIPIENTS:
            more += 1
            continue
        address = _ADDRESS.search(one[one.rfind("<") + 1 :] if "<" in one else one)
        name = one[: one.rfind("<")] if "<" in one else ("" if address else one)
        shown = said(name.strip().strip('"').replace('\\"', '"'))[:LONGEST_LINE]
        found = address[0].lower().rstrip(".") if address else ""
        if shown or found:
            people.append(Address("" if shown.lower() == found else shown, clean_line(found)))
    return tuple(people), more


def _apart(text: str) -> Iterator[str]:
    """The addresses of a header: apart by commas and semicolons that stand in no quotes."""
    begin, quoted, skip = 0, False, False
    for at, sign in enumerate(text):
        if skip:
            skip = False
        elif sign == "\\":
            skip = True
        elif sign == '"':
            quoted = not quoted
        elif sign in ",;" and not quoted:
            if text[begin:at].strip():
                yield text[begin:at]
            begin = at + 1
    if text[begin:].strip():
        yield text[begin:]
