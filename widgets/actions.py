"""Every action once: keys, leader letter, words and command; footer, palette, help and docs read this table."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

LEADER = "ctrl+g"
ANYWHERE = ("*",)
FORMS = ("call", "convert", "case", "case_words", "amend")
"""Screens that are written on."""
TYPED = (*FORMS, "contact", "detail", "task", "attaching", "message")
"""And those of one or a few fields, which have no side pane."""
CASE = ("case", "case_details", "case_targets")
HELD = ("home", "triage", *CASE)
"""Screens on which a case may be claimed, given and marked."""
LISTED = ("home", "triage")
"""Screens whose rows can be marked."""
RECORDS = ("home", "triage", "member", "interaction", *CASE)
"""Screens on which a case or an interaction is in view."""
DIGITS = ("1", "2", "3", "4", "5", "6", "7", "8", "9")


class Act(NamedTuple):
    """One thing an officer can do."""

    id: str
    """Name of its handler: `do_<id>` on the screen, else on the app."""
    label: str
    """One or two words for the footer."""
    tooltip: str
    """One sentence for the palette and the help."""
    places: tuple[str, ...] = ANYWHERE
    """Screens that have it; `*` is every screen that does not say otherwise for the same key."""
    keys: tuple[str, ...] = ()
    """Keys that arrive in every terminal; the first is shown."""
    leader: str = ""
    """Letter after ctrl+g, for terminals and browsers that keep the F-keys."""
    focus: str = ""
    """`list`: only while a list has the keyboard."""
    rank: int = 50
    """Order in the footer; above 90 it is not in the footer."""
    digits: bool = False
    """Its keys, or the letters after the leader, are 1 to 9, and the handler is given which."""
    command: str = ""
    """The command that does the same; empty where the act is about the screen itself."""


ACTS: tuple[Act, ...] = (
    Act("open", "open", "Open the row under the cursor", ("home", "find", "member", "drafts", "tasks", "triage",
        "notes", "workload", "leave", "views", "who", "inbox", "emails"), ("enter",), focus="list", rank=1,
        command="member ID"),
    Act("copy", "copy", "Copy the number of this row", ("home", "find", "member", "calls", "triage"), ("y",), "y",
        focus="list", rank=40),
    Act("note_here", "note", "A new note about the member of this row", ("home", "find", "member", "triage"), ("n",),
        focus="list", rank=20, command="interactions add"),
    Act("why_here", "why here", "Say why this row stands where it stands", ("home", "triage"), ("question_mark",),
        focus="list", rank=30, command="cases --mine"),
    Act("list_down", "list", "From the line of words into the list",
        ("home", "find", "triage", "history", "case_notes", "notes"), ("down",), focus="text", rank=2),
    Act("narrow", "filter", "Back to the words that narrow what is shown", ("history", "case_notes", "notes"),
        ("slash",),
        focus="list", rank=2, command="case C-… history --find"),
    Act("pin_note", "pin", "Put this note on top of its case, or take it down again", ("case_notes",), ("p",), "P",
        focus="list", rank=3, command="case C-… pin"),
    Act("note_kind", "for whom", "Say for whom this note is: the office, nobody outside it, or the member too",
        ("case_notes",), ("s",), "v", focus="list", rank=5, command="case C-… note-kind"),
    Act("next_kind", "kind", "Narrow to one kind of note after the other: standard, internal, public, secure",
        ("case_notes",), ("f",), "l", focus="list", rank=5, command="case C-… notes --kind"),
    Act("letter", "to the member", "Write the public notes of this case to a new file: what may go to the member",
        ("case_notes",), ("w",), "x", focus="list", rank=6, command="case C-… letter"),
    Act("open_secure", "open secure", "Open the secure notes of this case with your key, or shut them again",
        ("case_notes",), ("o",), "o", focus="list", rank=7, command="case C-… notes --open-secure"),
    Act("secure_note", "secure note", "Begin a secure note on this case: encrypted here, for those who have a key",
        ("case_notes",), ("S",), "S", focus="list", rank=8, command="case C-… note --secure"),
    Act("write_again", "write again", "Write another text in the place of what this secure note says",
        ("case_notes",), ("e",), "e", focus="list", rank=10, command="case C-… note --again"),
    Act("ask_key", "ask for key", "Ask whoever has the key of this secure note to seal it to you", ("case_notes",),
        ("K",), "Y", focus="list", rank=9, command="case C-… ask-key"),
    Act("all_notes", "all", "Every note, or what is pinned and the last five again", ("case_notes",), ("a",), "a",
        focus="list", rank=4, command="case C-… notes --all"),
    Act("handover", "brief", "The handover brief: eight answers on one screen, to copy, write or redact",
        RECORDS, ("h",), "H", focus="list", rank=30, command="case C-… brief"),
    Act("copy_brief", "copy", "Copy this brief as text", ("handover",), ("y",), "y", focus="list", rank=1,
        command="case C-… brief"),
    Act("copy_markdown", "Markdown", "Copy this brief as Markdown", ("handover",), ("Y",), "Y", focus="list", rank=2,
        command="case C-… brief --markdown"),
    Act("write_brief", "to a file", "Write this brief to a new file: Markdown where its name ends in .md",
        ("handover",), ("w",), "w", focus="list", rank=3, command="case C-… brief --markdown"),
    Act("redact", "redact", "Placeholders for names and numbers, or the names again", ("handover",), ("r",), "r",
        focus="list", rank=4, command="case C-… brief --redacted"),
    Act("case_notes", "notes", "The notes of this case: pinned ones first, searched while you type", CASE, ("N",),
        "N", focus="list", rank=5, command="case C-… notes"),
    Act("attach", "member", "Find the member and attach her to this note", ("call",), ("f2",), "f", rank=10,
        command="interactions add"),
    Act("new_contact", "new contact", "Make a new contact of what is typed", ("home", "find"), ("ctrl+n",), "+",
        rank=55, command="members add"),
    Act("create_contact", "make contact", "Make this contact; what is missing is named", ("contact",), ("f5", "ctrl+s"),
        "s", rank=13, command="members add"),
    Act("kind_of_contact", "kind", "A person, or an organisation", ("contact",), leader="o", rank=60,
        command="members add --organisation"),
    Act("take_namesake", "take", "Take this contact on record instead of making a new one", ("contact",), ("enter",),
        focus="list", rank=1, command="members find"),
    Act("details", "details", "Her names, phones, e-mails, addresses, jobs and tags, to change them", ("member",),
        ("d",), "d", focus="list", rank=3, command="member ID set"),
    Act("tags", "tags", "Put tags on, or take them off", ("member", "details"), ("t",), "#", focus="list", rank=19,
        command="member ID tag add"),
    Act("turn_tag", "on or off", "Put this tag on, or take it off", ("tags", "case_tags"), ("enter", "space"),
        focus="list", rank=1, command="member ID tag remove"),
    Act("change_detail", "change", "Change this row", ("details", "case_details"), ("enter",), focus="list", rank=1,
        command="member ID phone change"),
    Act("case_details", "details", "Every field of this case, to change it in place", ("case",), ("d",), "d",
        focus="list", rank=3, command="case C-… change"),
    Act("tag_case", "tags", "Put tags on this case, or take them off", CASE, ("t",), "#", focus="list", rank=19,
        command="case C-… tag"),
    Act("close_case", "close", "Close this case as resolved or shelved; a closed one is opened again", CASE, ("x",),
        "q", focus="list", rank=23, command="case C-… close"),
    Act("claim", "claim", "Take this unclaimed case; who was first is told", HELD, ("c", "C"), "C",
        focus="list", rank=28, command="case C-… claim"),
    Act("release", "give back", "Give this case back to its team or role", HELD, ("B",), "B", focus="list",
        rank=94, command="case C-… release"),
    Act("assign", "assign", "Allocate this case to officers, a team or a role; the first is primary", HELD,
        ("a",), "a", focus="list", rank=29, command="case C-… assign"),
    Act("mark", "mark", "Mark this row and go on to the next, or unmark it", LISTED, ("space",), focus="list",
        rank=31, command="bulk"),
    Act("mark_all", "mark all", "Mark every row, or none of them", LISTED, ("V",), focus="list", rank=46,
        command="bulk"),
    Act("act_on_marked", "act on marked", "Do one thing with all that is marked, or this row: assign, follow-up, …",
        LISTED, ("semicolon",), ";", focus="list", rank=32, command="bulk"),
    Act("set_priority", "priority", "Give what is marked, or this case, a priority: 1 is the most urgent", HELD,
        ("p",), "P", focus="list", rank=33, command="case C-… change --priority"),
    Act("macro", "macro", "Run one of the office's macros on this record, or on all that are marked",
        (*LISTED, "interaction", *CASE), leader="M", rank=96, command="bulk"),
    Act("filter_list", "filter", "Into the filter of this list; what it means is proposed while it is typed",
        ("triage",), ("slash",), "/", focus="list", rank=2, command="cases"),
    Act("count_filter", "counts", "Show only what one of the counts on top is of, or all again: a digit says which",
        ("triage",), ("number_sign",), "#", rank=3, focus="list", command="cases"),
    Act("open_view", "views", "Show the saved view on that digit: its filter, order, columns and headings", ("triage",),
        DIGITS, focus="list", rank=4, digits=True, command="cases --view"),
    Act("save_view", "save view", "Save this filter under a name, with the columns and headings that are shown",
        ("triage",), ("v",), focus="list", rank=45, command="views save"),
    Act("triage", "triage", "Every open case and follow-up under a filter, page by page", leader="T", rank=97,
        command="cases"),
    Act("message", "message", "Write to the member: from a text of the office, shown as it goes before it is sent",
        ("member", *CASE), ("M",), "L", focus="list", rank=27, command="case C-… message"),
    Act("send_message", "send", "See the message as it goes, and say how it goes: by mail, your own program, a copy",
        ("message",), ("f5", "ctrl+s"), "s", rank=13, command="case C-… message"),
    Act("new_appointment", "appointment", "A new appointment: what, when, where and with whom", CASE, ("A",), ">",
        focus="list", rank=46, command="case C-… appointment add"),
    Act("appointment_file", "calendar", "Write this appointment to a calendar file; a cancelled one takes itself out",
        ("case_tasks",), ("i",), "i", focus="list", rank=7, command="case C-… appointment file"),
    Act("tell_appointment", "tell member", "A message to the member about this appointment", ("case_tasks",), ("M",),
        "L", focus="list", rank=8, command="case C-… message"),
    Act("replied", "replied", "The member replied: what she was asked is answered", CASE, ("R",), "\"", focus="list",
        rank=48, command="case C-… replied"),
    Act("review", "review", "Mark this case for review, or take the mark off", HELD, ("r",), "R",
        focus="list", rank=43, command="case C-… review"),
    Act("watch", "watch", "Watch this case, or watch it no longer", HELD, ("w",), "F", focus="list",
        rank=44, command="case C-… watch"),
    Act("who_sees", "who sees it", "The office, its team, its staff only; confidential or not; another office", CASE,
        ("v",), "V", focus="list", rank=45, command="case C-… scope"),
    Act("retype", "other type", "Make this case one of another type; what the office's table does not say is asked",
        CASE, ("Y",), "Y", focus="list", rank=95, command="case C-… retype"),
    Act("amend_case", "description", "Put the description right; the earlier text stays in the history", CASE, ("e",),
        "e", focus="list", rank=26, command="case C-… change --from"),
    Act("set_status", "status", "Give this case another status; one that waits for somebody pauses its targets",
        ("triage", *CASE), ("s",), "S", focus="list", rank=28, command="case C-… status"),
    Act("case_targets", "targets", "When each target of this case is due and why then; holds, extensions, escalations",
        ("case", "case_details"), ("D",), "D", focus="list", rank=29, command="case C-… target"),
    Act("set_target", "set target", "Set when this case should be completed; a later day needs its reason", CASE,
        ("T",), "T", focus="list", rank=43, command="case C-… target set"),
    Act("escalate", "escalate", "Put this case before those who decide; one that is there already is dealt with", CASE,
        ("E",), "E", focus="list", rank=44, command="case C-… escalate"),
    Act("open_form", "form", "Copy and open the form of this case, or where it is filed", CASE, ("i",), "v",
        focus="list", rank=43, command="case C-… form"),
    Act("open_map", "map", "Show the location on a map in the browser", CASE, ("m",), ":", focus="list", rank=42,
        command="case C-… map"),
    Act("documents", "documents", "The documents of this case, or of this member and her cases", ("member", *CASE),
        ("F",), "X", focus="list", rank=6, command="documents"),
    Act("open_document", "open", "Open this document with the system's program for its type", ("documents",),
        ("enter",), focus="list", rank=1, command="document ID save"),
    Act("attach_file", "attach", "Attach a file of this machine: a path, a dropped file, or one of a folder",
        ("documents",), ("a",), "a", focus="list", rank=2, command="attach"),
    Act("save_document", "save as", "Save this document as a file of this machine", ("documents",), ("o",), "o",
        focus="list", rank=3, command="document ID save"),
    Act("rename_document", "rename", "Give this document another name, and say what it is", ("documents",), ("e",), "e",
        focus="list", rank=4, command="document ID rename"),
    Act("move_document", "move", "Have this document belong to a case, or to the member's profile", ("documents",),
        ("m",), "m", focus="list", rank=5, command="document ID move"),
    Act("remove_document", "remove", "Remove this document; u puts it back", ("documents",), ("x",), focus="list",
        rank=6, command="document ID remove"),
    Act("sort_documents", "order", "The newest first, by name, or by type", ("documents",), ("s",), focus="list",
        rank=7, command="documents"),
    Act("copy_reference", "reference", "Copy what a note refers to this document by", ("documents",), ("y",), "y",
        focus="list", rank=8, command="documents --json"),
    Act("enclose", "attach file", "Attach a file to what is being written: it goes out when that is saved",
        ("call", "convert"), leader="X", rank=92, command="attach"),
    Act("refer", "name document", "Name a document in the text; [[ does the same",
        ("call", "convert", "amend", "case_words"), leader="V", rank=95, command="documents --json"),
    Act("save_file", "attach", "Attach this file", ("attaching",), ("f5", "ctrl+s"), "s", rank=13, command="attach"),
    Act("case_tasks", "tasks", "The tasks of this case and its checklist", CASE, ("k",), "w", focus="list", rank=4,
        command="case C-… task"),
    Act("agreed_tasks", "from actions", "Make tasks of what was agreed in this case", CASE, leader="m", rank=98,
        command="case C-… task from-actions"),
    Act("change_task", "change", "Change this task; a line of the checklist is ticked", ("case_tasks",), ("enter",),
        focus="list", rank=1, command="case C-… task change"),
    Act("new_task", "new task", "Add a task to this case", ("case_tasks",), ("n",), "a", focus="list", rank=2,
        command="case C-… task add"),
    Act("done_task", "done", "This is done, or is to be done after all", ("case_tasks", "tasks"), ("space",),
        focus="list", rank=3, command="case C-… task done"),
    Act("cancel_task", "cancel", "This task need not be done; asks why", ("case_tasks", "tasks"), ("x",), focus="list",
        rank=4, command="case C-… task cancel"),
    Act("assign_task", "assign", "Give this task to an officer, a team or whoever holds the case",
        ("case_tasks", "tasks"), ("a",), focus="list", rank=5, command="case C-… task assign"),
    Act("tasks_from_actions", "from actions", "Make tasks of what was agreed: the lines of Actions and next steps",
        ("case_tasks",), ("m",), "m", focus="list", rank=6, command="case C-… task from-actions"),
    Act("task_down", "down", "Put this task one place further down", ("case_tasks",), ("J",), focus="list", rank=31,
        command="case C-… task move"),
    Act("task_up", "up", "Put this task one place further up", ("case_tasks",), ("K",), focus="list", rank=32,
        command="case C-… task move"),
    Act("name_case", "other case", "Have this line of the checklist name another case", ("case_tasks",), ("c",),
        focus="list", rank=33, command="case C-… checklist link"),
    Act("save_task", "save", "Save this task", ("task",), ("f5", "ctrl+s"), "s", rank=13,
        command="case C-… task change"),
    Act("everybody", "everybody", "Everybody's tasks, or yours again", ("tasks",), ("v",), focus="list", rank=6,
        command="tasks --all"),
    Act("tasks", "my tasks", "Your tasks across cases, by their day", leader="W", rank=97, command="tasks"),
    Act("find_notes", "find notes", "Notes of the whole office by their words, of cases those you may see", leader="K",
        rank=97, command="notes find"),
    Act("emails", "e-mails", "The e-mails of this case, or of this member and her cases", ("member", *CASE), ("at",),
        "I", focus="list", rank=6, command="email list"),
    Act("to_file", "to file", "E-mails that belong nowhere yet, each with where it might belong", leader="<", rank=97,
        command="email to-file"),
    Act("add_email", "add", "Add an e-mail from a file: .eml or .msg", ("emails",), ("a",), "a", focus="list", rank=2,
        command="email add"),
    Act("file_email", "file", "File this e-mail where it seems to belong; of several places one is chosen",
        ("to_file",), ("enter",), focus="list", rank=1, command="email file"),
    Act("file_elsewhere", "elsewhere", "File this e-mail to a case or a member that is said", ("to_file",), ("g",),
        focus="list", rank=2, command="email file"),
    Act("discard_email", "discard", "Take this e-mail off the list; u brings it back", ("to_file",), ("d",),
        focus="list", rank=3, command="email discard"),
    Act("pull_email", "fetch", "Look into the office's mailbox now", ("to_file",), ("p",), focus="list", rank=4,
        command="email pull"),
    Act("move_email", "move", "Give this e-mail to another case or member; asks for one line of reason",
        ("emails", "email"), ("m",), "m", focus="list", rank=5, command="email move"),
    Act("save_email", "save", "Write this e-mail or one of its files to a new file", ("emails", "email", "to_file"),
        ("w",), "w", focus="list", rank=6, command="email show --save"),
    Act("keep_files", "documents", "Keep the files in this e-mail as documents of its case or member",
        ("emails", "email"), ("d",), "d", focus="list", rank=4, command="email files"),
    Act("email_place", "go to", "To the case or the member this e-mail belongs to", ("emails", "email"), ("o",), "u",
        focus="list", rank=7, command="email show"),
    Act("add_detail", "add", "Add one more of what the cursor stands on", ("details",), ("a",), "a", focus="list",
        rank=2, command="member ID phone add"),
    Act("remove_detail", "remove", "Remove this row; u puts it back", ("details",), ("x",), focus="list", rank=3,
        command="member ID phone remove"),
    Act("make_primary", "primary", "Make this phone, e-mail or job the primary one", ("details",), ("p",), focus="list",
        rank=4, command="member ID phone primary"),
    Act("put_back", "put back", "Put back what was removed last", ("details",), ("u",), focus="list", rank=20,
        command="member ID phone add"),
    Act("do_not_contact", "do not contact", "Not to be contacted, or to be contacted again", ("details",), ("d",),
        focus="list", rank=5, command="member ID set --do-not-contact"),
    Act("keep_ours", "ours", "Keep what was written here, though the membership system says something else",
        ("details",), ("o",), focus="list", rank=6, command="member ID settle"),
    Act("take_theirs", "theirs", "Take what the membership system says instead of what was written here", ("details",),
        ("h",), focus="list", rank=7, command="member ID settle"),
    Act("save_detail", "save", "Save what is typed here", ("detail",), ("f5", "ctrl+s"), "s", rank=13,
        command="member ID phone change"),
    Act("show_only", "filter", "Show all, interactions, cases, notes, e-mails or documents", ("member",), DIGITS[:6],
        focus="list", digits=True, rank=4, command="member ID"),
    Act("add_number", "add number", "Add the number that calls to the phones of this member", ("call",), leader="+",
        rank=95, command="member ID phone add"),
    Act("find", "find", "Find a member by name, number or phone", keys=("f2",), leader="f", rank=10,
        command="members find"),
    Act("new_note", "new note", "Start a note at once, about the member in view or nobody yet", keys=("f3",),
        leader="n", rank=15, command="interactions add"),
    Act("side", "side", "Show or hide the side pane; in a call context, prompts, hidden in turn",
        ("home", "find", "triage", "member", "details", "case_details", "case_targets", "case_tasks", "tasks", "calls",
         "message", "office", "undoing", "views", "workload", "leave", "inbox", "to_file", *FORMS), ("f4",), "x",
        rank=12),
    Act("submit", "submit", "Save the interaction; what is missing is named", ("call",), ("f5", "ctrl+s"), "s", rank=13,
        command="interactions add"),
    Act("create", "create case", "Create the case", ("convert",), ("f5", "ctrl+s"), "s", rank=13,
        command="interaction I-… convert"),
    Act("own_place", "own address", "Set the location to the contact's own address again",
        ("convert", "case_details"), leader="r", rank=96, command="case C-… change --location"),
    Act("create_direct", "direct case", "Create a case without an interaction: the exception, asks for its reason",
        ("member",), leader="N", rank=98, command="cases add"),
    Act("save", "save", "Save what you changed", ("case", "case_words", "amend"), ("f5", "ctrl+s"), "s", rank=13,
        command="case C-… change"),
    Act("amend", "change", "Put this submitted interaction right; the earlier text stays in its history",
        ("interaction", "member", "home", "triage"), ("e",), "e", focus="list", rank=26,
        command="interaction I-… edit"),
    Act("move", "move", "Give this interaction to the right member; asks for one line of reason", ("interaction",),
        leader="r", rank=19, command="interaction I-… move"),
    Act("good", "good", "What good looks like in this note, and what its readers say; or go back", ("interaction",),
        ("q",), "q", focus="list", rank=28, command="interaction I-… good"),
    Act("case_good", "good", "What good looks like in this case, and what its readers say", CASE, ("q",), "G",
        focus="list", rank=47, command="case C-… good"),
    Act("tick_case", "tick", "Tick what only a reader can judge: held, not held and why, or nothing said",
        ("case_good",), ("1", "2", "3", "4"), focus="list", digits=True, rank=2, command="case C-… good --tick"),
    Act("tick_good", "tick", "Tick what only a reader can judge: held, not held and why, or nothing said",
        ("interaction",), ("1", "2", "3"), focus="list", digits=True, rank=29, command="interaction I-… good --tick"),
    Act("follow_up", "follow-up", "Give this record another follow-up day, or none", RECORDS, ("f",), focus="list",
        rank=21, command="interaction I-… edit"),
    Act("give_follow_up", "give to", "Give this follow-up to another officer, in whose list it stands then",
        RECORDS, ("g",), focus="list", rank=27, command="interaction I-… give"),
    Act("called_back", "no answer", "Called back, no answer: note the try, follow-up on the next working day", RECORDS,
        ("b",), "b", focus="list", rank=22, command="interaction I-… called-back"),
    Act("tick_off", "done", "Nothing more is to follow this interaction; in Triage a case is closed",
        ("home", "triage", "member", "interaction"), ("x",), focus="list", rank=23, command="interaction I-… done"),
    Act("undo_last", "undo", "Take back the last thing you did here; asks where you did something else after it",
        (*RECORDS, "case_tasks", "tasks", "documents", "undoing", "emails", "email", "to_file"), ("u",), focus="list",
        rank=24, command="undo"),
    Act("undoable", "what to undo", "What you did in the last ten minutes, to take it back", leader="U", rank=97,
        command="undo --list"),
    Act("take_back", "take back", "Take this back, but for what somebody has changed since", ("undoing",), ("enter",),
        focus="list", rank=1, command="undo"),
    Act("dial", "dial", "Dial the member's telephone", RECORDS, ("l",), "l", focus="list", rank=25,
        command="member ID"),
    Act("open_ticket", "ticket", "Open the ticket of this record in the browser", RECORDS, ("o",), "@", focus="list",
        rank=41, command="interaction I-…"),
    Act("link_ticket", "link ticket", "Link this case and its first note to a ticket", ("case",), leader="+", rank=97,
        command="case C-… ticket"),
    Act("copy_ticket", "copy ticket", "Copy the address of this record's ticket", RECORDS, leader="=", rank=97,
        command="interaction I-…"),
    Act("copy_number", "copy", "Copy the number of this record", ("interaction", *CASE, "case_tasks", "tasks"),
        ("y",), focus="list", rank=40),
    Act("convert", "case", "Turn this interaction into a case", ("call", "interaction", "member"), ("ctrl+t",), "v",
        rank=14, command="interaction I-… convert"),
    Act("note_on_case", "note on case", "Add a note to this case", ("case",), leader="o", rank=15,
        command="case C-… note"),
    Act("history", "history", "Every change of this record: who, when, from what to what, why; or go back",
        ("home", "triage", "member", "interaction", "history", *CASE), ("H",), "t", focus="list", rank=46,
        command="case C-… history"),
    Act("open_member", "member", "Go to the member of this record", ("interaction", *CASE, "case_tasks"),
        leader="u", rank=17, command="member ID"),
    Act("begin", "set up", "Set the database up and open it", ("setup",), ("f5", "ctrl+s"), "s", rank=13,
        command="setup"),
    Act("give_password", "send", "Send the password and open the database", ("password",), ("f5", "ctrl+s"), "s",
        rank=13, command="password"),
    Act("next_section", "next", "Next section or panel", TYPED, ("ctrl+down",), "]", rank=60),
    Act("previous_section", "previous", "Previous section or panel", TYPED, ("ctrl+up",), "[",
        rank=95),
    Act("choose_side", "mine or theirs", "Where someone changed the same field too: 1 mine, 2 theirs, 3 both",
        ("case", "case_words", "case_details", "amend", "task", "detail"), leader="1..3", digits=True, rank=95,
        command="drafts settle ID"),
    Act("take_in", "take in", "Take in what others changed here meanwhile; what you typed stays",
        ("case", "case_words", "amend", "task", "detail"), leader=",", rank=95, command="case C-…"),
    Act("who", "who is here", "Which colleagues are here, at what, and who is typing", leader="&", rank=97,
        command="who"),
    Act("next_in_work", "next in work", "After submitting: go on with the next row of my work", ("call",), ("enter",),
        focus="list", rank=98, command="cases --mine"),
    Act("park", "park", "Put this note aside for another call", ("call",), ("f8",), "p", rank=14,
        command="interactions add"),
    Act("parked", "parked", "The notes put aside and the records looked at last; a digit goes to one", keys=("f8",),
        leader="p", rank=29, command="drafts"),
    Act("take_up", "take up", "Go on with that note, or back to that record", ("drafts",), DIGITS, focus="list",
        digits=True, rank=2, command="drafts"),
    Act("outline", "outline", "Fill what is empty in this note from one of the office's outlines", ("call",),
        leader="T", rank=94, command="outlines"),
    Act("template", "template", "Another intake template for this note, or none; every word stays", ("call",),
        leader="I", rank=94, command="interactions add --template"),
    Act("split", "split", "Move an issue into a second note for the same member; there, move it back", ("call",),
        leader="/", rank=94, command="interactions add"),
    Act("further", "more fields", "To the further fields: spoke with, job, case type, who follows up, ticket",
        ("call", "amend"), leader="m", rank=93, command="interactions add"),
    Act("spoke_with", "spoke with", "With whom you speak: member, representative, employer, other", ("call", "amend"),
        leader="o", rank=93, command="interactions add"),
    Act("identity", "identity", "The identity was checked, or after all not", ("call", "amend"), leader="t", rank=93,
        command="interactions add"),
    Act("reopen_case", "open again", "Open the case again that was closed lately, and save this as a note of it",
        ("call",), leader="R", rank=94, command="case C-… reopen"),
    Act("about_case", "about case", "This contact is about that open case: saved as its note", ("call",), leader="1..9",
        digits=True, rank=94, command="case C-… note"),
    Act("secure", "secure", "Make this note of a case a secure one, or an open one again", ("call",), leader="S",
        rank=94, command="case C-… note --secure"),
    Act("take_call", "take call", "Take the call that waits; a note in front is put aside", keys=("f7",), leader="k",
        rank=28, command="call NUMBER"),
    Act("let_ring", "let ring", "Take the banner of a waiting call away: somebody else has it", leader="j", rank=96,
        command="call NUMBER"),
    Act("calls", "calls", "Every call that rang here, and which were missed", leader="c", rank=97, command="calls"),
    Act("call_back", "call back", "A note of a call to this number; one that still rings is taken", ("calls",),
        ("enter",), focus="list", rank=1, command="interactions add"),
    Act("dealt_with", "dealt with", "Nothing is left to do about this missed call", ("calls",), ("d",), focus="list",
        rank=20, command="calls"),
    Act("count_limit", "count limit", "Count a limit set by law from a day; nothing is saved", ("call",), leader="L",
        rank=97, command="deadline count"),
    Act("facts", "job facts", "Put length, role and terms of the job at the caret", ("call",), leader="b", rank=96,
        command="member ID"),
    Act("no_advice", "no advice", "Mark that no advice was given, or take the mark back", ("call", "amend"),
        leader="a", rank=96, command="interactions add"),
    Act("prompts", "prompts", "Go into the prompts of the topic: Enter notes one, Esc comes back", ("call",),
        leader="u", rank=96),
    Act("open_article", "article", "Open the article on this topic in the browser", ("call",), ("o",), "@",
        focus="list", rank=41, command="prompts show"),
    Act("copy_article", "copy article", "Copy the address of the article on this topic", ("call",), ("y",), "=",
        focus="list", rank=42, command="prompts show"),
    Act("edit_outside", "editor", "Edit the open section in $VISUAL or $EDITOR", ("call",), ("ctrl+o",), "e",
        rank=97),
    Act("copy_note", "copy text", "Copy the whole as text for an e-mail", ("call", "interaction", "case"), leader="y",
        rank=97, command="interaction I-… text"),
    Act("share_draft", "share", "Let a colleague or the team take this draft up; again takes it back",
        ("drafts",), ("S",), "S", focus="list", rank=19, command="drafts share ID"),
    Act("discard", "discard", "Discard this draft; u brings it back", ("drafts",), ("d",), focus="list", rank=20,
        command="drafts discard ID"),
    Act("undo", "undo", "Bring back the draft discarded last", ("drafts",), ("u",), focus="list", rank=21,
        command="drafts restore ID"),
    Act("send_now", "send now", "Try now to send what waits", ("drafts", "home"), leader="w", rank=92,
        command="drafts send"),
    Act("password", "password", "Give or change your own password of a shared database", leader="Z", rank=99,
        command="password"),
    Act("office", "office", "Every list of the office as it is configured, with how much uses each entry",
        leader="O", rank=97, command="config show"),
    Act("new_view", "new view", "Save a filter under a name", ("views",), ("n",), focus="list", rank=2,
        command="views save"),
    Act("edit_view", "change", "Change the name, filter, columns, order or headings of this view, or who has it",
        ("views",), ("e",), focus="list", rank=3, command="views save"),
    Act("view_down", "down", "Put this view one digit further down", ("views",), ("J",), focus="list", rank=31,
        command="views place"),
    Act("view_up", "up", "Put this view one digit further up", ("views",), ("K",), focus="list", rank=32,
        command="views place"),
    Act("take_over_view", "take over", "Make this view of somebody who left yours", ("views",), ("t",), focus="list",
        rank=33, command="views take-over"),
    Act("remove_view", "remove", "Put this view away; u brings it back", ("views",), ("d",), focus="list", rank=20,
        command="views remove"),
    Act("restore_view", "undo", "Bring back the view removed last", ("views",), ("u",), focus="list", rank=21,
        command="views restore"),
    Act("views", "views", "Saved views of the open work, on their digits", leader="Q", rank=97, command="views"),
    Act("figures", "figures", "The workload, charts of the open cases, the share of direct ones", ("workload",),
        ("1", "2", "3", "4", "5", "6", "7"), focus="list", digits=True, rank=2, command="report open"),
    Act("sort_workload", "order", "By the next column: name, open, overdue, this week, age", ("workload",), ("s",),
        focus="list", rank=3, command="workload"),
    Act("set_away", "away", "This officer is away until a day, or here again; of others with a reason", ("workload",),
        ("a",), "a", focus="list", rank=4, command="staff away"),
    Act("hand_over", "hand over", "Hand what this officer holds over to others", ("workload",), ("H",), focus="list",
        rank=5, command="staff handover"),
    Act("give_access", "access", "What this officer may do: basic, officer, supervisor or admin", ("workload",), ("A",),
        focus="list", rank=6, command="staff role"),
    Act("give_groups", "groups", "The groups this officer is in: they raise, manage and see case types",
        ("workload",), ("G",), focus="list", rank=7, command="staff join"),
    Act("plan_leave", "hand over", "Spread this over others: shows first who would get what", ("leave",), ("H",),
        focus="list", rank=2, command="staff handover --dry-run"),
    Act("give_row", "give to", "Give this row to another one, or to nobody", ("leave",), ("g",), focus="list", rank=3,
        command="staff handover --to"),
    Act("hand_over_now", "do it", "Hand over as it is shown; asks why, and once more with the numbers", ("leave",),
        ("f5", "ctrl+s"), "s", rank=13, command="staff handover --yes"),
    Act("give_back", "give back", "Give back what was handed over until a day", ("leave",), ("G",), focus="list",
        rank=4, command="staff handover --back"),
    Act("workload", "workload", "Who holds how much, who is here, and charts of the open cases", leader="J", rank=97,
        command="workload"),
    Act("drafts", "drafts", "Notes not submitted yet, and what waits to be sent", leader="-", rank=30,
        command="drafts"),
    Act("switches", "notices", "Who is told of what: each notice with its switch, of all case types or of one",
        ("office",), ("n",), "N", focus="list", rank=2, command="config notices"),
    Act("turn_staff", "staff", "The staff is told of this, or is not", ("switches",), ("space", "enter"), focus="list",
        rank=1, command="config notice"),
    Act("turn_member", "member", "A mail of this goes to the member, or none", ("switches",), ("m",), focus="list",
        rank=2, command="config notice"),
    Act("pick_type", "case type", "The switches of one case type, or of all", ("switches",), ("t",), focus="list",
        rank=3, command="config notices --type"),
    Act("inbox", "inbox", "What happened to your cases, and where you are mentioned", leader="i", rank=31,
        command="inbox"),
    Act("read_notice", "read", "All that came of this record is read", ("inbox",), ("space", "r"), focus="list",
        rank=2, command="inbox read"),
    Act("read_all", "all read", "Everything in the inbox is read", ("inbox",), ("A",), focus="list", rank=3,
        command="inbox read"),
    Act("show_read", "all", "Only what is not read, or all of it", ("inbox",), ("v",), focus="list", rank=4,
        command="inbox --all"),
    Act("available", "available", "Be away until a day, or available again: nobody who is away gets cases by rule",
        leader="A", rank=97, command="staff away"),
    Act("home", "home", "My day: find line and work list", keys=("f9",), leader="h", rank=61, command="cases --mine"),
    Act("menu", "menu", "Every action by name", keys=("f10", "ctrl+p"), leader="space", rank=70),
    Act("back", "back", "Back one level; what is written stays as a draft", keys=("escape",), rank=62),
    Act("help", "help", "Every key of this screen", keys=("f1",), leader="?", rank=99, command="--help"),
    Act("tour", "first steps", "Five short steps over Home, read while you work", leader=".", rank=98, command="tour"),
    Act("theme", "theme", "Change the colours: dark, light, high contrast, none", leader="g", rank=93),
    Act("quit", "quit", "Leave; asks only when something waits to be sent", keys=("ctrl+q",), leader="z", rank=91),
)  # fmt: skip


_present = [ACTS]


def present() -> tuple[Act, ...]:
    """The table as the officer's own keys leave it."""
    return _present[0]


