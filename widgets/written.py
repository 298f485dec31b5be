"""Acts that write in the records of the store: not for who has read-only access (features A2.30).

What only looks, copies, exports or changes this machine is not among them; nor is what a screen of writing does,
which nobody reaches without one of these.
"""

WRITES = frozenset(
    {
        "note_here", "pin_note", "note_kind", "secure_note", "ask_key", "new_contact", "create_contact", "tags",
        "turn_tag", "change_detail", "tag_case", "close_case", "claim", "release", "assign", "act_on_marked",
        "set_priority", "macro", "message", "send_message", "new_appointment", "tell_appointment", "replied",
        "review", "watch", "who_sees", "retype", "amend_case", "set_status", "set_target", "escalate",
        "attach_file", "rename_document", "move_document", "remove_document", "save_file", "agreed_tasks",
        "change_task", "new_task", "done_task", "cancel_task", "assign_task", "tasks_from_actions", "task_down",
        "task_up", "name_case", "add_email", "file_email", "file_elsewhere", "discard_email", "pull_email",
        "move_email", "keep_files", "add_detail", "remove_detail", "make_primary", "put_back", "do_not_contact",
        "keep_ours", "take_theirs", "save_detail", "new_note", "submit", "create", "create_direct", "save",
        "amend", "move", "tick_case", "tick_good", "follow_up", "give_follow_up", "called_back", "tick_off",
        "undo_last", "take_back", "link_ticket", "convert", "note_on_case", "take_call", "call_back",
        "share_draft", "send_now", "set_away", "hand_over", "give_access", "give_groups", "plan_leave",
        "give_row", "hand_over_now", "give_back", "turn_staff", "turn_member", "available", "save_task",
    }
)  # fmt: skip
