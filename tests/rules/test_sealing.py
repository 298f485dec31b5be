"""Texts, envelopes, passphrases, the union's list and the paper key: what is changed anywhere opens nowhere (A3.35)."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nacl.signing import SigningKey

from data.rules.key_list import code_of, first_list, read, read_code, signed, with_key, without, written
from data.rules.sealing import (
    NONCE,
    PADDED,
    check_author,
    mark_of,
    open_key,
    open_text,
    private_of,
    public_of,
    same_mark,
    seal_key,
    seal_text,
    unwrap,
    wrap,
)
from data.types.errors import BadInput
from data.types.notes import Section
from data.types.secure import (
    RECOVERY,
    EnvelopeForged,
    KeysForged,
    NoteForged,
    NoteHead,
    PassphraseDamaged,
    SealedText,
    SignedList,
)

KIM, SAM = UUID(int=1), UUID(int=2)
AT = datetime(2026, 11, 22, 22, 41, tzinfo=UTC)
HEAD = NoteHead(UUID(int=10), UUID(int=20), 1, KIM, AT)
KEY, SEED, UNION = b"k" * 32, b"s" * 32, b"u" * 32
SAID = [Section("Issue", "The walrus rang.")]


def a_text(head: NoteHead = HEAD, said: list[Section] = SAID) -> SealedText:
    return seal_text(head, said, private_of(SEED).signing, KEY, b"n" * NONCE)


@given(st.lists(st.tuples(st.text(), st.text(alphabet=st.characters()))))
def test_what_is_sealed_is_opened_as_it_was_written(said: list[tuple[str, str]]) -> None:
    sections = tuple(Section(*part) for part in said)
    sealed = a_text(said=list(sections))
    assert open_text(sealed, KEY) == sections
    check_author(sealed, [public_of(KIM, SEED)])


def test_the_length_tells_little() -> None:
    lengths = {len(a_text(said=[Section("Issue", "x" * many)]).text) for many in range(PADDED * 2)}
    assert len(lengths) == 3


OTHERS: dict[str, Any] = {
    "note_id": UUID(int=11),
    "case_id": UUID(int=21),
    "revision": 2,
    "author_id": SAM,
    "written_at": AT + timedelta(microseconds=1),
}


@pytest.mark.parametrize("field", NoteHead._fields)
def test_a_text_fits_no_other_note_case_revision_author_or_moment(field: str) -> None:
    moved = a_text()._replace(head=HEAD._replace(**{field: OTHERS[field]}))
    with pytest.raises(NoteForged):
        open_text(moved, KEY)
    with pytest.raises(NoteForged):
        check_author(moved, [public_of(KIM, SEED), public_of(SAM, SEED)])


@given(st.data())
def test_no_byte_of_a_text_can_be_changed(data: st.DataObject) -> None:
    sealed = a_text()
    at = data.draw(st.integers(0, len(sealed.text) - 1))
    changed = bytearray(sealed.text)
    changed[at] ^= data.draw(st.integers(1, 255))
    with pytest.raises(NoteForged):
        open_text(sealed._replace(text=bytes(changed)), KEY)


def test_a_text_is_its_authors_only_under_a_key_of_hers() -> None:
    sealed = a_text()
    for keys in ([], [public_of(KIM, UNION)], [public_of(SAM, SEED)]):
        with pytest.raises(NoteForged):
            check_author(sealed, keys)
    for broken in (
        sealed._replace(text=sealed.text + b"x"),
        sealed._replace(key_mark="00"),
        sealed._replace(signature=b"short"),
    ):
        with pytest.raises(NoteForged):
            check_author(broken, [public_of(KIM, SEED)])
    check_author(sealed, [public_of(KIM, UNION), public_of(KIM, SEED)])


def test_an_envelope_is_for_one_reader_of_one_text() -> None:
    sealed, own = a_text(), public_of(SAM, UNION)
    private = private_of(UNION).sealing
    envelope = seal_key(sealed, KEY, SAM, own.sealing)
    assert open_key(sealed, envelope, private) == KEY
    other = a_text(HEAD._replace(revision=2))
    for text, given_one, key in (
        (sealed, envelope, private_of(SEED).sealing),
        (sealed, envelope._replace(reader_id=RECOVERY), private),
        (sealed, envelope._replace(sealed=envelope.sealed[:-1] + b"x"), private),
        (sealed, envelope._replace(sealed=b""), private),
        (other, envelope, private),
        (sealed, seal_key(sealed, b"w" * 32, SAM, own.sealing), private),
        (sealed, seal_key(other, KEY, SAM, own.sealing), private),
    ):
        with pytest.raises(EnvelopeForged):
            open_key(text, given_one, key)


def test_a_passphrase_opens_its_own_key_only() -> None:
    own, rounds, memory = public_of(KIM, SEED), 1, 8192
    made = wrap(own, SEED, "four words of café", b"t" * 16, b"n" * NONCE, rounds, memory)
    assert unwrap(own, made, "four words of café") == SEED
    assert unwrap(own, made, "four words of cafe") is None
    assert unwrap(public_of(SAM, SEED), made, "four words of café") is None
    # A database that asks for more than any machine has is not obeyed.
    for damaged in (
        made._replace(memory=1 << 40),
        made._replace(rounds=1 << 30),
        made._replace(memory=17),
        made._replace(rounds=0),
        made._replace(salt=b"short"),
        made._replace(wrapped=b""),
    ):
        with pytest.raises(PassphraseDamaged):
            unwrap(own, damaged, "four words of café")


def test_a_list_says_whose_keys_hold_and_cannot_be_changed() -> None:
    signing = private_of(UNION).signing
    first = first_list(UNION, AT)
    kim, sam, new = public_of(KIM, SEED), public_of(SAM, UNION), public_of(KIM, KEY)
    second = with_key(with_key(first, kim, AT), sam, AT)
    third = without(with_key(second, new, AT), SAM, AT)
    assert (third.holds, third.former, third.version) == ((new,), (kim, sam), 5)
    assert (third.of(KIM), third.of(SAM)) == (new, None)
    made = signed(third, signing)
    assert read(made, first.union) == third
    swapped = made.text.replace(new.sealing.hex(), sam.sealing.hex())
    for forged in (
        made._replace(text=swapped),
        made._replace(text=made.text + "\n"),
        made._replace(version=7),
        made._replace(signature=b""),
        signed(third, private_of(SEED).signing),
        signed(third._replace(union=kim.signing), signing),
    ):
        with pytest.raises(KeysForged):
            read(forged, first.union)
    for broken in ("", "casetui keys 2\n", written(third)[:-9], "casetui keys 1\nunion xx\n"):
        with pytest.raises(KeysForged):
            read(_sign_any(broken, signing, made.version), first.union)


def _sign_any(text: str, signing: bytes, version: int) -> SignedList:
    return SignedList(version, text, SigningKey(signing).sign(text.encode()).signature)


@given(
    st.binary(min_size=32, max_size=32),
    st.integers(0, 55),
    st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"),
)
def test_the_paper_key_is_typed_as_it_was_printed_or_refused(seed: bytes, at: int, letter: str) -> None:
    code = code_of(seed)
    assert read_code(code) == read_code(code.lower().replace(" ", "-")) == seed
    letters = code.replace(" ", "")
    slipped = letters[:at] + letter + letters[at + 1 :]
    if slipped != letters:
        with pytest.raises(BadInput):
            read_code(slipped)
    for wrong in ("", letters[:-1], letters + "A", "no such key"):
        with pytest.raises(BadInput):
            read_code(wrong)


def test_marks_are_compared_as_they_are_typed() -> None:
    mark = mark_of(b"a", b"b")
    assert len(mark.replace(" ", "")) == 32
    assert same_mark(mark, mark) and same_mark(mark.replace(" ", "").upper(), mark)
    assert not same_mark(mark[:-1], mark) and not same_mark("", mark)


def test_what_was_sealed_by_an_earlier_casetui_is_opened() -> None:
    """A form that changes needs a number of its own: these bytes are in databases."""
    text = bytes.fromhex(
        "6e6e6e6e6e6e6e6e6e6e6e6e6e6e6e6e6e6e6e6e6e6e6e6eaea3eafcb52b5aa5c1983f5a8750c0d57da0869240559401"
        "06b5b546dc586569e2ad11fd1e5c5eb3ae3c8d395e3a7dbc48fe32b3bb60e4c60ac003bb83e0ec841c12345e3939cd89"
        "70dec6484ea1750cc6bc9e9a153b093469d453344130321af308c6e203ec3c20330bc247480760228b4f508290b86010"
        "a6c30fec3745c1729c3af208e98db14b7675cc1d2a953783c8f579ece1a065955d7243a35ca63b5aec601af9b74927c5"
        "0c96750f98c2c1b671ad4689acfeed3a4359d2797b0cd2e10ef16106ee3f1a5a7d9e052daf0f5a2f0f3b0f1a178d8c8a"
        "a2562b07134e8fc1f49d24716348d98dcdcdd92589b3ae275d95b6817fdab3a11583fc099928fbc54add069a2aca2b16"
        "a9e021fb11916168"
    )
    own = private_of(SEED)
    sealed = SealedText(
        HEAD,
        text,
        "b49d290de934c758b7f415f716f6086acb57163cb409b5eb729f6650239f3bfd",
        bytes.fromhex(
            "a832996ee0436d511611fd96cb80fa3926d2654c88355e8405a8d9e8d3602ccf"
            "ae37a52b6ea9a8ab37aae14fb8c171272bbcc013cf20f2ba8c0b4d42c1d6d10f"
        ),
    )
    check_author(sealed, [public_of(KIM, SEED)])
    assert open_text(sealed, KEY) == tuple(SAID)
    assert mark_of(own.sealing) == "d421 08be f2d4 7eeb 3c25 a2fc 2a7d e964"
