"""The title a case is given until someone writes a better one (features A3.11)."""

from collections.abc import Sequence

from data.types.choices import Choices


def suggest(case_types: Sequence[str], choices: Choices, employer: str) -> str:
    """ "<label of the first case type> – <employer>", or the one of them that is known."""
    label = ""
    if case_types:
        known = choices.case_type(case_types[0])
        label = known.label if known else case_types[0]
    return " – ".join(part for part in (label, employer.strip()) if part)
