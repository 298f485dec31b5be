"""E-mails as files: plain ones, and what a hostile sender makes of them."""

import struct
from email.message import EmailMessage
from typing import Any


def an_email(**fields: Any) -> bytes:
    """An `.eml` file; `message_id=""` leaves that line out, `files={name: data}` are attached."""
    mail = EmailMessage()
    given = {
        "from": "Andrea Gallagher <member@example.org>",
        "to": "msd@example.com",
        "subject": "My roster",
        "date": "Mon, 23 Nov 2026 08:30:00 +1100",
        "message_id": "<one@example.org>",
        "body": "They changed my roster again.\n\nAndrea",
        "html": "",
        "files": {},
        **{name.rstrip("_"): value for name, value in fields.items()},
    }
    for name in ("from", "to", "cc", "subject", "date"):
        if given.get(name):
            mail[name] = given[name]
    if given["message_id"]:
        mail["Message-ID"] = given["message_id"]
    mail.set_content(given["body"])
    if given["html"]:
        mail.add_alternative(given["html"], subtype="html")
    for name, data in given["files"].items():
        mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return mail.as_bytes()


def nested(deep: int, kind: str = "rfc822") -> bytes:
    """An e-mail in an e-mail in an e-mail; or parts in parts."""
    inner = b"Subject: the innermost\r\nContent-Type: text/plain\r\n\r\nThe innermost words."
    for number in range(deep):
        edge = b"b%d" % number
        holds = b"Content-Type: message/rfc822\r\n\r\n" if kind == "rfc822" else b""
        inner = (
            b"From: a@example.org\r\nSubject: layer\r\n"
            b'Content-Type: multipart/mixed; boundary="%s"\r\n\r\n--%s\r\n%s%s\r\n--%s--\r\n'
        ) % (edge, edge, holds, inner, edge)
    return inner


# Outlook's files: a small file system (MS-CFB) with a stream a property (MS-OXMSG)

_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_SMALL = 4096


def an_outlook_file(
    texts: dict[int, str], *, html: bytes = b"", files: dict[str, bytes] | None = None, sent: int = 0
) -> bytes:
    """A `.msg` file with these properties, by their number."""
    root = _properties(texts, {0x1013: html} if html else {}, 32, {0x0039: sent} if sent else {})
    for number, (name, data) in enumerate((files or {}).items()):
        held = _properties({0x3707: name}, {0x3701: data}, 8, {}, {0x3705: 1})
        root[f"__attach_version1.0_#{number:08X}"] = held
    return _compound(root)


def _properties(
    texts: dict[int, str],
    blobs: dict[int, bytes],
    header: int,
    times: dict[int, int],
    numbers: dict[int, int] | None = None,
) -> dict[str, Any]:
    out: dict[str, Any] = {}
    rows = b""
    for pid, text in texts.items():
        out[f"__substg1.0_{pid:04X}001F"] = text.encode("utf-16-le")
        rows += struct.pack("<HHIII", 0x001F, pid, 6, len(text) * 2 + 2, 0)
    for pid, blob in blobs.items():
        out[f"__substg1.0_{pid:04X}0102"] = blob
        rows += struct.pack("<HHIII", 0x0102, pid, 6, len(blob), 0)
    for pid, at in times.items():
        rows += struct.pack("<HHIQ", 0x0040, pid, 6, at)
    for pid, number in (numbers or {}).items():
        rows += struct.pack("<HHIII", 0x0003, pid, 6, number, 0)
    out["__properties_version1.0"] = b"\0" * header + rows
    return out


def _compound(root: dict[str, Any]) -> bytes:
    """The streams and folders as a file of sectors of 512 bytes."""
    entries: list[list[Any]] = []

    def place(name: str, held: dict[str, Any] | bytes, kind: int) -> int:
        entries.append([name, kind, _FREE, _FREE, b"" if isinstance(held, dict) else held])
        here = len(entries) - 1
        if isinstance(held, dict):
            before = _FREE
            for key, value in reversed(list(held.items())):
                child = place(key, value, 1 if isinstance(value, dict) else 2)
                # A chain of neighbours is a tree too.
                entries[child][2] = before
                before = child
            entries[here][3] = before
        return here

    place("Root Entry", root, 5)
    sectors: list[bytes] = []
    table: list[int] = []

    def put(data: bytes) -> int:
        if not data:
            return _END
        first = len(sectors)
        parts = [data[at : at + 512].ljust(512, b"\0") for at in range(0, len(data), 512)]
        sectors.extend(parts)
        table.extend([*range(first + 1, first + len(parts)), _END])
        return first

    small, small_table = b"", list[int]()
    starts: list[tuple[int, int]] = []
    for _, kind, _, _, data in entries:
        if kind != 2 or not data:
            starts.append((_END, 0))
        elif len(data) >= _SMALL:
            starts.append((put(data), len(data)))
        else:
            first, many = len(small_table), -(-len(data) // 64)
            small += data.ljust(many * 64, b"\0")
            small_table += [*range(first + 1, first + many), _END]
            starts.append((first, len(data)))
    starts[0] = (put(small), len(small))
    mini = put(b"".join(struct.pack("<I", one) for one in small_table).ljust(512, b"\xff"))
    minis = -(-len(small_table) * 4 // 512) if small_table else 0
    rows = b""
    for (name, kind, beside, child, _), (start, size) in zip(entries, starts, strict=True):
        written = name.encode("utf-16-le")
        rows += written.ljust(64, b"\0") + struct.pack(
            "<HBBIII16sIQQIQ", len(written) + 2, kind, 1, _FREE, beside, child, b"", 0, 0, 0, start, size
        )
    folder = put(rows + b"\0" * (-len(rows) % 512))
    fats = 1
    while fats * 128 < len(sectors) + fats:
        fats += 1
    where = list(range(len(sectors), len(sectors) + fats))
    fat = (table + [_FAT] * fats + [_FREE] * (fats * 128))[: fats * 128]
    sectors.append(struct.pack(f"<{len(fat)}I", *fat))
    head = struct.pack(
        "<8s16sHHHHH6sIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6, b"", 0, fats, folder, 0, _SMALL,
        mini, max(minis, 1), _END, 0,
    )  # fmt: skip
    return head + struct.pack("<109I", *(where + [_FREE] * (109 - fats))) + b"".join(sectors)
