"""Which prompts belong to a contact; the words stand in prompts.toml beside this."""

import tomllib
from functools import cache
from importlib.resources import files

from data.rules.folding import fold
from data.types.choices import RelatedTo
from data.types.prompts import PromptGroup, PromptPack


@cache
def packs() -> tuple[PromptPack, ...]:
    """Every pack, read once when it is first asked for."""
    read = tomllib.loads(files("data.rules").joinpath("prompts.toml").read_text("utf-8"))
    return tuple(
        PromptPack(
            pack["title"],
            tuple(fold(name) for name in pack["topics"]),
            tuple(pack["case_types"]),
            tuple(PromptGroup(group["title"], tuple(group["lines"])) for group in pack["group"]),
        )
        for pack in read["pack"]
    )


def pack_for(name: str, topic: RelatedTo | None) -> PromptPack | None:
    """The pack of the chosen topic: by its name, else by the case type it brings; None when there is none."""
    asked = fold(name)
    if not asked:
        return None
    kind = topic.default_case_type if topic else None
    by_name = next((pack for pack in packs() if asked in pack.topics), None)
    return by_name or next((pack for pack in packs() if kind is not None and kind in pack.case_types), None)
