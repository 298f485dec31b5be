"""What is said of the follow-up of an interaction: by when, who, and what for (features A1.19)."""

from datetime import date

from data.rules.days import say_day, say_follow_up
from data.types.records import InteractionRecord


def say_whole(one: InteractionRecord, today: date) -> str:
    """ "Fri 27 Nov, in 4 d, Sam Ortiz: send the letter"; empty where nothing was to follow."""
    if one.follow_up_on is None:
        return one.follow_up_action
    if not one.follow_up_open:
        done = "with the case" if one.case_id else "done"
        return _with(f"{say_day(one.follow_up_on, today)}, {done}", one.follow_up_action)
    # Whoever wrote it and follows it up is named once, as its author.
    who = f", {one.follow_up_by_name}" if one.follow_up_by != one.officer_id else ""
    return _with(f"{say_follow_up(one.follow_up_on, today)}{who}", one.follow_up_action)


def _with(said: str, action: str) -> str:
    return f"{said}: {action}" if action else said
