"""Words of an e-mail as people read them: bytes in whatever charset they name, encoded headers, names of files."""

import re
from codecs import lookup
from email.errors import HeaderParseError
from email.header import decode_header
from pathlib import PurePosixPath

from data.rules.clean import clean_line

LONGEST_LINE = 500
"""Characters of a subject, a name, an address, a Message-ID."""
_ENCODED = 10_000
"""Signs of a header in which encoded words are looked for: many times what a line keeps."""
_NO_CHARSETS = frozenset(
    {"punycode", "idna", "raw-unicode-escape", "unicode-escape", "undefined", "mbcs", "oem"}
)
"""What Python decodes beside charsets; the time of the first two grows with the square of what they are given."""


def decode(data: bytes, charset: str) -> str:
    """Text in that charset; in UTF-8, else in Windows' one, where the charset is none or a wrong one."""
    for name in (charset, "utf-8"):
        try:
            if name and lookup(name).name not in _NO_CHARSETS:
                return data.decode(name)
        except (LookupError, UnicodeError, ValueError):
            continue
    return data.decode("cp1252", "replace")


def said(text: str) -> str:
    """A header's encoded words as people read them, on one line."""
    if "=?" in text:
        try:
            # Longer, the search for their ends would take the square of its length.
            parts = decode_header(text[:_ENCODED])
        except (HeaderParseError, ValueError, LookupError, TypeError):
            parts = [(text, None)]
        text = "".join(decode(one, name or "ascii") if isinstance(one, bytes) else one for one, name in parts)
    # Bytes that no header may have come as half letters, each of which stands for one of them.
    if any("\udc80" <= letter <= "\udcff" for letter in text):
        text = decode(text.encode("utf-8", "surrogateescape"), "utf-8")
    return clean_line(text)


def file_name(given: str, kind: str, number: int) -> str:
    """A name without any folder; made of the kind where there is none."""
    name = PurePosixPath(clean_line(given)[:LONGEST_LINE].replace("\\", "/")).name[-150:].strip(" .")
    ending = {"message/rfc822": "eml", "text/plain": "txt", "text/html": "html"}.get(
        kind, kind.rpartition("/")[2]
    )
    return name or f"attachment {number + 1}.{re.sub('[^a-z0-9]', '', ending.lower())[:10] or 'bin'}"
