"""Telephone numbers: however one is written, it meets itself (features C2)."""

import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from data.rules.clean import clean_line

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

_EXTENSION = re.compile(r"(?:ext(?:ension|n)?|x|#|;ext=)\W{0,3}\d{1,7}\W{0,3}$", re.IGNORECASE)
_SEPARATORS = str.maketrans("", "", " -()")
_LONGEST = 100
"""Characters a number can have with words around it; beyond, it is some other text."""


class Kept(NamedTuple):
    """A telephone as the store keeps it; named as the columns of `member_phone`."""

    shown: str
    e164: str
    """Empty when the text is no whole number: it is kept all the same."""
    digits: str
    digits_reversed: str


@lru_cache(maxsize=4_096)
def kept(text: str, region: str) -> Kept:
    """What is kept of a number somebody gave, in the way it was written; digits without a space get theirs."""
    written = clean_line(text)
    # Most are numbers of the own country in one of the usual ways: asking the library costs ten times as much.
    own = _own_number(written, region)
    if own is not None:
        bare = written.lstrip("+").isdigit()
        return Kept(
            _spaced(*own) if bare else written, f"+{own[0]}{own[1]}", f"0{own[1]}", f"0{own[1]}"[::-1]
        )
    whole, digits = e164(text, region), national_digits(written, region)
    bare = bool(whole) and only_digits(written) == written.lstrip("+")
    return Kept(shown(whole, region) if bare else written, whole, digits, digits[::-1])


def _spaced(country: str, number: str) -> str:
    """A number of the own country as people write it there; the library is asked once for each way of grouping."""
    import phonenumbers

    ways, masks = _groupings(country)
    grouped = next(
        (
            (place, found.regs)
            for place, (head, whole) in enumerate(ways)
            if head.match(number) and (found := whole.fullmatch(number))
        ),
        None,
    )
    mask = masks.get(grouped, "")
    if mask:
        return mask % tuple(f"0{number}")
    known = phonenumbers.PhoneNumber(country_code=int(country), national_number=int(number))
    written = phonenumbers.format_number(known, phonenumbers.PhoneNumberFormat.NATIONAL)
    if grouped is not None and only_digits(written) == f"0{number}":
        masks[grouped] = re.sub(r"\d", "%s", written)
    return written


@cache
def _groupings(country: str) -> tuple[tuple[tuple[re.Pattern[str], re.Pattern[str]], ...], dict[Any, str]]:
    """How numbers of a country are grouped, by their first digits and by all; and the signs between those of each."""
    import phonenumbers

    main = phonenumbers.PhoneMetadata.metadata_for_region(
        phonenumbers.region_code_for_country_code(int(country))
    )
    ways = [
        (re.compile((way.leading_digits_pattern or [""])[-1]), re.compile(way.pattern))
        for way in (main.number_format if main else ())
        if way.pattern
    ]
    return tuple(ways), {}


def _own_number(written: str, region: str) -> tuple[str, str] | None:
    """Country code and number of a telephone or mobile written as people of `region` do; None for any other."""
    country, pattern = _of_region(region)
    bare = written.translate(_SEPARATORS)
    if pattern is None or not (bare.isascii() and bare.lstrip("+").isdigit()):
        return None
    if bare.startswith("0"):
        number = bare[1:]
    elif bare.startswith(f"+{country}"):
        number = bare[len(country) + 1 :]
    else:
        return None
    return (country, number) if pattern.fullmatch(number) else None


@cache
def _of_region(region: str) -> tuple[str, re.Pattern[str] | None]:
    """Code of the country, and what its telephones and mobiles look like behind a trunk 0, where it has one."""
    import phonenumbers

    known = phonenumbers.PhoneMetadata.metadata_for_region(region)
    if known is None or known.national_prefix != "0":
        return "", None
    kinds = (known.mobile, known.fixed_line)
    patterns = [kind.national_number_pattern for kind in kinds if kind and kind.national_number_pattern]
    return str(known.country_code), re.compile("|".join(f"(?:{one})" for one in patterns))


def unread_phone(text: str, region: str) -> str:
    """What an officer is told of a number that is none: it is kept as written. Empty for a whole number."""
    if not text.strip() or e164(text, region):
        return ""
    return "No whole phone number; it is kept as it is written."


def kind_of_phone(text: str, region: str) -> str:
    """`mobile` for a number that is one, else `other`."""
    import phonenumbers

    number = _read(text, region)
    mobile = number is not None and phonenumbers.number_type(number) == phonenumbers.PhoneNumberType.MOBILE
    return "mobile" if mobile else "other"


def only_digits(text: str) -> str:
    """The decimal digits of any script, as ASCII."""
    return "".join(str(unicodedata.decimal(sign)) for sign in text if sign.isdecimal())


def e164(text: str, region: str) -> str:
    """`+61491570006`, without extension; empty when the text is no whole telephone number.

    `region` is the country of a number given without a prefix, `AU`.
    """
    import phonenumbers

    number = _read(text, region)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164) if number else ""


def national_digits(text: str, region: str) -> str:
    """`0491570006`: the digits dialled inside the number's own country, without extension.

    A number still being typed gives as far as it goes, `+61 491 57` as `049157`, so that it finds by prefix.
    """
    import phonenumbers

    number = _read(text, region)
    if number is None:
        return _begun(_EXTENSION.sub("", text) if len(text) <= _LONGEST else text, region)
    number.extension = None
    return only_digits(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL))


def shown(e164: str, region: str) -> str:
    """As people of `region` write it, `0491 570 006`; a number of another country keeps its prefix."""
    import phonenumbers

    number = _read(e164, region)
    if number is None:
        return clean_line(e164)
    number.extension = None
    home = number.country_code == phonenumbers.country_code_for_region(region)
    form = phonenumbers.PhoneNumberFormat.NATIONAL if home else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(number, form)


def _read(text: str, region: str) -> "PhoneNumber | None":
    """The number, when it is whole and could be dialled: one without its area code could be anyone's."""
    import phonenumbers

    if len(text) > _LONGEST:
        return None
    abroad = _from_abroad(text)
    # 00 is the prefix for abroad in most countries, though not in every caller's own.
    for attempt in (text, f"+{abroad}") if abroad else (text,):
        try:
            number = phonenumbers.parse(attempt, region)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(number):
            return number
    return None


def _begun(text: str, region: str) -> str:
    """The digits of what is no whole number, with the region's own country prefix as its trunk prefix."""
    import phonenumbers

    abroad, home = _from_abroad(text), str(phonenumbers.country_code_for_region(region))
    if home == "0" or not abroad.startswith(home):  # 0: no such region
        return only_digits(text)
    # Where the prefix is another than 0, as in North America, it is no part of the national form.
    trunk = "0" if phonenumbers.ndd_prefix_for_region(region, True) == "0" else ""
    begun = abroad[len(home) :].removeprefix(trunk)
    return trunk + begun if begun else ""


def _from_abroad(text: str) -> str:
    """The digits from the country's code on, when the text has a prefix for abroad; else empty."""
    digits = only_digits(text)
    if text.lstrip().startswith(("+", "\uff0b", "tel:+")):
        return digits
    for prefix in ("0011", "00"):
        if digits.startswith(prefix):
            return digits[len(prefix) :]
    return ""
