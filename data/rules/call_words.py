"""Who called and what became of it, in words (features A1.07)."""

from data.types.calls import CallOutcome, LoggedCall


def call_who(call: LoggedCall) -> str:
    """Who called, as far as anyone knew: the member, what the telephone called her, or nobody."""
    if call.known_as:
        return call.known_as
    return f"calls itself {call.name}" if call.name else "unknown caller"


def call_became(call: LoggedCall) -> str:
    """What became of a call: "missed", "missed, called back", "taken"."""
    if call.outcome in (CallOutcome.CALLED_BACK, CallOutcome.DEALT_WITH):
        return f"missed, {call.outcome.value}"
    if call.outbound and call.outcome is CallOutcome.LET_RING:
        return "no note"
    return "missed" if call.outcome is CallOutcome.MISSED else call.outcome.value
