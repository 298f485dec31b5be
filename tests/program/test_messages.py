"""Messages to the member from the command line."""

from pathlib import Path

from data.store.store import open_store
from tests.program.commands import Inside
from tests.program.test_tasks import cased  # noqa: F401  (a fixture)
from tests.storage.test_notices import with_mail


def test_a_message_goes_its_way(cased: Inside, tmp_path: Path) -> None:  # noqa: F811
    case = ("case", "C-10002")
    assert cased("messages", "C-10002").out == "No messages.\n"
    assert "there are We need something from you" in cased(*case, "message", "--template", "nothing").err
    words = tmp_path / "words.txt"
    words.write_text("Hello {first},\nplease ring about {cas}.", "utf-8")
    assert "perhaps {case} is meant" in cased(*case, "message", "--subject", "Ring", "--text", str(words)).err
    words.write_text("Hello {first},\nplease ring about {case}.", "utf-8")
    own = cased(*case, "message", "--subject", "Ring & talk", "--text", str(words), "--mailto").out
    assert "subject=Ring%20%26%20talk&body=Hello%20" in own
    without = cased(*case, "message", "--template", "we need", "--yes")
    assert without.code == 1 and "no mail server" in without.err and "--copy" in without.err
    store = open_store(cased.machine.url)
    with_mail(store)
    store.close()
    refused = cased(*case, "message", "--template", "we need")
    assert refused.code == 2 and "--yes sends it" in refused.err
    sent = cased(*case, "message", "--template", "we need", "--days", "3", "--yes", "--json").json
    assert (sent["number"], sent["way"], sent["reply"]) == ("C-10002", "mail", "awaiting")
    out = cased("messages", "C-10002").out
    assert "Awaiting reply since" in out and "own program" in out
    assert [one["way"] for one in cased("messages", "0048213", "--json").json] == ["mail", "own program"]
    assert [one["number"] for one in cased("cases", "awaiting", "--json").json] == ["C-10002"]
    assert cased(*case, "replied").out == "C-10002: she replied, and nothing is waited for any more.\n"
    assert "waits for no reply" in cased(*case, "replied").err
