"""Telephone numbers: however one is written, it meets itself (features C2)."""

import re
import unicodedata
from typing import TYPE_CHECKING

from data.rules.clean import clean_line

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

_EXTENSION = re.compile(r"(?:ext(?:ension|n)?|x|#|;ext=)\W{0,3}\d{1,7}\W{0,3}$", re.IGNORECASE)
_LONGEST = 100
"""Characters a number can have with words around it; beyond, it is some other text."""


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
    """`0491570006`: the digits dialled inside the number's own country; the bare digits when unreadable."""
    import phonenumbers

    number = _read(text, region)
    if number is None:
        return only_digits(_EXTENSION.sub("", text) if len(text) <= _LONGEST else text)
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
    """The number, when it is whole: one without its area code could be anyone's."""
    import phonenumbers

    if len(text) > _LONGEST:
        return None
    digits = only_digits(text)
    # 00 is the prefix for abroad in most countries, though not in the caller's own.
    for attempt in (text, f"+{digits[2:]}") if digits.startswith("00") else (text,):
        try:
            number = phonenumbers.parse(attempt, region)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_possible_number_with_reason(number) == phonenumbers.ValidationResult.IS_POSSIBLE:
            return number
    return None
