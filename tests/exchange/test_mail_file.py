"""An e-mail is read whatever is in it: text is harmless, time and memory are bounded, nothing is fetched."""

import contextlib
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.exchange import mail_msg, mail_parts
from data.exchange.mail_file import LONGEST_BODY, NOT_WHOLE, RECIPIENTS, read_letter
from data.exchange.mail_html import html_text
from data.exchange.mail_parts import DEEPEST
from data.rules.clean import clean
from data.types.emails import Address, Letter
from data.types.errors import FileRefused
from tests.mails import an_email, an_outlook_file, nested


def letter(data: bytes) -> Letter:
    return read_letter(data)[0]


def test_what_an_email_says_is_read_with_its_files() -> None:
    read, files = read_letter(an_email(cc="kim@example.com", files={"../../roster.pdf": b"%PDF-1.4 x"}))

    assert read.sender == Address("Andrea Gallagher", "member@example.org")
    assert [one.shown for one in (*read.to, *read.cc)] == ["msd@example.com", "kim@example.com"]
    assert (read.subject, read.message_id, read.whole) == ("My roster", "one@example.org", True)
    assert read.sent_at == datetime(2026, 11, 22, 21, 30, tzinfo=UTC)
    assert read.body == "They changed my roster again.\n\nAndrea"
    assert [(one.name, one.data) for one in files] == [("roster.pdf", b"%PDF-1.4 x")]
    assert read.attached[0].size == 10


@pytest.mark.parametrize(
    ("head", "body", "seen"),
    [
        ("Subject: =?utf-8?q?Lohn_f=C3=BCr_M=C3=A4rz?=", "", "Lohn für März"),
        ("Subject: =?nonsense?b?SGVsbG8=?=", "", "Hello"),
        ("Subject: =?utf-8?b?SGVsbG8", "", "=?utf-8?b?SGVsbG8"),
        ("Subject: [bold red]x[/] \x1b[31mred\u202e", "", "[bold red]x[/] red"),
        ("Subject: one\r\n two", "", "one two"),
        ("Content-Type: text/plain; charset=none-such", "caf\xe9", "caf\xe9"),
        ("Content-Transfer-Encoding: base64", "SGVsbG8gdGhlcmUsIGl0IGJyZWFrcyBv", "Hello there, it breaks o"),
        ("Content-Transfer-Encoding: base64", "SGVsbG8gdGhlcmU=SGVsb", "Hello there"),
        ("Content-Transfer-Encoding: quoted-printable", "half a =C", "half a"),
        ("Content-Type: text/html", "<p>One<br>two<script>alert(1)</script><img src=http://x/p.gif></p>", "One\ntwo"),
        ("Content-Type: text/html", f"<p>before &#{'9' * 6000}; after</p>", "before \ufffd after"),
        ("Content-Type: multipart/mixed", "no boundary at all", "no boundary at all"),
    ],
)  # fmt: skip
def test_what_is_broken_or_hostile_in_it_does_not_matter(head: str, body: str, seen: str) -> None:
    read = letter(f"From: a@example.org\r\n{head}\r\n\r\n{body}".encode("latin-1", "ignore"))

    assert seen in f"{read.subject}\n{read.body}"
    for text in (read.subject, read.body, read.sender.shown):
        assert clean(text) == text


def test_no_more_is_kept_than_somebody_reads_and_it_is_said() -> None:
    many = ", ".join(f'"Number, {one}" <n{one}@example.org>' for one in range(10_000))
    read = letter(
        an_email(to="msd@example.com", body="word " * 100_000).replace(b"msd@example.com", many.encode())
    )

    assert len(read.to) == RECIPIENTS and read.to[0] == Address("Number, 0", "n0@example.org")
    # A header is read as far as nobody writes one: some of those behind are not even counted.
    assert 1_000 < read.unnamed < 10_000
    assert len(read.body) <= LONGEST_BODY + len(NOT_WHOLE) + 2 and read.body.endswith(NOT_WHOLE)
    assert not read.whole


