"""What a misspelt word has in common with the right one, and how alike two words are (search stage 3)."""

from functools import lru_cache

HEAD = 6
"""Letters that must hold all but one mistake: what is wrong behind them is weighed, not looked up."""
MOST_KEYS = HEAD + 2
"""Keys of a word at most."""
SHORTEST = 3
"""Letters of the shortest word that can be misspelt: of fewer, any two would be."""
SOUND = "~"
"""Before a phonetic key, which is of capitals: no folded word begins so."""
SOUNDED = 24
"""Letters of a word that are heard."""


@lru_cache(maxsize=2_048)
def keys_of(word: str) -> tuple[str, ...]:
    """The keys under which a word is kept and looked for, in order; two words one mistake apart share one.

    They are the beginning of the word, the same with each of its letters left out in turn, and its sound.
    """
    if len(word) < SHORTEST:
        return ()
    head = word[:HEAD]
    keys = {head, *(head[:place] + head[place + 1 :] for place in range(len(head)))}
    heard = _heard(word)
    if len(heard) > 1:
        keys.add(SOUND + heard)
    return tuple(sorted(keys))


def _heard(word: str) -> str:
    """How a word of Latin letters is heard by an English ear: `STFN` for steven and stephen; empty for others."""
    import jellyfish

    return jellyfish.metaphone(word[:SOUNDED]) if word.isascii() and word.isalpha() else ""


sound = lru_cache(maxsize=16_384)(_heard)
"""The same for words that are weighed again with the next key; whoever writes a vocabulary hears each word once."""
