"""The events that limits set by law run from, in words (domain D2)."""

RUNS_FROM = {
    "dismissal_effective": "the day the dismissal took effect",
    "contravention": "the day of the contravention",
    "last_contravention": "the day of the last contravention",
    "act_complained_of": "the day of what is complained of",
    "request_received": "the day the employer received the request",
    "injury": "the day of the injury",
    "action_or_notice": "the day it happened or was noticed, whichever is later",
    "grievance_raised": "the day the grievance was raised",
    "cause_of_action": "the day the cause of action arose",
}
"""Events that limits run from, in words; what an office calls another one is said as it is."""


def runs_from_said(event: str) -> str:
    """The event in words; empty stays empty."""
    return RUNS_FROM.get(event, event.replace("_", " "))