@pytest.mark.parametrize("kind", ["rfc822", "mixed"])
@pytest.mark.parametrize("deep", [1, 50, 3_000])
def test_what_is_nested_is_taken_apart_no_deeper_than_sense(kind: str, deep: int) -> None:
    read, files = read_letter(nested(deep, kind))

    assert read.subject == "layer"
    if kind == "rfc822":
        # As it came: nothing in it was taken apart and put together again.
        assert [one.kind for one in files] == ["message/rfc822"]
        assert b"The innermost words." in files[0].data
    elif deep == 1:
        assert read.body == "The innermost words."
    else:
        assert not read.whole and NOT_WHOLE in read.body
    assert DEEPEST < 50


@pytest.mark.parametrize(
    "data",
    [
        b"From: a@example.org\r\nX: " + b"a" * 3_000_000 + b"\r\nSubject: huge\r\n\r\nx",
        b"From: a@example.org\r\nSubject: huge\r\n" + b"Y: z\r\n" * 300_000 + b"\r\nx",
        b"From: a@example.org\r\nSubject: huge\r\nTo: " + b'"' * 200_000 + b"\r\n\r\nx",
        b"From: a@example.org\r\nSubject: huge\r\nTo: " + b"a@" * 200_000 + b"\r\n\r\nx",
        b"From: a@example.org\r\nSubject: huge\r\n\r\n" + b"\n" * 3_000_000,
        b'From: a@example.org\r\nSubject: huge\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n'
        + b"--b\r\n\r\nx\r\n" * 200_000,
        b"From: a@example.org\r\nX: " + b"a" * 49_000_000 + b"\r\nSubject: huge\r\n\r\nx",
        b"From: a@example.org\r\nSubject: huge\r\nTo: " + b"=?a?q?x" * 200_000 + b"\r\n\r\nx",
        b"From: a@example.org\r\nSubject: huge\r\nContent-Type: text/plain; charset=punycode\r\n\r\n-"
        + b"a" * 5_000_000,
        b'From: a@example.org\r\nSubject: huge\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\n'
        b'Content-Disposition: attachment; x="' + b';"a' * 1_000_000 + b"\r\n\r\nx\r\n--b--",
        nested(300).replace(b"The innermost words.", b"A" * 20_000_000).replace(b"layer", b"huge"),
    ],
    ids=["header", "headers", "quotes", "ats", "lines", "parts", "50 MB header", "encoded words", "codec",
         "parameters", "nested and large"],
)  # fmt: skip
def test_what_is_made_to_overflow_its_reader_is_read_as_far_as_it_goes(data: bytes) -> None:
    assert letter(data).subject in ("huge", "")


@pytest.mark.parametrize(
    "data",
    [an_email(html="<p>x</p>"), an_outlook_file({0x0037: "x"}, html=b"<p>x</p>")],
    ids=["eml", "msg"],
)
def test_a_fault_of_ours_is_not_called_damage(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(_: str) -> str:
        raise ValueError

    for module in (mail_parts, mail_msg):
        monkeypatch.setattr(module, "html_text", wrong)
    with pytest.raises(ValueError):
        read_letter(data.replace(b"They changed my roster again.\n\nAndrea", b" "))


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "empty"),
        (b"%PDF-1.4\n", "no e-mail"),
        (b"MZ\x00\x00From: a@example.org\n", "no e-mail"),
        (b"just words\nand more\n", "no e-mail"),
        (b"Dear all: words\n\nmore\n", "no e-mail"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "damaged"),
        (an_outlook_file({0x0037: "x"})[:1500], "damaged"),
    ],
)
def test_what_is_no_email_is_refused_with_the_reason(data: bytes, why: str) -> None:
    with pytest.raises(FileRefused, match=why):
        read_letter(data)


