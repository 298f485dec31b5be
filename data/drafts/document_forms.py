"""Files to be attached to JSON and back; their bytes are kept beside the drafts."""

from pathlib import Path
from typing import Any
from uuid import UUID

from data.types.documents import Attachment

_WORDS = ("original_name", "described", "name", "member_label")
_IDS = ("case_id", "member_id", "with_form")


def attachment(form: Attachment) -> dict[str, Any]:
    """A file to be attached, by where it is kept."""
    ids = {name: getattr(form, name) for name in _IDS}
    return {
        "id": str(form.id),
        "source": str(form.source) if isinstance(form.source, Path) else "",
        **{name: getattr(form, name) for name in _WORDS},
        **{name: None if one is None else str(one) for name, one in ids.items()},
    }


def read_attachment(values: dict[str, Any]) -> Attachment:
    """The file that was to be attached."""
    found = Attachment(UUID(values["id"]), values["original_name"], Path(values["source"]))
    for name in _WORDS:
        setattr(found, name, values.get(name, ""))
    for name in _IDS:
        if values.get(name):
            setattr(found, name, UUID(values[name]))
    return found
