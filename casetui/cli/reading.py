"""A note from a file or standard input: JSON, or plain text with headings.

Member: 0048213
Type: Phone – inbound
About: Leave
Follow-up: fri

Issue
Leave over Christmas refused.

Actions
- Kim: write to the manager (by Fri 27 Nov)
"""

import json
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from data.rules.folding import fold
from data.types.errors import BadInput
from data.types.notes import BIMAA, Template

LARGEST = 4_000_000
"""Characters; a note is never that long, a wrong file often is."""

KEYS = {
    "id": "id",
    "member": "member",
    "type": "interaction_type",
    "interaction type": "interaction_type",
    "about": "related_to",
    "related to": "related_to",
    "case": "about_case",
    "about case": "about_case",
    "case type": "case_types",
    "case types": "case_types",
    "outcome": "outcome",
    "follow up": "follow_up_on",
    "follow up on": "follow_up_on",
    "given to": "follow_up_by",
    "follow up by": "follow_up_by",
    "to do": "follow_up_action",
    "follow up action": "follow_up_action",
    "job": "job",
    "ticket": "ticket_url",
    "ticket url": "ticket_url",
    "spoke with": "spoke_with",
    "identity checked": "identity_checked",
    "no advice": "no_advice",
    "duration s": "duration_s",
}
"""Folded headings and JSON keys, and what they fill."""

FLAGS = ("identity_checked", "no_advice")
"""What is yes or no."""

SHOWN = ("id", "member", "type", "about", "case", "case_types", "outcome", "follow_up", "given_to", "to_do",
         "job", "ticket", "spoke_with", "identity_checked", "no_advice")  # fmt: skip

_HEADING = re.compile(r"\s*([A-Za-z][A-Za-z _-]{0,30}):\s*(.*)")


@dataclass(slots=True)
class Written:
    """What the file said, as text; looked up in the store afterwards."""

    fields: dict[str, str] = field(default_factory=dict)
    sections: dict[str, str] = field(default_factory=dict)
    """Body by the title of the template."""
    template: Template = BIMAA


def read_note(source: str, template: Template = BIMAA) -> Written:
    """The note in a file, or on standard input for `-`; raises BadInput naming what cannot be read."""
    text, written = read_text(source), Written(template=template)
    if text.lstrip().startswith("{"):
        _from_json(written, text)
    else:
        _from_text(written, text)
    if not written.sections:
        raise BadInput(f"there is no note; the sections are {', '.join(template.sections)}")
    return written


def read_text(source: str) -> str:
    """A text file, or standard input for `-`; raises BadInput naming what cannot be read."""
    try:
        if source == "-":
            data = sys.stdin.buffer.read(LARGEST * 4)
        else:
            with Path(source).open("rb") as file:
                data = file.read(LARGEST * 4)
    except OSError as error:
        raise BadInput(f"{source}: {error.strerror or type(error).__name__}") from None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadInput(f"{source} is not UTF-8 text") from None
    if len(text) > LARGEST:
        raise BadInput(f"{source} is longer than {LARGEST} characters")
    return text


def _from_json(written: Written, text: str) -> None:
    try:
        values = json.loads(text)
    except json.JSONDecodeError as error:
        raise BadInput(f"the JSON breaks off in line {error.lineno}: {error.msg}") from None
    except RecursionError:
        raise BadInput("the JSON is nested too deep") from None
    for key, value in values.items():
        if key in ("sections", "notes"):
            if not isinstance(value, dict):
                raise BadInput(f"{key} must be an object of titles and texts")
            for title, body in value.items():
                _section(written, title, _string(title, body))
        else:
            name = _known(key)
            many = isinstance(value, list)
            written.fields[name] = (
                ",".join(_string(key, part) for part in value) if many else _string(key, value)
            )


def _from_text(written: Written, text: str) -> None:
    """Headings first, then sections under their titles; a title may end in a colon or begin with #."""
    title = ""
    body: list[str] = []
    for line in text.replace("\r\n", "\n").split("\n"):
        found = _title(line, written.template)
        if found:
            _close(written, title, body)
            title, body = found, []
        elif title:
            body.append(line)
        elif line.strip():
            heading = _HEADING.fullmatch(line)
            if heading is None:
                raise BadInput(
                    f"a line stands above the first section and is no heading such as `{SHOWN[1]}: …`"
                )
            written.fields[_known(heading[1])] = heading[2].strip()
    _close(written, title, body)


def _title(line: str, template: Template) -> str:
    asked = fold(line.strip().lstrip("#").rstrip(":")) if len(line) < 60 else ""
    return next((title for title in template.sections if asked and fold(title) == asked), "")


def _close(written: Written, title: str, body: list[str]) -> None:
    if title and "".join(body).strip():
        _section(written, title, "\n".join(body).strip("\n"))


def _section(written: Written, title: str, body: str) -> None:
    found = _title(title, written.template)
    if not found:
        raise BadInput(
            f"there is no section {title!r}; the sections are {', '.join(written.template.sections)}"
        )
    if found in written.sections:
        raise BadInput(f"the section {found} stands twice")
    written.sections[found] = body


def _known(key: str) -> str:
    name = KEYS.get(fold(key.replace("_", " ")))
    if name is None:
        raise BadInput(f"there is no field {key!r}; there are {', '.join(SHOWN)}")
    return name


def _string(key: str, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool) and KEYS.get(fold(key.replace("_", " "))) in FLAGS:
        return "yes" if value else "no"
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise BadInput(f"{key} must be text")
    return str(value)
