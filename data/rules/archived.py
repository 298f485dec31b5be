"""What a form was given and the office no longer offers: it is kept, and said (docs/configuration.md)."""

from data.types.choices import Choices
from data.types.forms import CaseForm, InteractionForm


def archived(form: InteractionForm | CaseForm, choices: Choices) -> tuple[str, ...]:
    """What stands in the form and can no longer be chosen."""
    held = [(key, choices.former.get(key, key)) for key in form.case_types if choices.case_type(key) is None]
    out = [name for _, name in held]
    if isinstance(form, CaseForm):
        return (*out, *_gone(form.status, [status.name for status in choices.statuses]))
    return (
        *_gone(form.interaction_type, choices.interaction_types),
        *_gone(form.related_to, [topic.name for topic in choices.related_to]),
        *out,
        *_gone(form.outcome, choices.outcomes),
    )


def say_archived(names: tuple[str, ...]) -> str:
    """One sentence; empty where everything is offered still."""
    if not names:
        return ""
    several = len(names) > 1
    return (
        f"{' and '.join(names)} {'are' if several else 'is'} no longer offered;"
        f" this keeps {'them' if several else 'it'}."
    )


def _gone(name: str, offered: list[str] | tuple[str, ...]) -> tuple[str, ...]:
    return (name,) if name and name not in offered else ()
