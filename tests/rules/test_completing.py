"""What a sign and a name become: where they are seen, and what stands for them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.rules.completing import article, mention, mentioned, shut_out_said, snippet, typed
from data.rules.prompts import shipped, with_own
from data.rules.snippets import gathered
from data.types.staff import Access, Officer
from tests.builders import PEOPLE, staff_id

STAFF = [
    *(
        Officer(staff_id(login), login, name, title, access)
        for login, (name, title, access, _) in PEOPLE.items()
    ),
    Officer(staff_id("kim.ono"), "kim.ono", "Kim Ono", "MSO", Access.OFFICER),
    Officer(staff_id("m.oneil"), "m.oneil", "Máire O’Neil-Ray", "MSO", Access.OFFICER),
]


@pytest.mark.parametrize(
    ("before", "found"),
    [
        ("::rang", ("::", "rang")),
        ("She said. ::rang", ("::", "rang")),
        ("a::rang", None),
        ("::1", None),
        ("::", None),
        ("::rang ", None),
        (":::rang", None),
        ("::Rang", ("::", "Rang")),
        ("x" * 1000 + " ::rang", ("::", "rang")),
        ("see ??disc", ("??", "disc")),
        ("really??", None),
        ("what ??", None),
        ("@kim", ("@", "kim")),
        ("ask @kim.tran", ("@", "kim.tran")),
        ("(by Friday)\t@Máire", ("@", "Máire")),
        ("kim@example", None),
        ("@ 3", None),
        ("@3pm", None),
        ("@@kim", None),
    ],
)
def test_a_sign_with_a_name_stands_at_the_beginning_of_a_word(
    before: str, found: tuple[str, str] | None
) -> None:
    assert typed(before) == found


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("sam", "@Sam Ortiz"),
        ("Ortiz", "@Sam Ortiz"),
        ("kim.tran", "@Kim Tran"),
        ("kim.o", "@Kim Ono"),
        ("tran", "@Kim Tran"),
        ("maire", "@Máire O’Neil-Ray"),
        ("o’neil", "@Máire O’Neil-Ray"),
        ("m.oneil", "@Máire O’Neil-Ray"),
        ("kim", None),
        ("nobody", None),
        ("--", None),
    ],
)
def test_a_colleague_is_completed_when_only_one_is_meant(name: str, text: str | None) -> None:
    assert mention(name, STAFF).text == text


def test_several_colleagues_are_named_and_none_is_picked() -> None:
    assert mention("kim", STAFF).said == "@kim may be Kim Tran or Kim Ono: type more, as @first.last."
    many = [Officer(staff_id(f"a{n}"), f"a{n}", f"Alex {n}", "", Access.OFFICER) for n in range(7)]
    assert "Alex 0, Alex 1, Alex 2, Alex 3 and 3 more" in mention("alex", many).said


def test_an_article_is_its_address_else_what_it_comes_down_to() -> None:
    own = {"pack": [{"title": "Pay & underpayment", "article": "https://help.example.org/pay"}]}
    assert (
        article("pay", with_own([("a.toml", own)])).text == "Pay & underpayment: https://help.example.org/pay"
    )
    text = article("pay", shipped()).text
    assert text is not None
    assert text.startswith("Pay & underpayment: What is paid")


def test_an_article_that_may_be_several_or_none_is_told() -> None:
    assert article("d", shipped()).said.startswith("??d may be Disciplinary / performance or Dismissal")
    assert "There is no article ??leave" in article("leave", shipped()).said


def test_a_snippet_that_is_none_is_told() -> None:
    assert snippet("nosuch", gathered(), {}) == (
        None,
        "There is no snippet ::nosuch; `casetui snippets` lists them.",
    )


@given(st.text())
def test_any_text_is_read_and_answered(text: str) -> None:
    found = typed(text)
    assert found is None or text.endswith(found.text)
    mention(text, STAFF)
    article(text, shipped())


@pytest.mark.parametrize(
    ("text", "logins"),
    [
        ("Ask @Kim Tran.", ["kim.tran"]),
        ("@kim.tran: ring her\n(@SAM ORTIZ)", ["kim.tran", "sam.ortiz"]),
        ("@Máire O'Neil-Ray, @kim.ono", ["kim.ono", "m.oneil"]),
        ("Kim Tran, kim@Kim Tran, @Kimberley, @Kim, @", []),
        ("@ Kim Tran", ["kim.tran"]),
        ("@Kim Trantor", []),
    ],
)
def test_who_is_mentioned_in_a_text_is_found_by_whole_names_and_logins(text: str, logins: list[str]) -> None:
    assert [one.login for one in mentioned(text, STAFF)] == logins


def test_who_may_not_open_the_case_is_said_and_that_the_text_stays() -> None:
    assert shut_out_said([]) == ""
    assert shut_out_said(["Jo Marsh"]).startswith("Jo Marsh may not open this case: the mention stays")
    assert shut_out_said(["Jo", "Sam", "Kim"]).startswith("Jo, Sam and Kim may not")
