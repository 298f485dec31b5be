"""How alike names are to what was typed (search 4)."""

from collections.abc import Iterable, Sequence
from functools import cache
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
        self._sounds = {word: sound(word) for word in self.words}
        self._known: dict[tuple[str, str], float] = {}

    def alike(self, word: str, name: str) -> float:
        """From 0 to 1, for a word that was typed and one of a name."""
        found = self._known.get((word, name))
        if found is None:
            found = self._known[word, name] = self._weigh(word, name)
        return found

    def _weigh(self, word: str, name: str) -> float:
        if word == name:
            return 1.0
        if name.startswith(word):
            return BEGINS
        if len(word) < SHORTEST:
            return 0.0
        (best,) = _alike(word, (name,))
        if len(name) > len(word):
            best = max(best, HEAD * _alike(word, (name[: len(word)],))[0])
        return self._heard(word, name, best)

    def _heard(self, word: str, name: str, best: float) -> float:
        """The weight, more where the two are heard alike."""
        heard = self._sounds.get(word, "")
        return (best + SOUNDS) / 2 if len(heard) > 1 and best < SOUNDS and heard == sound(name) else best

    def see(self, word: str, names: Iterable[str]) -> None:
        """Weigh many at once, which takes a tenth of the time."""
        if len(word) < SHORTEST:
            return
        new = [
            name
            for name in dict.fromkeys(names)
            if (word, name) not in self._known and not name.startswith(word)
        ]
        whole, heads = _alike(word, new), _alike(word, [name[: len(word)] for name in new])
        for name, one, head in zip(new, whole, heads, strict=True):
            best = max(one, HEAD * head) if len(name) > len(word) else one
            self._known[word, name] = self._heard(word, name, best)

    def terms(self, word: str, terms: Iterable[tuple[str, int]], most: int) -> list[str]:
        """The words of the vocabulary that may be meant, the likeliest first; of equals the commoner."""
        terms = list(terms)
        self.see(word, (term for term, _df in terms))
        weighed = [(-self.alike(word, term), -df, term) for term, df in terms]
        return [term for weight, _df, term in sorted(weighed)[:most] if -weight >= ALIKE]

    def name(self, names: Sequence[str], *, born: bool = False) -> float:
        """How alike a whole name is: each word to another of its words, the longer ones counting for more.

        With the right day of birth half of the words will do: the others may have changed.
        """
        left = list(dict.fromkeys(names))
        total = 0.0
        best: list[tuple[float, str]] = []
        for word in sorted(self.words, key=len, reverse=True):
            place = max(range(len(left)), key=lambda at: self.alike(word, left[at]), default=None)
            weight = self.alike(word, left.pop(place)) if place is not None else 0.0
            best.append((weight, word))
            total += weight * len(word)
        mean = total / sum(map(len, self.words))
        if not born:
            return mean if min(best)[0] >= ANY else 0.0
        half = max(weight for weight, _word in best) if len(best) > 1 else 0.0
        return max(mean, 0.8 * half) + BORN

    def whole(self, names: Sequence[str]) -> bool:
        """Every word stands in the name in full."""
        return set(self.words) <= set(names)


def _alike(word: str, names: Sequence[str]) -> list[float]:
    """How alike each of the names is to the word, by the mistakes between them and by their beginnings."""
    osa, jaro_winkler, extract = _tools()
    out = [0.0] * len(names)
    for scorer in (osa, jaro_winkler):
        for _name, score, place in extract(word, names, scorer=scorer, limit=None):
            out[place] += score / 2
    return out


@cache
def _tools() -> tuple[Any, Any, Any]:
    from rapidfuzz import process
    from rapidfuzz.distance import OSA, JaroWinkler

    return OSA.normalized_similarity, JaroWinkler.similarity, process.extract
