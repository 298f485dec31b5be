"""An e-mail that Outlook wrote: a `.msg` file, which is a small file system (MS-OXMSG)."""

from email.message import Message as Headers
from email.parser import HeaderParser
from io import BytesIO
from typing import Any

from data.exchange.mail_file import File, decode, file_name, letter_of
from data.exchange.mail_html import html_text
from data.rules.clean import clean_line
from data.types.emails import Letter
from data.types.errors import FileRefused

_DEEPEST = 40
_STREAMS = 20_000
_SENDER, _ADDRESS, _SMTP = 0x0C1A, 0x0C1F, 0x5D01
_MESSAGE_ID, _HEADERS, _TO, _CC, _HTML, _BODY_HTML = 0x1035, 0x007D, 0x0E04, 0x0E03, 0x1013, 0x1013
_KIND, _NAME, _SHORT_NAME, _DISPLAY, _SUBJECT, _BODY = 0x370E, 0x3707, 0x3704, 0x3001, 0x0037, 0x1000
_SENT, _DELIVERED = 0x0039, 0x0E06


def read_msg(data: bytes) -> tuple[Letter, tuple[File, ...]]:
    """The e-mail and its files; raises FileRefused for what is damaged or no e-mail."""
    from oxmsg import Message

    _refuse_bomb(data)
    try:
        message = Message.load(data)
        headers, body = _headers(message), _body(message)
        files = tuple(_files(message))
    except FileRefused:
        raise
    except Exception as error:  # noqa: BLE001 - the library says what is damaged in any way there is
        raise FileRefused(f"the .msg file is damaged ({type(error).__name__})") from None
    return letter_of(headers, body, files, data, whole=True), files


def _refuse_bomb(data: bytes) -> None:
    """Streams of such a file may name the same bytes again and again: together they are no larger than it."""
    from olefile import OleFileIO  # type: ignore[import-untyped]

    try:
        with OleFileIO(BytesIO(data)) as ole:
            entries = [entry for entry in ole.direntries if entry is not None]
            sizes = sum(entry.size for entry in entries if entry.entry_type == 2)
            deepest = max((len(path) for path in ole.listdir(streams=True, storages=True)), default=0)
    except Exception as error:  # noqa: BLE001 - as above
        raise FileRefused(f"the .msg file is damaged ({type(error).__name__})") from None
    if sizes > len(data) or len(entries) > _STREAMS or deepest > _DEEPEST:
        raise FileRefused("the .msg file is made to overflow whoever reads it")


def _text(properties: Any, pid: int) -> str:
    try:
        found = properties.str_prop_value(pid)
    except (UnicodeError, LookupError):
        return ""
    return found.rstrip("\x00") if isinstance(found, str) else ""


def _headers(message: Any) -> Headers:
    """The header lines it came with; what Outlook keeps apart fills those that lack, as in one never sent."""
    properties = message.properties
    headers: Headers = HeaderParser().parsestr(_text(properties, _HEADERS)[:400_000])
    address = _text(properties, _SMTP) or _text(properties, _ADDRESS)
    sender = _text(properties, _SENDER)
    address = address if "@" in address else ""
    own = {
        "from": f'"{_quoted(sender)}" <{address}>' if address else _quoted(sender),
        "subject": _text(properties, _SUBJECT),
        "message-id": _text(properties, _MESSAGE_ID),
        "to": _recipients(message) or _text(properties, _TO),
        "cc": _text(properties, _CC),
        "date": _date(properties),
    }
    for name, value in own.items():
        if value and not headers.get(name):
            del headers[name]
            headers[name] = clean_line(value)
    return headers


def _quoted(text: str) -> str:
    return clean_line(text).replace('"', "'").replace("\\", "/")


def _recipients(message: Any) -> str:
    out = []
    for one in message.recipients:
        try:
            name, address = one.name, one.email_address
        except (UnicodeError, LookupError):
            continue
        if "@" in address:
            out.append(f'"{_quoted(name)}" <{address}>')
    return ", ".join(out)


def _date(properties: Any) -> str:
    for pid in (_SENT, _DELIVERED):
        try:
            found = properties.date_prop_value(pid)
        except (OverflowError, ValueError):
            continue
        if found is not None:
            return str(found.strftime("%a, %d %b %Y %H:%M:%S +0000"))
    return ""


def _body(message: Any) -> str:
    properties = message.properties
    if text := _text(properties, _BODY).strip():
        return text
    raw = properties.binary_prop_value(_HTML)
    if raw:
        try:
            charset = properties.body_encoding
        except (LookupError, KeyError, ValueError):
            charset = ""
        return html_text(decode(raw, charset))
    return html_text(_text(properties, _BODY_HTML))


def _files(message: Any) -> list[File]:
    out: list[File] = []
    for attachment in message.attachments:
        properties = attachment.properties
        given = _text(properties, _NAME) or _text(properties, _SHORT_NAME) or _text(properties, _DISPLAY)
        kind = _text(properties, _KIND) or "application/octet-stream"
        try:
            data = attachment.file_bytes or b""
        except KeyError:
            # An e-mail in the e-mail is no stream but a folder of them: it is in the original.
            data, kind = b"", "application/vnd.ms-outlook"
        out.append(File(file_name(given, kind, len(out)), clean_line(kind)[:100], data))
    return out
