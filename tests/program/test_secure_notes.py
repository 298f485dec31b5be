"""Secure notes from the command line, on a store of one's own: from the first key to a machine that is set up anew."""

from pathlib import Path

from tests.program.commands import Machine

RING = {"PYTHON_KEYRING_BACKEND": "tests.file_keyring.Keyring"}
NOTE = "Type: Phone – inbound\n\nIssue\nThe walrus rang."


def test_a_secure_note_is_written_read_and_recovered(casetui: Machine, andrew: object) -> None:
    made = casetui("cases", "add", "0048213", "--title", "A matter", "--types", "ROS", "--reason", "A letter.",
                   "--next-steps", "Write.", "--status", "Open", "--from", "-", "--json",
                   given="Issue\nA roster.")  # fmt: skip
    number = made.json["case"]["number"]
    ran = casetui("case", number, "note", "--secure", "--from", "-", given=NOTE, **RING)
    assert (ran.code, "casetui keys recovery" in ran.err) == (1, True)
    assert "has no keys yet" in casetui("keys", "status", **RING).out
    # Without a keyring there is nowhere to keep the union's key.
    ran = casetui("keys", "recovery")
    assert (ran.code, "no keyring" in ran.err) == (1, True)
    paper = casetui("keys", "recovery", "--json", **RING).json
    assert casetui("keys", "recovery", **RING).code == 2
    assert casetui("keys", "make", **RING).out.endswith("It holds.\n")
    assert casetui("case", number, "note", "--secure", "--from", "-", given=NOTE, **RING).out == (
        f"Secure note saved on {number}.\n"
    )
    said = casetui("case", number, "notes", "walrus", **RING).out + casetui("case", number, "notes").out
    assert "[secure] --open-secure opens it" in said and "walrus" not in said
    assert "The walrus rang." in casetui("case", number, "notes", "--open-secure", **RING).out
    ran = casetui(
        "case", number, "note", "--again", "2", "--from", "-", given="Issue\nIt was a seal.", **RING
    )
    assert ran.code == 0, ran.err
    (first, _) = casetui("case", number, "notes", "--open-secure", "--json", **RING).json
    assert (first["revision"], "seal" in str(first["sections"])) == (2, True)
    told = casetui("case", number, "history").out + Path(casetui.home / "casetui.log").read_text("utf-8")
    assert "walrus" not in told and "secure note written again" in told
    # The keyring is lost; a new key is made, and the paper key brings the union's back and the notes with it.
    (casetui.home / "keyring.json").unlink()
    ran = casetui("case", number, "notes", "--open-secure", **RING)
    assert (ran.code, "casetui keys rotate" in ran.err) == (1, True)
    assert casetui("keys", "recovery", "--again", given=paper["paper"], **RING).code == 0
    assert casetui("keys", "rotate", "--json", **RING).json["published"]
    assert "Waiting for the key" in casetui("case", number, "notes", "--open-secure", **RING).out
    assert (
        casetui("case", number, "ask-key", "2", **RING).out == f"{number}: the key of note 2 is asked for.\n"
    )
    ran = casetui("keys", "recover", "--reason", "A new machine.", "--json", given=paper["paper"], **RING)
    assert ran.json == {number: 1}
    assert "It was a seal." in casetui("case", number, "notes", "--open-secure", **RING).out
    found = casetui("keys", "status", "--json", **RING).json
    assert (found["here"], found["waiting"], found["union"]) == (True, [], paper["union"])
    assert "holds" in casetui("keys", "status", **RING).out
    for words in (("trust", "1234"), ("publish", "kim.tran", "1234"), ("recover",)):
        assert casetui("keys", *words, given=paper["paper"], **RING).code == 2
