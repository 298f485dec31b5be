"""An e-mail taken apart: its text and its files, in time and memory that grow with its size and no faster.

The library that does it is asked in bounds: header lines are cut before it reads them, it goes no deeper than sense,
and an e-mail in the e-mail is a file. What it fails at is broken; what fails beside it is a fault of ours and is told.
"""

from collections import deque
from collections.abc import Callable
from email import message_from_bytes
from email.errors import MessageError
from email.message import Message
from email.parser import BytesHeaderParser
from email.policy import Compat32
from typing import Any, NamedTuple, TypeVar

from data.exchange.mail_html import html_text
from data.exchange.mail_words import decode, file_name, said

T = TypeVar("T")

FILES = 200
"""Attachments that are listed."""
DEEPEST = 12
"""Parts within parts that are looked into; what is deeper is a file of the part around it."""
HEADERS = 400_000
"""Bytes of header lines that are looked at where nothing else can be."""
_HEADER, _CONTENT_HEADER = 100_000, 4_000
"""Characters of one header, and of one that says what a part is."""
_LINES, _PARTS = 1_600_000, 20_000
"""Lines and beginnings of parts: beyond them only the header lines are read, for the library keeps an object each."""
_SAYS = ("text/plain", "text/html", "message/delivery-status")
_FAULTS = (MessageError, RecursionError, ValueError, LookupError, TypeError, AttributeError)
"""As the library fails at what is broken."""


class File(NamedTuple):
    """A file in an e-mail, with its bytes."""

    name: str
    kind: str
    data: bytes


class Apart(NamedTuple):
    """An e-mail taken apart."""

    mail: Message
    """Its header lines."""
    text: str
    files: tuple[File, ...]
    whole: bool
    """All of it is shown."""


class _Short(Compat32):
    """Header lines no longer than somebody writes them: the library's ways with longer ones take their square."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        return name, value[: _CONTENT_HEADER if name.lower().startswith("content-") else _HEADER]


SHORT = _Short()


class _Part(Message):
    """A part that knows how deep it stands; where the library must not go deeper, it says that it is one file."""

    depth = 0

    def attach(self, payload: Any) -> None:
        payload.depth = self.depth + 1
        super().attach(payload)

    def get_content_type(self) -> str:
        kind = super().get_content_type()
        return "application/octet-stream" if self._closed(kind) else kind

    def _closed(self, kind: str) -> bool:
        return kind.startswith("message/") or (kind.startswith("multipart/") and self.depth >= DEEPEST)

    @property
    def kind(self) -> str:
        """What it says it is."""
        return asked(super().get_content_type, "text/plain")

    @property
    def is_shown(self) -> bool:
        """Its text is the e-mail's; in parts that have no beginning there is nothing else."""
        kind = self.kind
        if kind.startswith("multipart/") and self.depth < DEEPEST:
            return True
        disposition = asked(self.get_content_disposition, None)
        return kind in _SAYS and disposition != "attachment" and not self.name

    @property
    def name(self) -> str:
        """Under which it was attached."""
        return said(asked(self.get_filename, None) or "")

    @property
    def data(self) -> bytes:
        """Its bytes."""
        found: object = asked(lambda: self.get_payload(decode=True), None)
        return found if isinstance(found, bytes) else b""

    @property
    def text(self) -> str:
        """Its words, without what HTML puts around them."""
        text = decode(self.data, asked(self.get_content_charset, None) or "")
        return html_text(text) if self.kind == "text/html" else text


def asked(ask: Callable[[], T], instead: T) -> T:
    """What the library answers; something else where what it was given is broken."""
    try:
        return ask()
    except _FAULTS:
        return instead


def headers(data: bytes) -> Message:
    """The header lines alone, as far as they are looked at."""
    return BytesHeaderParser(policy=SHORT).parsebytes(data[:HEADERS])


def taken_apart(data: bytes) -> Apart:
    """Its header lines, its text and its files; the header lines alone where it is made to overflow its reader."""
    few = data.count(b"\n") + data.count(b"\r") <= _LINES and data.count(b"\n--") <= _PARTS
    mail: object = asked(lambda: message_from_bytes(data, _class=_Part, policy=SHORT), None) if few else None
    if not isinstance(mail, _Part):
        return Apart(headers(data), "", (), False)
    texts: list[str] = []
    files: list[File] = []
    shown = True
    waiting = deque([mail])
    while waiting:
        if len(files) >= FILES:
            shown = False
            break
        part = waiting.popleft()
        if part.is_multipart():
            inner = [one for one in part.get_payload() if isinstance(one, _Part)]
            if part.kind == "multipart/alternative":
                inner = _best(inner)
            waiting.extendleft(reversed(inner))
        elif part.is_shown:
            texts.append(part.text)
        else:
            shown = shown and not part.kind.startswith("multipart/")
            files.append(_file(part, len(files)))
    return Apart(mail, "\n\n".join(text.strip() for text in texts if text.strip()), tuple(files), shown)


def _best(parts: list[_Part]) -> list[_Part]:
    """Of several ways to say the same: the plain text, where it says anything; files beside stay."""
    for wanted in ("text/plain", "text/html"):
        for part in parts:
            if part.kind == wanted and not part.is_multipart() and part.data.strip():
                return [part]
    return parts


def _file(part: _Part, number: int) -> File:
    """A part as a file; an e-mail in the e-mail by its subject, where it has no name."""
    name, kind, data = part.name, part.kind, part.data
    if not name and kind == "message/rfc822":
        subject = said(str(headers(data).get("subject", "")))[:80].replace("/", " ")
        name = f"{subject}.eml" if subject else ""
    return File(
        file_name(name, "message/rfc822" if kind.startswith("multipart/") else kind, number), kind, data
    )
