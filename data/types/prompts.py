"""Prompts: what to ask and to remember about a topic, to be noted line by line (features A2.29)."""

from typing import NamedTuple


class PromptGroup(NamedTuple):
    """Lines of one kind under a heading."""

    title: str
    lines: tuple[str, ...]


class PromptPack(NamedTuple):
    """Everything for one topic."""

    title: str
    topics: tuple[str, ...]
    """Names of the topics it is for, folded."""
    case_types: tuple[str, ...]
    """Keys of case types it is for, where the topic has another name."""
    groups: tuple[PromptGroup, ...]
