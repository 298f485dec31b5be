"""An e-mail from its bytes: `.eml` (RFC 5322) and `.msg` (Outlook), in bounded time and memory (domain E4).

Nothing it names is fetched, nothing in it is opened: its text is text, its files are listed and kept as they are.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.errors import HeaderParseError, MessageError
from email.header import decode_header
from email.message import Message
from email.parser import BytesHeaderParser
from email.utils import parsedate_to_datetime
from pathlib import PurePosixPath
from typing import NamedTuple

from data.exchange.mail_html import html_text
from data.rules.clean import clean, clean_line
from data.types.emails import Address, Attached, Letter
from data.types.errors import FileRefused

LARGEST = 50_000_000
"""Bytes of one e-mail."""
LONGEST_BODY = 200_000
"""Characters of text that are kept to be read; the original has all of it."""
LONGEST_LINE = 500
"""Characters of a subject, a name, an address, a Message-ID."""
RECIPIENTS = 50
"""Of To and of Cc that are kept by name; the others are counted."""
FILES = 200
"""Attachments that are listed."""
DEEPEST = 12
"""Parts within parts that are looked into; what is deeper is a file of the part around it."""
HEADERS = 400_000
"""Bytes of header lines that are looked at."""
_HEADER = 100_000
"""Characters of one header."""
_LINES, _PARTS, _WORK = 800_000, 20_000, 8_000_000
"""Lines, beginnings of parts, and boundaries times lines: beyond them only the header lines are read.

The parser compares every line with every boundary that is open, and keeps an object a part."""
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How a `.msg` begins."""
NOT_WHOLE = "[Not all of this e-mail can be shown; the original has it.]"


class File(NamedTuple):
    """A file in an e-mail, with its bytes."""

    name: str
    kind: str
    data: bytes


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
    whole = _can_be_taken_apart(data)
    try:
        # Not the newer policy: its parser takes minutes for a header of ten thousand names.
        mail = message_from_bytes(data, policy=policy.compat32) if whole else _headers(data)
        texts, files, all_shown = _parts(mail) if whole else ([], [], False)
    except (MessageError, RecursionError, ValueError, LookupError, TypeError, AttributeError):
        mail, texts, files, all_shown = _headers(data), [], [], False
    return letter_of(mail, "\n\n".join(texts), files, data, whole=all_shown), tuple(files)


def unreadable(data: bytes) -> Letter:
    """What a mailbox holds that is no e-mail: kept as it came, and shown as such."""
    return letter_of(Message(), "", (), data, whole=False)._replace(subject="An e-mail that cannot be read")


def _headers(data: bytes) -> Message:
    return BytesHeaderParser(policy=policy.compat32).parsebytes(data[:HEADERS])


_FIRST_LINES = re.compile(rb"\A(?:From [^\n]{0,500}\r?\n)?\s{0,10}[!-9;-~]{1,80}[ \t]*:", re.DOTALL)
_NAMES = re.compile(
    rb"^(?:from|to|cc|subject|date|message-id|received|return-path|mime-version|delivered-to|sender)[ \t]*:",
    re.IGNORECASE | re.MULTILINE,
)


def _looks_like_headers(data: bytes) -> bool:
    head = data.removeprefix(b"\xef\xbb\xbf")[:HEADERS]
    return _FIRST_LINES.match(head) is not None and _NAMES.search(head) is not None


def _can_be_taken_apart(data: bytes) -> bool:
    lines = data.count(b"\n") + data.count(b"\r")
    boundaries = len(re.findall(rb"boundary", data, re.IGNORECASE))
    # Names of headers stand before their first blank line.
    headed = re.search(rb"\r?\n\r?\n", data)
    return (
        lines <= _LINES * 2
        and data.count(b"\n--") <= _PARTS
        and boundaries * lines <= _WORK
        and (headed.start() if headed else len(data)) <= HEADERS
    )


# Parts


