"""Reading what `casetui open` was given (features A1.03, A1.08)."""

from collections.abc import Sequence

from data.rules.clean import clean_line
from data.rules.reference import read_reference
from data.rules.ticket import read_ticket, ticket_address
from data.types.errors import BadInput
from data.types.wishes import Wish

OPTIONS = ("--imis", "--ticket")
LONGEST = 40
"""Characters of the longest membership number that is believed."""
_HOW = "what to open: --imis ID with --ticket URL or without, or C-10482, I-20931, or the address of a ticket"


def read_wish(words: Sequence[str]) -> Wish:
    """The words after `casetui open`. Raises BadInput, which repeats nothing of them."""
    given: dict[str, str] = {}
    loose: list[str] = []
    rest = list(words)
    while rest:
        name, has_value, value = rest.pop(0).partition("=")
        if not name.startswith("--"):
            loose.append(name + has_value + value)
        elif name not in OPTIONS:
            raise BadInput(f"the option; there are {', '.join(OPTIONS)}")
        elif has_value or rest:
            given[name] = value if has_value else rest.pop(0)
        else:
            raise BadInput(f"{name} without a value")
    return checked(Wish(given.get("--imis", ""), *_of_one_word(" ".join(loose), given.get("--ticket", ""))))


def _of_one_word(word: str, ticket: str) -> tuple[str, str]:
    """A record and a ticket; the word is one of them."""
    if not word:
        return "", ticket
    if word.lower().startswith("https:") and not ticket:
        return "", word
    return word, ticket


def checked(wish: Wish) -> Wish:
    """The same, clean; raises BadInput for one that says nothing, says two things, or cannot be read."""
    number, record = clean_line(wish.number).strip(), clean_line(wish.record).strip()
    if bool(record) + bool(number or wish.ticket) != 1 or len(number) > LONGEST:
        raise BadInput(_HOW)
    if record and read_reference(record) is None:
        raise BadInput(_HOW)
    return Wish(number, record, ticket_address(read_ticket(wish.ticket).said) if wish.ticket else "")
