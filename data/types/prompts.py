"""Prompts: what to ask and to remember about a topic, to be noted line by line (features A2.29, A5.09)."""

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
    summary: str = ""
    """What it comes down to, in a sentence or two."""
    article: str = ""
    """Address of the article in the office's knowledge base; empty where the office has set none."""
    file: str = ""
    """The office's file it stands in; empty for one that is shipped."""

    @property
    def for_a_note(self) -> str:
        """The article as a note refers to it: its title and address, else what it comes down to."""
        return f"{self.title}: {self.article or self.summary}" if self.article or self.summary else ""


class Packs(NamedTuple):
    """Every pack there is, the office's own first."""

    packs: tuple[PromptPack, ...]
    problems: tuple[str, ...] = ()
    """What of the office's files cannot be used, a sentence each; the shipped packs stand in for it."""