def _parts(mail: Message) -> tuple[list[str], list[File], bool]:
    """Its text, its files, and whether all of it is shown."""
    texts: list[str] = []
    files: list[File] = []
    shown = True
    waiting: list[tuple[Message, int]] = [(mail, 0)]
    while waiting:
        part, depth = waiting.pop(0)
        kind = part.get_content_type()
        if len(files) >= FILES:
            return texts, files, False
        if part.is_multipart() and kind != "message/rfc822" and depth < DEEPEST:
            inner = [one for one in part.get_payload() if isinstance(one, Message)]
            if kind == "multipart/alternative":
                inner = _best(inner)
            waiting[:0] = [(one, depth + 1) for one in inner]
        elif part.is_multipart():
            shown = shown and kind == "message/rfc822"
            files.append(_enclosed(part, kind, len(files)))
        elif kind in ("text/plain", "text/html") and not _is_file(part):
            text = _decoded(part)
            texts.append(html_text(text) if kind == "text/html" else text)
        else:
            data = part.get_payload(decode=True)
            given = data if isinstance(data, bytes) else b""
            files.append(File(_name(part, kind, len(files)), kind, given))
    return [text.strip() for text in texts if text.strip()], files, shown


def _best(parts: list[Message]) -> list[Message]:
    """Of several ways to say the same: the plain text, where it says anything; files beside stay."""
    for wanted in ("text/plain", "text/html"):
        for part in parts:
            if part.get_content_type() == wanted and not part.is_multipart() and _decoded(part).strip():
                return [part]
    return parts


def _is_file(part: Message) -> bool:
    return part.get_content_disposition() == "attachment" or bool(_filename(part))


def _filename(part: Message) -> str:
    try:
        return said(part.get_filename() or "")
    except (LookupError, ValueError, TypeError):
        return ""


def _name(part: Message, kind: str, number: int) -> str:
    return file_name(_filename(part), kind, number)


def file_name(given: str, kind: str, number: int) -> str:
    """A name without any folder; made of the kind where there is none."""
    name = PurePosixPath(clean_line(given)[:LONGEST_LINE].replace("\\", "/")).name[-150:].strip(" .")
    ending = {"message/rfc822": "eml", "text/plain": "txt", "text/html": "html"}.get(
        kind, kind.rpartition("/")[2]
    )
    return name or f"attachment {number + 1}.{re.sub('[^a-z0-9]', '', ending.lower())[:10] or 'bin'}"


def _enclosed(part: Message, kind: str, number: int) -> File:
    """An e-mail in the e-mail, or parts too deep: a file."""
    inner = part.get_payload(0) if kind == "message/rfc822" else part
    name = _filename(part)
    if not name and isinstance(inner, Message):
        name = said(str(inner.get("subject", "")))[:80].replace("/", " ")
        name = f"{name}.eml" if name else ""
    try:
        data = inner.as_bytes() if isinstance(inner, Message) else b""
    except (MessageError, RecursionError, ValueError, LookupError, TypeError, AttributeError):
        data = b""
    return File(file_name(name, "message/rfc822", number), kind, data)


def _decoded(part: Message) -> str:
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    return decode(data, part.get_content_charset() or "")


def decode(data: bytes, charset: str) -> str:
    """Text in that charset; in UTF-8, else in Windows' one, where the charset is none or a wrong one."""
    for name in (charset, "utf-8"):
        try:
            return data.decode(name) if name else data.decode("utf-8")
        except (LookupError, UnicodeError, ValueError):
            continue
    return data.decode("cp1252", "replace")


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


def said(text: str) -> str:
    """A header's encoded words as people read them, on one line."""
    if "=?" in text:
        try:
            parts = decode_header(text[:_HEADER])
            text = "".join(
                decode(part, name or "ascii") if isinstance(part, bytes) else part for part, name in parts
            )
        except (HeaderParseError, ValueError, LookupError, TypeError):
            pass
    # Bytes that no header may have come as half letters, each of which stands for one of them.
    if any("\udc80" <= letter <= "\udcff" for letter in text):
        text = decode(text.encode("utf-8", "surrogateescape"), "utf-8")
    return clean_line(text)


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
