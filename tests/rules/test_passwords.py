"""Verifiers, first passwords, and which new ones are too weak."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as some

from data.rules.passwords import LETTERS, first_password, password_fault, prepared, verifier


def test_a_verifier_is_the_one_the_standard_gives() -> None:
    # The exchange of RFC 7677, section 3: user "user", password "pencil".
    assert verifier("pencil", base64.b64decode("W22ZaJ0SNY7soEsUEjb6gQ=="), 4096) == (
        "SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY="
        ":wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU="
    )


@pytest.mark.parametrize(
    ("typed", "hashed"),
    [
        ("I\u00adX", "IX"),
        ("a\u00a0b", "a b"),
        ("\u00aa", "a"),
        ("\u2168", "IX"),
        ("\u0007", "\u0007"),
        ("\u0627\u0031", "\u0627\u0031"),
        ("\u0627a\u0628", "\u0627a\u0628"),
    ],
)
def test_letters_are_made_alike_as_every_client_does(typed: str, hashed: str) -> None:
    # RFC 4013, section 3; what it does not admit is taken as it is, as libpq does.
    assert prepared(typed) == hashed


@given(some.binary(min_size=16, max_size=40))
def test_a_first_password_is_read_out_and_typed_without_doubt(chance: bytes) -> None:
    made = first_password(chance)
    assert [len(part) for part in made.split("-")] == [4, 4, 4, 4]
    assert set(made) <= {*LETTERS, "-"}
    assert not set("ilo01") & set(made)


@pytest.mark.parametrize(
    ("new", "again", "said"),
    [
        ("seven stones in a river", "seven stones in a river", ""),
        ("seven stones in a river", "seven stones", "not the same"),
        ("short", "short", "12 letters"),
        ("the one I have now", "the one I have now", "choose another"),
        ("my Kim.Tran password", "my Kim.Tran password", "login is in it"),
        ("aaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaa", "too easy"),
        ("seven stones\nin a river", "seven stones\nin a river", "too easy"),
    ],
)
def test_which_new_passwords_are_taken(new: str, again: str, said: str) -> None:
    fault = password_fault(new, again, "kim.tran", "the one I have now")
    assert said in fault and bool(fault) == bool(said)
