"""An e-mail that Outlook wrote: a `.msg` file, which is a small file system (MS-OXMSG)."""

from collections.abc import Iterator
from contextlib import contextmanager
from email.message import Message as Headers
from email.parser import HeaderParser
from io import BytesIO
from typing import Any, NamedTuple

from data.exchange.mail_file import letter_of
from data.exchange.mail_html import html_text
from data.exchange.mail_parts import FILES, SHORT, File
from data.exchange.mail_words import decode, file_name
from data.rules.clean import clean_line
from data.types.emails import Letter
from data.types.errors import FileRefused

_DEEPEST = 40
_STREAMS = 20_000
_SENDER, _ADDRESS, _SMTP = 0x0C1A, 0x0C1F, 0x5D01
_MESSAGE_ID, _HEADERS, _TO, _CC, _HTML, _BODY_HTML = 0x1035, 0x007D, 0x0E04, 0x0E03, 0x1013, 0x1013
_KIND, _NAME, _SHORT_NAME, _DISPLAY, _SUBJECT, _BODY = 0x370E, 0x3707, 0x3704, 0x3001, 0x0037, 0x1000
_SENT, _DELIVERED = 0x0039, 0x0E06
_TEXTS = (_SENDER, _ADDRESS, _SMTP, _MESSAGE_ID, _HEADERS, _TO, _CC, _BODY_HTML, _SUBJECT, _BODY)


class _Held(NamedTuple):
    """What the library finds in a file, as it stands there."""

    texts: dict[int, str]
    html: bytes
    charset: str
    recipients: list[tuple[str, str]]
    date: str
    attached: list[tuple[str, str, bytes]]
    """Name, kind and bytes of each file."""
    whole: bool


def read_msg(data: bytes) -> tuple[Letter, tuple[File, ...]]:
    """The e-mail and its files; raises FileRefused for what is damaged or no e-mail."""
    _refuse_bomb(data)
    held = _held(data)
    files = tuple(
        File(file_name(name, kind, number), clean_line(kind)[:100], content)
        for number, (name, kind, content) in enumerate(held.attached)
    )
    return letter_of(_headers(held), _body(held), files, data, whole=held.whole), files


@contextmanager
def _told() -> Iterator[None]:
    """Around the library alone, which says what is damaged in any way there is: a fault of ours is not called that."""
    try:
        yield
    except Exception as error:  # noqa: BLE001 - as above
        raise FileRefused(f"the .msg file is damaged ({type(error).__name__})") from None


def _refuse_bomb(data: bytes) -> None:
    """Streams of such a file may name the same bytes again and again: together they are no larger than it."""
    from olefile import OleFileIO  # type: ignore[import-untyped]

    with _told(), OleFileIO(BytesIO(data)) as ole:
        entries = [entry for entry in ole.direntries if entry is not None]
        sizes = sum(entry.size for entry in entries if entry.entry_type == 2)
        deepest = max((len(path) for path in ole.listdir(streams=True, storages=True)), default=0)
    if sizes > len(data) or len(entries) > _STREAMS or deepest > _DEEPEST:
        raise FileRefused("the .msg file is made to overflow whoever reads it")


def _held(data: bytes) -> _Held:
    from oxmsg import Message

    with _told():
        message = Message.load(data)
        properties = message.properties
        attachments = message.attachments
        return _Held(
            texts={pid: _text(properties, pid) for pid in _TEXTS},
            html=properties.binary_prop_value(_HTML) or b"",
            charset=_charset(properties),
            recipients=_recipients(message),
            date=_date(properties),
            attached=[_attached(one) for one in attachments[:FILES]],
            whole=len(attachments) <= FILES,
        )


def _text(properties: Any, pid: int) -> str:
    try:
        found = properties.str_prop_value(pid)
    except (UnicodeError, LookupError):
        return ""
    return found.rstrip("\x00") if isinstance(found, str) else ""


def _charset(properties: Any) -> str:
    try:
        return str(properties.body_encoding)
    except (LookupError, ValueError):
        return ""


def _recipients(message: Any) -> list[tuple[str, str]]:
    out = []
    for one in message.recipients:
        try:
            out.append((one.name, one.email_address))
        except (UnicodeError, LookupError):
            continue
    return out


def _date(properties: Any) -> str:
    for pid in (_SENT, _DELIVERED):
        try:
            found = properties.date_prop_value(pid)
        except (OverflowError, ValueError):
            continue
        if found is not None:
            return str(found.strftime("%a, %d %b %Y %H:%M:%S +0000"))
    return ""


def _attached(attachment: Any) -> tuple[str, str, bytes]:
    properties = attachment.properties
    name = _text(properties, _NAME) or _text(properties, _SHORT_NAME) or _text(properties, _DISPLAY)
    kind = _text(properties, _KIND) or "application/octet-stream"
    try:
        return name, kind, attachment.file_bytes or b""
    except KeyError:
        # An e-mail in the e-mail is no stream but a folder of them: it is in the original.
        return name, "application/vnd.ms-outlook", b""


# What is made of it


def _headers(held: _Held) -> Headers:
    """The header lines it came with; what Outlook keeps apart fills those that lack, as in one never sent."""
    texts = held.texts
    headers: Headers = HeaderParser(policy=SHORT).parsestr(texts[_HEADERS][:400_000])
    address = texts[_SMTP] or texts[_ADDRESS]
    sender = texts[_SENDER]
    address = address if "@" in address else ""
    to = ", ".join(f'"{_quoted(name)}" <{address}>' for name, address in held.recipients if "@" in address)
    own = {
        "from": f'"{_quoted(sender)}" <{address}>' if address else _quoted(sender),
        "subject": texts[_SUBJECT],
        "message-id": texts[_MESSAGE_ID],
        "to": to or texts[_TO],
        "cc": texts[_CC],
        "date": held.date,
    }
    for name, value in own.items():
        if value and not headers.get(name):
            del headers[name]
            headers[name] = clean_line(value)
    return headers


def _quoted(text: str) -> str:
    return clean_line(text).replace('"', "'").replace("\\", "/")


def _body(held: _Held) -> str:
    if text := held.texts[_BODY].strip():
        return text
    return html_text(decode(held.html, held.charset) if held.html else held.texts[_BODY_HTML])
