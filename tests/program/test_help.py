"""What `--help` says: every command once, whole, under what it belongs to."""

import pytest

from casetui.cli.contents import OfCase, Whole
from casetui.cli.grouping import Verbs
from casetui.cli.program import parser
from tests.program.commands import Inside, Machine


@pytest.mark.parametrize(("words", "group"), [((), Whole), (("case",), OfCase)])
def test_each_command_stands_under_one_heading(words: tuple[str, ...], group: type[Verbs]) -> None:
    found = parser()
    for word in words:
        found = found.commands[word]  # type: ignore[attr-defined]
    assert isinstance(found, group)
    headed = [name for _, names in group.headings for name in names.split()]
    assert sorted(headed) == sorted(found.commands)


def test_each_sentence_of_a_help_page_is_there_whole(
    casetui: Machine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run = Inside(casetui, monkeypatch, capsys)
    for words in ((), ("case",), ("db",), ("staff",)):
        page = run(*words, "--help").out
        assert "..." not in page.partition("Options:")[2], page
        assert max(map(len, page.splitlines())) <= 80
    assert "\nOn the phone:\n" in run("--help").out
