"""The page of the filter is that of its table."""

import pytest

from docs.filters import BEGIN, PAGE, written


def test_the_page_is_that_of_the_table() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page == written(page), "run: python -m docs.filters"
    shorter = page.replace("| `watched` |", "| `watch` |")
    assert shorter != page and written(shorter) == page
    with pytest.raises(ValueError, match="no marks"):
        written(page.replace(BEGIN, ""))
