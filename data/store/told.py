"""Which tables history tells of, and whose history a row of each is shown in: for the hook and for the triggers."""

OWNERS = {
    "member": ("member", "id"),
    "member_phone": ("member", "member_id"),
    "member_email": ("member", "member_id"),
    "member_address": ("member", "member_id"),
    "job": ("member", "member_id"),
    "interaction": ("interaction", "id"),
    "interaction_case_type": ("interaction", "interaction_id"),
    "interaction_tick": ("interaction", "interaction_id"),
    "case_record": ("case_record", "id"),
    "case_tick": ("case_record", "case_id"),
    "case_case_type": ("case_record", "case_id"),
    "case_assignee": ("case_record", "case_id"),
    "case_tag": ("case_record", "case_id"),
    "case_watcher": ("case_record", "case_id"),
    "custom_value": ("case_record", "case_id"),
    "case_target": ("case_record", "case_id"),
    "case_hold": ("case_record", "case_id"),
    "case_escalation": ("case_record", "case_id"),
    "case_deadline": ("case_record", "case_id"),
    "task": ("case_record", "case_id"),
    "check_tick": ("case_record", "case_id"),
    "key_request": ("case_record", "case_id"),
    "key_recovery": ("case_record", "case_id"),
    "routine_run": ("case_record", "case_id"),
    "member_tag": ("member", "member_id"),
    "staff": ("staff", "id"),
}
"""Table -> whose history shows it, and the column that says which."""

_CASE_OR_MEMBER = (("case_record", "case_id"), ("member", "member_id"))
EITHER = dict.fromkeys(("document", "email_filing", "message"), _CASE_OR_MEMBER)
"""Table -> the two that may own a row: the first, or the second where its column is empty.

A discarded e-mail is nobody's.
"""

NOTES = "note"
"""Its rows have one of two owners: an interaction, or a case where that is empty."""
SECTIONS = "note_section"
"""Its rows have their note's."""

LEDGER = ("act", "change", "change_value", "change_link")
"""History itself."""
SILENT = frozenset({
    *LEDGER, "case_opening", "member_local", "member_asked",
    "member_name", "member_workplace", "name_term", "term_key", "workplace_word",
    "presence", "shared_draft", "staff_login", "act_waiting", "notice", "outgoing_mail", "email", "email_source",
    "mailbox", "document_content", "document_part", "secure_text", "secure_envelope", "wrapped_key", "clock_run",
})  # fmt: skip
"""History itself, what remembers the membership system's own words, what members are found by, bytes, ciphertext.

An e-mail is never changed: that it was filed, and where, is told.
"""

HIDDEN = {"case_record": "written_in"}
"""Table -> column that Postgres keeps for its policies, and of which nothing is told."""

DERIVED = frozenset(
    {
        "ticket_ref",
        "ticket_number",
        "answer_id",
        "target_on",
        "lodge_by",
        "effect_wanted",
        "acl",
        "turn",
        "assign_last",
        "source_hash",
    }
)
"""Columns that follow another one, whose change is told; or that only remember how far something has come."""

OF_MEMBERS = ("member", "member_phone", "member_email", "member_address", "job")
"""What the membership file brings: of new members its act tells, not a row each."""
