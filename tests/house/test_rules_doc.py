"""The page of rules says what the tables of the tests say."""

from docs.rules import PAGE, written


def test_the_page_is_that_of_the_tables() -> None:
    assert PAGE.read_text(encoding="utf-8") == written(), "run: python -m docs.rules"
