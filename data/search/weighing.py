"""How alike names are to what was typed (search 4)."""

from collections.abc import Iterable, Sequence
from functools import cache
from heapq import nsmallest
from typing import Any

from data.search.spelling import SHORTEST, sound

ALIKE = 0.6
"""A word of the vocabulary less alike than this was not meant."""
MEANT = 0.7
"""A member whose name is less alike than this was not meant."""
ANY = 0.5
"""One word less alike than this to any of a name, and somebody else was meant."""
BEGINS, SOUNDS, HEAD = 0.96, 0.88, 0.95
"""A name that begins with the word; one that is heard alike; what one loses whose beginning only is alike."""
BORN = 0.2
"""What the right day of birth adds."""


class Weighing:
    """Weighs names against the words of one query; each pair of words once."""

    def __init__(self, words: Sequence[str]) -> None:
        self.words = tuple(words)
        self._longest = sorted(self.words, key=len, reverse=True)
        self._letters = sum(map(len, self.words))
        self._sounds = {word: sound(word) for word in self.words}
        self._known: dict[str, dict[str, float]] = {word: {} for word in self.words}

    def alike(self, word: str, name: str) -> float:
        """From 0 to 1, for a word that was typed and one of a name."""
        known = self._known[word]
        if name not in known:
            self.see(word, (name,))
        return known[name]

    def see(self, word: str, names: Iterable[str]) -> None:
        """Weigh many at once, in one loop without a call of ours: there are hundreds for a key."""
        mistakes, beginning = _tools()
        size, heard, known = len(word), self._sounds[word], self._known[word]
        audible = len(heard) > 1
        for name in names:
            if name in known:
                continue
            if name.startswith(word):
                known[name] = 1.0 if name == word else BEGINS
                continue
            if size < SHORTEST:
                known[name] = 0.0
                continue
            best = (mistakes(word, name) + beginning(word, name)) / 2
            if len(name) > size:
                head = name[:size]
                best = max(best, HEAD * (mistakes(word, head) + beginning(word, head)) / 2)
            if audible and best < SOUNDS and heard == sound(name):
                best = (best + SOUNDS) / 2
            known[name] = best

    def terms(self, word: str, terms: Iterable[tuple[str, int]], most: int) -> list[str]:
        """The words of the vocabulary that may be meant, the likeliest first; of equals the commoner."""
        terms = list(terms)
        self.see(word, (term for term, _df in terms))
        known = self._known[word]
        weighed = [(-weight, -df, term) for term, df in terms if (weight := known[term]) >= ALIKE]
        return [term for _weight, _df, term in nsmallest(most, weighed)]

    def name(self, names: Sequence[str], *, born: bool = False) -> float:
        """How alike a whole name is: each word to another of its words, the longer ones counting for more.

        With the right day of birth half of the words will do: the others may have changed.
        """
        # Called for every row of every key, so it is one loop over what is known.
        left = list(dict.fromkeys(names))
        total = 0.0
        best: list[float] = []
        for word in self._longest:
            known = self._known[word]
            weight, likest = 0.0, ""
            for name in left:
                its = known.get(name)
                if its is None:
                    its = self.alike(word, name)
                if its > weight:
                    weight, likest = its, name
            if likest:
                left.remove(likest)
            elif left:
                del left[0]
            best.append(weight)
            total += weight * len(word)
        mean = total / self._letters
        if not born:
            return mean if min(best) >= ANY else 0.0
        half = max(best) if len(best) > 1 else 0.0
        return max(mean, 0.8 * half) + BORN

    def whole(self, names: Sequence[str]) -> bool:
        """Every word stands in the name in full."""
        return set(self.words) <= set(names)


@cache
def _tools() -> tuple[Any, Any]:
    """How alike two words are by the mistakes between them, and by their beginnings."""
    from rapidfuzz.distance import OSA, JaroWinkler

    return OSA.normalized_similarity, JaroWinkler.similarity
