"""The help page of the whole command line, and that of a case: what belongs together stands together."""

from typing import ClassVar

from casetui.cli.grouping import Headings, Noun, Verbs


class Whole(Verbs):
    """`casetui --help`."""

    headings: ClassVar[Headings] = (
        (
            "On the phone",
            "call calls open who members member interactions interaction drafts outlines snippets prompts",
        ),
        ("Cases", "cases case deadlines deadline tasks notes attach documents document email messages"),
        ("The work of many", "bulk filters views workload report inbox outbox routines routine undo"),
        ("Looking after it", "setup password staff config db tick doctor"),
        ("Looking around", "demo tour keys"),
    )


class OfCase(Noun):
    """`casetui case --help`."""

    headings: ClassVar[Headings] = (
        ("To read", "show notes history openings good brief letter map form"),
        ("Words", "note pin note-kind ask-key message replied called-back"),
        ("What it is", "change status tag ticket retype close reopen"),
        (
            "Whose it is, and who sees it",
            "claim release assign watch review escalate confidential scope office",
        ),
        ("Days and work", "target deadline task checklist appointment"),
    )
