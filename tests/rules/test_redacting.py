"""Names and numbers become placeholders, however they are written; what nobody knows stays."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.rules.clean import clean
from data.rules.folding import APOSTROPHES, fold
from data.rules.redacting import Redactor
from data.types.handover import Known

KNOWN = Known(
    names=("Zoë O'Neil-Smith", "Zoë", "O'Neil-Smith", "Zee", "van der Berg", "Li"),
    numbers=("0048213", "MSD-77"),
    phones=("0491 570 006", "+61491570006", "(08) 5550 1234"),
    emails=("zoe@example.org",),
    addresses=("12 Long Street, Carlton",),
    officers=(("Kim Tran", "kim.tran"), ("Sam Ortiz", "sam"), ("Zoë Lee", "zoe.lee")),
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Zee rang.", "[member] rang."),
        ("ZEE'S roster, Zee’s roster", "[member]'S roster, [member]’s roster"),
        ("o’neil smith and O'NEIL-SMITH", "[member] and [member]"),
        ("ONeil", "[member]"),
        ("Mrs Smith, the Smiths", "Mrs [member], the [member]"),
        ("Li lives a little, limited to Li.", "[member] lives a little, limited to [member]."),
        ("a van and the door, but van der Berg", "a van and the door, but [member]"),
        ("Berg said so", "[member] said so"),
        ("Kim: ring her; @Kim Tran, kim.tran", "[officer 1]: ring her; @[officer 1]"),
        ("Ortiz, Sam", "[officer 2]"),
        ("Zoe", "[name]"),
        ("ZOE\u0308 and Zo\u200be\u0308", "[name] and [name]"),
        ("number 0048213, 48213 and 0 048 213", "number [number] and [number]"),
        ("480482139 and 1148213", "[phone] and 1148213"),
        ("MSD 77 msd-77", "[number] [number]"),
        ("0491570006", "[phone]"),
        ("+61 491 570 006", "[phone]"),
        ("+61 (0)491-570-006", "[phone]"),
        ("(04) 9157 0006 now", "[phone] now"),
        ("0491\n570\n006", "[phone]"),
        ("５５５０ 1234", "[phone]"),
        ("somebody's 03 9999 0000", "somebody's [phone]"),
        ("Zoe@Example.ORG or hr@bayview.example.com", "[e-mail] or [e-mail]"),
        ("at 12, long street CARLTON", "at [address]"),
        ("due 27/11/2026, 2026-11-27, case C-10482, I-20931, $1,250", None),
        ("her manager Mr Bell", None),
        ("[b]Zee[/b] [@click=app.quit]x", "[b][member][/b] [@click=app.quit]x"),
        ("\u202eeeZ\u202c Zee", "eeZ [member]"),
    ],
)
def test_what_is_known_is_not_there_any_more(text: str, said: str | None) -> None:
    redacted = Redactor(KNOWN)(text)
    assert re.sub(r"(\[number\]) \1", r"\1", redacted) == re.sub(
        r"(\[number\]) \1", r"\1", text if said is None else said
    )


def test_a_name_without_spaces_between_words_is_found_within_a_text() -> None:
    assert (
        Redactor(Known(names=("山田 花子", "山田", "花子")))("山田さんに電話。花子")
        == "[member]さんに電話。[member]"
    )


@pytest.mark.parametrize("sign", APOSTROPHES)
def test_a_name_is_found_with_any_apostrophe(sign: str) -> None:
    redact = Redactor(Known(names=("O'Brien", "Dang")))
    assert (
        redact(f"o{sign}brien rang O{sign}BRIEN about D{sign}ang") == "[member] rang [member] about [member]"
    )


def test_an_organisation_counts_as_a_whole() -> None:
    redact = Redactor(Known(whole=("Bayview Hospital",)))
    assert redact("Bayview Hospital and the hospital") == "[member] and the hospital"


WORD = st.text(st.characters(categories=("Lu", "Ll"), max_codepoint=0x17F), min_size=2, max_size=9).filter(
    lambda word: len(fold(word)) > 1 and " " not in fold(word)
)
BETWEEN = st.text("abc .,:;'’-\n[]/@=\u200b\u202e\u2066\x1b", max_size=6)
SPELT = (str.upper, str.lower, str.title, lambda name: f"{name}'s", lambda name: name.replace(" ", "  "))


@given(
    names=st.lists(WORD, min_size=1, max_size=4),
    texts=st.lists(st.tuples(BETWEEN, st.integers(0, 3), st.sampled_from(SPELT)), max_size=6),
)
def test_no_known_name_survives_in_any_text(names: list[str], texts: list[tuple[str, int, object]]) -> None:
    text = " ".join(f"{around} {how(names[which % len(names)])} {around}" for around, which, how in texts)  # type: ignore[operator]
    left = re.sub(r"\[[a-z0-9 -]+\]", " ", Redactor(Known(names=tuple(names)))(text))
    words = fold(re.sub(r"['’]", " ", left)).split()
    assert not {fold(name) for name in names} & set(words), (names, text, left)


DIGITS = st.text("0123456789", min_size=6, max_size=11).filter(lambda digits: digits.strip("0") != "")


@given(
    phone=DIGITS,
    number=st.text("0123456789", min_size=4, max_size=7).filter(lambda digits: digits.strip("0") != ""),
    gaps=st.lists(st.sampled_from(["", " ", "-", ".", "  "]), min_size=12, max_size=12),
    around=st.lists(BETWEEN, min_size=3, max_size=3),
)
def test_no_digits_of_hers_survive_in_any_spacing(
    phone: str, number: str, gaps: list[str], around: list[str]
) -> None:
    spaced = "".join(sign + gap for sign, gap in zip(phone, gaps, strict=False)).strip(" -.")
    text = f"{around[0]}x {spaced} y{around[1]} {number} {around[2]}"
    left = Redactor(Known(numbers=(number,), phones=(phone,)))(text)
    runs = ["".join(filter(str.isdigit, run)) for run in re.findall(r"\d[\d .\-]*", left)]
    assert not {phone, number, number.lstrip("0")} & set(runs), (text, left)


@given(st.text(max_size=200))
def test_any_text_is_read_and_without_known_names_only_addresses_and_telephones_change(text: str) -> None:
    redacted = Redactor(Known())(text)
    assert redacted == clean(text) or "[" in redacted


def test_a_long_text_is_read_in_a_moment() -> None:
    redact = Redactor(KNOWN)
    assert redact("0 " * 20_000 + "Zee").endswith("[member]")
    assert redact("o'" * 20_000 + " Zee").endswith("[member]")
