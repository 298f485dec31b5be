"""Writes the pages of keys from the table of actions: `python -m docs.keys`, after a change in widgets/actions.py."""

from collections.abc import Iterable
from pathlib import Path

from casetui.keycard import card
from widgets.actions import ACTS, ANYWHERE, LEADER, Act, keys_of, shown

ROOT = Path(__file__).parents[1]
PAGE, README, CARD = ROOT / "docs" / "keys.md", ROOT / "README.md", ROOT / "docs" / "keycard.md"
BEGIN, END = "<!-- keys: made by docs/keys.py -->", "<!-- end of keys -->"
"""Marks in a page between which the tables stand; what is between them is written over."""

SCREENS = {
    "home": "Home",
    "triage": "Triage: the whole queue",
    "find": "Find",
    "member": "Member",
    "details": "Details of a contact",
    "detail": "One detail, while it is typed",
    "tags": "Tags",
    "contact": "New contact",
    "call": "Call: a note while it is written",
    "interaction": "Interaction: a note that was submitted",
    "amend": "A submitted interaction while it is changed",
    "convert": "New case",
    "case": "Case",
    "case_details": "Details of a case",
    "case_words": "Description of a case",
    "case_tags": "Tags of a case",
    "case_targets": "Targets of a case",
    "case_tasks": "Tasks of a case",
    "case_notes": "Notes of a case",
    "case_good": "What good looks like in a case",
    "handover": "Handover brief",
    "history": "History of a record",
    "notes": "Notes of the whole office, by their words",
    "documents": "Documents of a case or a member",
    "attaching": "A file, while it is attached",
    "emails": "E-mails of a case or a member",
    "email": "An e-mail",
    "to_file": "E-mails to file",
    "message": "A message to the member, while it is written",
    "task": "One task, while it is typed",
    "tasks": "My tasks",
    "views": "Saved views",
    "workload": "Workload and charts",
    "who": "Who is here",
    "leave": "What an officer holds, and handing it over",
    "drafts": "Drafts",
    "calls": "Caller log",
    "undoing": "What can be taken back",
    "inbox": "Inbox",
    "office": "The office as it is configured",
    "switches": "Who is told of what",
    "setup": "First run",
    "password": "The password of a shared database",
}
"""Screens in the order of the page, as people call them."""


def table(acts: Iterable[Act], *, commands: bool) -> str:
    """A table of acts; with `commands` also what does the same from the command line."""
    heads = ["key", f"after {LEADER}", "what it does", *(["command"] if commands else [])]
    rows = [heads, ["---"] * len(heads)]
    for act in acts:
        told = f"{act.tooltip} (in the list)" if act.focus == "list" else act.tooltip
        cells = [keys_of(act), shown(act.leader) if act.leader else "", told]
        if commands:
            cells.append(f"`casetui {act.command}`" if act.command else "")
        rows.append([cell.replace("|", "\\|") for cell in cells])
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def everywhere() -> list[Act]:
    """What every screen has, the keys first."""
    return sorted((act for act in ACTS if act.places == ANYWHERE), key=lambda act: (not act.keys, act.rank))


def all_tables() -> str:
    """The tables of the page: everywhere, then screen by screen."""
    parts = [f"## Everywhere\n\n{table(everywhere(), commands=True)}"]
    for place, title in SCREENS.items():
        own = [act for act in ACTS if place in act.places]
        parts.append(f"## {title}\n\n{table(own, commands=True)}")
    return "\n\n".join(parts)


def first_tables() -> str:
    """The tables of the README: everywhere, and a call."""
    call = [act for act in ACTS if "call" in act.places]
    return f"{table(everywhere(), commands=False)}\n\nDuring a call:\n\n{table(call, commands=False)}"


def card_page() -> str:
    """The page with the card of keys, whole."""
    told = "Pages to lay beside the keyboard. `casetui keys --card` prints it with your own keys."
    return "\n".join(["# Key card", "", told, "", "```text", *card(ACTS), "```", ""])


def written(page: str, tables: str) -> str:
    """The page with these tables between its marks; ValueError when it has no marks."""
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError("the page has no marks for the tables of keys")
    return f"{before}{BEGIN}\n{tables}\n{END}{after}"


def main() -> None:
    """Write both pages, and the card."""
    for path, tables in ((PAGE, all_tables()), (README, first_tables())):
        path.write_text(written(path.read_text(encoding="utf-8"), tables), encoding="utf-8")
    CARD.write_text(card_page(), encoding="utf-8")


if __name__ == "__main__":
    main()
