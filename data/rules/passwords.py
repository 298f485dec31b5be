"""Passwords of a shared database: what is sent instead of one, a first one, and which are too weak."""

import base64
import hashlib
import hmac
import stringprep
import unicodedata

ROUNDS = 100_000
"""Of the verifier: a login costs about a tenth of a second, and so does every guess at a stolen one."""
LEAST = 12
"""Letters of a password somebody chooses."""
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Of first passwords, which are read out and typed: nothing in it looks like another."""
_PROHIBITED = (
    stringprep.in_table_c12,
    stringprep.in_table_c21_c22,
    stringprep.in_table_c3,
    stringprep.in_table_c4,
    stringprep.in_table_c5,
    stringprep.in_table_c6,
    stringprep.in_table_c7,
    stringprep.in_table_c8,
    stringprep.in_table_c9,
    stringprep.in_table_a1,
)


def verifier(password: str, salt: bytes, rounds: int = ROUNDS) -> str:
    """What the server keeps to know a password by, without ever having seen it (RFC 5803, SCRAM-SHA-256)."""
    salted = hashlib.pbkdf2_hmac("sha256", prepared(password).encode(), salt, rounds)
    stored = hashlib.sha256(hmac.digest(salted, b"Client Key", "sha256")).digest()
    server = hmac.digest(salted, b"Server Key", "sha256")
    plain = [base64.b64encode(part).decode() for part in (salt, stored, server)]
    return f"SCRAM-SHA-256${rounds}:{plain[0]}${plain[1]}:{plain[2]}"


def prepared(password: str) -> str:
    """The password as every client of Postgres hashes it (SASLprep); one that it does not admit stays as it is."""
    mapped = "".join(
        " " if stringprep.in_table_c12(letter) else letter
        for letter in password
        if not stringprep.in_table_b1(letter)
    )
    made = unicodedata.normalize("NFKC", mapped)
    if not made or any(prohibits(letter) for letter in made for prohibits in _PROHIBITED):
        return password
    if any(map(stringprep.in_table_d1, made)) and (
        any(map(stringprep.in_table_d2, made))
        or not (stringprep.in_table_d1(made[0]) and stringprep.in_table_d1(made[-1]))
    ):
        return password
    return made


def first_password(chance: bytes) -> str:
    """A password of four times four letters, made of at least sixteen bytes of chance: about 79 bits."""
    letters = [LETTERS[byte % len(LETTERS)] for byte in chance[:16]]
    return "-".join("".join(letters[at : at + 4]) for at in range(0, 16, 4))


def password_fault(new: str, again: str, login: str, before: str | None) -> str:
    """Why a new password is not taken, in words; empty when it is."""
    if new != again:
        return "The two are not the same."
    if len(new) < LEAST:
        return f"It needs {LEAST} letters or more; a few words make a good one."
    if new == before:
        return "It is the one you have; choose another."
    if login and login.casefold() in new.casefold():
        return "Your login is in it; choose another."
    if len(set(new)) < 5 or not new.isprintable():
        return "It is too easy to guess; a few words make a good one."
    return ""
