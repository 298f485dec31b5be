"""Names and words as they are compared: data and query are folded alike, so that they meet (search 1)."""

import unicodedata
from functools import lru_cache
from itertools import permutations

APOSTROPHES = "'`´‘’‛ʹʻʼʽʾʿˈ′＇ꞌ"
"""Signs that stand for an apostrophe in names: they are not compared."""

_LETTERS = {
    "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i", "ħ": "h",
    "ŧ": "t", "ŋ": "ng", "ĸ": "k", "ə": "e", "ɛ": "e", "ɔ": "o", "ɓ": "b", "ɗ": "d", "ƙ": "k", "ƴ": "y",
    "ɨ": "i", "ʉ": "u", "ɣ": "g", "ƒ": "f", "ɖ": "d", "ƶ": "z", "ꝁ": "k",
}  # fmt: skip
"""Letters that Unicode does not take apart, as people type them without the key."""

_KEPT = "@_+&"
"""Signs that mean something in an e-mail address or an employer's name."""

_ASCII = {code: None if chr(code) in APOSTROPHES else " " for code in range(128) if not chr(code).isalnum()}
_ASCII.update((ord(sign), sign) for sign in _KEPT)

_PAIRED = 12
_SINGLE = 64
_LAST = "\U0010ffff"


def fold(text: str) -> str:
    """Lower case, without accents and apostrophes; other punctuation is a space; spaces single."""
    if not text.isascii():
        text = _fold_wide(text)
    return " ".join(text.lower().translate(_ASCII).split())


def _fold_wide(text: str) -> str:
    """Letters outside ASCII brought to their base letters; CJK and other scripts stay as they are."""
    # Marks go before the text is taken apart as well as after: sorting a long run of them is quadratic.
    bare = "".join(sign for sign in text if not unicodedata.combining(sign) and sign not in APOSTROPHES)
    parts: list[str] = []
    for sign in unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", bare).casefold()):
        if sign in _LETTERS:
            parts.append(_LETTERS[sign])
        elif sign in APOSTROPHES or unicodedata.combining(sign):
            continue
        elif sign.isascii() or unicodedata.category(sign)[0] in "LN":
            parts.append(sign)
        elif unicodedata.category(sign) in ("Mc", "Mn") and not "\ufe00" <= sign <= "\ufe0f":
            parts.append(sign)  # vowel signs of scripts where they are letters in all but name
        elif unicodedata.category(sign)[0] in "ZPS":
            parts.append(" ")
    return "".join(parts)


def tokens(text: str) -> tuple[str, ...]:
    """The folded words, in order."""
    return tuple(fold(text).split())


@lru_cache(maxsize=16_384)
def name_words(name: str) -> tuple[str, ...]:
    """The folded words of a name: in a file of members the same come again and again."""
    return tokens(name)


def name_pairs(*names: str) -> frozenset[tuple[str, str]]:
    """Every ordered pair of words of the names, and each word alone as (word, "") (search stage 2).

    The first 12 words are paired and 64 stand alone, so that an endless name costs no more than a long one.
    """
    words = [word for name in names for word in name_words(name)]
    return frozenset([*permutations(words[:_PAIRED], 2), *((word, "") for word in words[:_SINGLE])])


def prefix_end(prefix: str) -> str:
    """The exclusive upper bound of what starts with `prefix`, in code point order: `>= prefix AND < end`."""
    head = prefix.rstrip(_LAST)
    if not head:
        return prefix + _LAST
    code = ord(head[-1]) + 1
    # Surrogates are no characters and cannot be sent to a database.
    return head[:-1] + chr(0xE000 if 0xD800 <= code <= 0xDFFF else code)