def test_a_file_of_outlook_is_read() -> None:
    data = an_outlook_file(
        {0x0037: "Pay \x1b[31m slip", 0x0C1A: "Andrea Gallagher", 0x5D01: "Member@Example.org",
         0x1035: "<two@example.org>", 0x0E04: "msd@example.com", 0x1000: "See the slip."},
        files={"slip.pdf": b"%PDF-" + b"x" * 9_000, "note.txt": b"short"},
        sent=134_378_010_000_000_000,
    )  # fmt: skip
    read, files = read_letter(data)

    assert read.sender == Address("Andrea Gallagher", "member@example.org")
    assert (read.subject, read.message_id, read.body) == ("Pay slip", "two@example.org", "See the slip.")
    assert read.sent_at is not None and read.sent_at.year == 2026
    assert [(one.name, len(one.data)) for one in files] == [("slip.pdf", 9_005), ("note.txt", 5)]


def test_a_file_of_outlook_with_header_lines_and_html_alone_is_read() -> None:
    heads = "From: Jo <jo@example.org>\r\nMessage-ID: <three@example.org>\r\nDate: Mon, 23 Nov 2026 08:30:00 +1100\r\n"
    read = letter(an_outlook_file({0x007D: heads, 0x0037: "Hello"}, html=b"<p>Words &amp; more</p>"))

    assert (read.sender.address, read.message_id, read.body) == (
        "jo@example.org",
        "three@example.org",
        "Words & more",
    )


def test_streams_that_share_their_bytes_are_no_file_of_outlook() -> None:
    data = bytearray(an_outlook_file({0x0037: "x"}, files={"a": b"y" * 20_000}))
    at = data.find("__substg1.0_37010102".encode("utf-16-le")) + 120
    data[at : at + 8] = (10**9).to_bytes(8, "little")
    with pytest.raises(FileRefused, match=r"overflow|damaged"):
        read_letter(bytes(data))


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<style>p{}</style><p>One</p><p>Two", "One\n\nTwo"),
        ("a<!-- hidden -->b", "ab"),
        ("a<!-- never closed", "a"),
        ("1 < 2 &lt; 3 &#8217;", "1 < 2 < 3 ’"),
        ('<a href="https://bad.example.com/x">the bank</a>', "the bank <https://bad.example.com/x>"),
        ('<a href="https://example.org">https://example.org</a>', "https://example.org"),
        ('<a href="javascript:alert(1)">go</a>', "go"),
        ("<ul><li>one<li>two</ul>", "- one\n- two"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "a b"),
    ],
)
def test_html_is_the_text_it_says(html: str, text: str) -> None:
    assert html_text(html) == text


@pytest.mark.parametrize(
    "piece",
    [
        "<",
        "<a ",
        "a" * 500_000,
        "<" + "a" * 499_999,
        "<!--",
        "<![",
        "&",
        "<a href='",
        "</",
        "<script>",
        "&#",
        "<a href=x>",
    ],
)
def test_html_that_never_ends_takes_no_longer_than_it_is_long(piece: str) -> None:
    assert isinstance(html_text(piece * (500_000 // len(piece))), str)


@given(st.binary(max_size=3_000), st.integers(0, 3))
@settings(max_examples=150, deadline=None)
def test_any_bytes_are_an_email_or_refused(noise: bytes, how: int) -> None:
    whole = an_email(html="<p>x</p>", files={"a.bin": b"x" * 50})
    data = (
        noise,
        b"From: a@example.org\n" + noise,
        whole[: len(noise)] + noise,
        an_outlook_file({0x37: "x"})[: len(noise)] + noise,
    )[how]
    with contextlib.suppress(FileRefused):
        read, _ = read_letter(data)
        assert clean(read.subject + read.body) == read.subject + read.body


@given(st.text(max_size=500))
@settings(max_examples=150, deadline=None)
def test_any_text_is_html(text: str) -> None:
    assert "\x00" not in clean(html_text(text))
