"""What the groups of logins are granted: a row a table and privilege, from an access on."""

from collections.abc import Iterator
from typing import NamedTuple

from data.store.migrations.row_security.policies import CONFIGURATION, OF_MEMBERS, PARTS_OF_CASE, SEEN

BASIC, OFFICER, SUPERVISOR, ADMIN = range(4)


class Grant(NamedTuple):
    """One row of `casetui.granted`."""

    name: str
    privilege: str
    access: int = BASIC
    only: tuple[str, ...] = ()
    but: tuple[str, ...] = ()


_IMPORTED = ("source_hash", "missing_since", "erased_at", "number")
"""What only the membership system says of a member."""
_WRITTEN_ONCE = {
    "case_record": ("id", "reference", "created_by", "created_at", "origin", "direct_reason"),
    "interaction": ("id", "reference", "officer_id", "submitted_at"),
    "note": ("id", "interaction_id", "case_id", "author_id", "written_at"),
    "note_section": ("note_id",),
    "interaction_case_type": ("interaction_id",),
    "interaction_tick": ("interaction_id", "officer_id"),
    "saved_view": ("id",),
    "view_place": ("officer_id",),
    "member": ("id", "created_at", *_IMPORTED),
    **dict.fromkeys(PARTS_OF_CASE, ("case_id",)),
}
"""Table -> columns that no officer changes once they are written; the others may be."""
_REMOVED = (
    *PARTS_OF_CASE,
    *OF_MEMBERS,
    "interaction",
    "interaction_case_type",
    "interaction_tick",
    "leave_handed",
    "note",
    "note_section",
    "presence",
    "shared_draft",
    "view_place",
)
_ADDED = (*_WRITTEN_ONCE, *OF_MEMBERS, "leave_handed", "leave_handover", "presence", "shared_draft")
_CHANGED = ("job", "member_address", "member_asked", "member_email", "member_local", "member_phone")

GRANTS: tuple[Grant, ...] = (
    *(Grant(table, "SELECT") for table in SEEN),
    *(Grant(table, "INSERT") for table in dict.fromkeys(_ADDED)),
    *(Grant(table, "UPDATE", but=kept) for table, kept in _WRITTEN_ONCE.items()),
    *(Grant(table, "UPDATE", but=("member_id",)) for table in _CHANGED),
    *(Grant(table, "DELETE") for table in _REMOVED),
    Grant("presence", "UPDATE"),
    Grant("shared_draft", "UPDATE", only=("taken_by", "taken_at")),
    Grant("staff", "UPDATE", only=("available", "away_until", "away_reason", "turn")),
    Grant("office", "UPDATE", only=("assign_last",)),
    Grant("case_type", "UPDATE", only=("assign_last",)),
    Grant("leave_handover", "UPDATE", only=("back_at",)),
    Grant("case_reference", "USAGE"),
    Grant("interaction_reference", "USAGE"),
    Grant("member", "UPDATE", SUPERVISOR, only=_IMPORTED),
    Grant("name_term", "UPDATE", SUPERVISOR, only=("df",)),
    Grant("staff", "INSERT", ADMIN),
    Grant("staff", "UPDATE", ADMIN, only=("name", "title", "access", "team_id", "office_id", "active")),
    Grant("group_member", "INSERT", ADMIN),
    Grant("group_member", "DELETE", ADMIN),
    *(Grant(table, how, ADMIN) for table in CONFIGURATION for how in ("INSERT", "UPDATE", "DELETE")),
)
_VIEWS = ("held", "my_act", "my_change")
_FUNCTIONS = (
    *(
        "me()",
        "my_access()",
        "my_team()",
        "my_office()",
        "my_groups()",
        "my_roles()",
        "my_of_all()",
        "my_leads()",
        "note_opening(uuid)",
        "erase_values(uuid)",
    ),
)


def grants() -> Iterator[str]:
    """The rows of the table; the function that reads it does the rest."""
    everything = (
        *(grant._replace(name=f"public.{grant.name}") for grant in GRANTS),
        *(Grant(f"casetui.{name}", "SELECT") for name in _VIEWS),
        *(Grant(f"casetui.{name}", "EXECUTE") for name in _FUNCTIONS),
    )
    rows = ",\n".join(
        f"('{one.name}', '{one.privilege}', {one.access}, '{_array(one.only)}', '{_array(one.but)}')"
        for one in everything
    )
    yield f"INSERT INTO casetui.granted VALUES {rows}"


def _array(columns: tuple[str, ...]) -> str:
    return "{" + ",".join(columns) + "}"