def put_in_place(table: tuple[Act, ...]) -> None:
    """From now on the keys are those of this table, on every screen that is made."""
    _present[0] = table


def places_of(table: Sequence[Act]) -> list[str]:
    """Every screen that the table names, and `help`, which has what every screen has."""
    return [*dict.fromkeys(place for one in table for place in one.places if place not in ANYWHERE), "help"]


def acts_of(place: str) -> tuple[Act, ...]:
    """The acts of a screen: its own first, then those of everywhere whose key it does not use itself."""
    own = tuple(act for act in present() if place in act.places)
    keys = {key for act in own for key in act.keys}
    leaders = {act.leader for act in own if act.leader}
    general = (
        act
        for act in present()
        if act.places == ANYWHERE
        and not keys.intersection(act.keys)
        and (not act.leader or act.leader not in leaders)
    )
    return own + tuple(general)


def act(act_id: str) -> Act:
    """The act of that id; KeyError when there is none."""
    for one in present():
        if one.id == act_id:
            return one
    raise KeyError(act_id)


def binding_of(one: Act, key: str) -> str:
    """What Textual runs when the key of an act is pressed."""
    return f"screen.act('{one.id}', {int(key)})" if one.digits else f"screen.act('{one.id}')"


def key_said(act_id: str) -> str:
    """The key of an act for a sentence, as the officer's own map has it: "F8", or "ctrl+g p" where it has none."""
    one = act(act_id)
    return shown(one.keys[0]) if one.keys else f"{LEADER} {one.leader}"


def keys_of(one: Act) -> str:
    """The keys of an act as people call them."""
    if one.digits:
        return f"{one.keys[0]}..{one.keys[-1]}" if one.keys else ""
    return ", ".join(shown(key) for key in one.keys)


def shown(key: str) -> str:
    """A key as people call it."""
    names = {
        "escape": "Esc",
        "at": "@",
        "enter": "Enter",
        "down": "Down",
        "up": "Up",
        "space": "Space",
        "question_mark": "?",
        "semicolon": ";",
        "slash": "/",
        "number_sign": "#",
    }
    if key in names:
        return names[key]
    return key.upper() if key[0] == "f" and key[1:].isdigit() else key
