"""Which intake template a note has, and its words under another one: nothing that is written is lost (A3.15, A3.33)."""

from collections.abc import Sequence

from data.rules.defaults import line_of
from data.types.choices import Choices
from data.types.notes import BIMAA, NO_TEMPLATE, Section, Template


def offered(choices: Choices) -> tuple[Template, ...]:
    """What a note may have: the office's, then none (features A3.32, A3.33)."""
    return (*choices.templates, NO_TEMPLATE)


def first(choices: Choices | None) -> Template:
    """What a note begins with: the office's own choice, else the first of its list."""
    if choices is None:
        return BIMAA
    return choices.template(choices.rules.template) or next(iter(choices.templates), BIMAA)


def brought(choices: Choices, related_to: str, case_types: Sequence[str]) -> Template | None:
    """What the category brings: that of the topic, else of the primary case type or what it stands under."""
    topic = choices.topic(related_to)
    line = line_of(case_types[0], choices) if case_types else ()
    keys = [topic.template if topic else "", *(kind.template for kind in line)]
    return next((found for key in keys if key and (found := choices.template(key))), None)


def is_empty(sections: Sequence[Section]) -> bool:
    """Whether nothing is written."""
    return not any(part.body.strip() for part in sections)


def under(template: Template, sections: Sequence[Section]) -> list[Section]:
    """The same words under another template: its titles in order, then every written section that it has not."""
    bodies = {part.title: part.body for part in sections}
    out = [Section(title, bodies.get(title, "")) for title in template.sections]
    return out + [part for part in sections if part.title not in template.sections and part.body.strip()]
