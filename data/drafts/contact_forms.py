"""Forms about contacts to JSON and back."""

from typing import Any
from uuid import UUID

from data.types.details import Deed, DetailEdit, Part
from data.types.forms import ContactForm
from data.types.members import ContactKind

_WORDS = ("given", "family", "name", "phone", "email", "street", "suburb", "state", "postcode")


def contact(form: ContactForm) -> dict[str, Any]:
    """A new contact."""
    return {"id": str(form.id), "kind": form.kind.value, **{name: getattr(form, name) for name in _WORDS}}


def read_contact(values: dict[str, Any]) -> ContactForm:
    """The new contact that was written."""
    words = {name: str(values.get(name, "")) for name in _WORDS}
    return ContactForm(UUID(values["id"]), ContactKind(values.get("kind", ContactKind.PERSON)), **words)


def detail(form: DetailEdit) -> dict[str, Any]:
    """A change of a contact."""
    return {
        "id": str(form.id),
        "member_id": str(form.member_id),
        "member_label": form.member_label,
        "version": form.version,
        "part": form.part.value,
        "deed": form.deed.value,
        "row_id": None if form.row_id is None else str(form.row_id),
        "was": form.was,
        "values": form.values,
        "reason": form.reason,
    }


def read_detail(values: dict[str, Any]) -> DetailEdit:
    """The change that was written."""
    row_id = values.get("row_id")
    return DetailEdit(
        id=UUID(values["id"]),
        member_id=UUID(values["member_id"]),
        member_label=values.get("member_label", ""),
        version=values["version"],
        part=Part(values["part"]),
        deed=Deed(values["deed"]),
        row_id=None if row_id is None else UUID(row_id),
        was=dict(values.get("was", {})),
        values=dict(values["values"]),
        reason=values.get("reason", ""),
    )
