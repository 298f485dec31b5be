"""Bad input and broken places: one sentence on standard error, exit code 2 or 1, never a stack trace."""

from dataclasses import replace
from pathlib import Path

import pytest
from psycopg.conninfo import conninfo_to_dict
from psycopg.sql import SQL, Identifier
from sqlalchemy import update

from data.store.store import open_store
from data.store.tables import CASE
from tests import postgres
from tests.builders import a_member
from tests.program.commands import Inside, Machine

NOTES = ("interactions", "add", "--from", "-")


@pytest.mark.parametrize(
    ("words", "code", "named"),
    [
        (("frobnicate",), 2, "frobnicate"),
        (("cases", "--mien"), 2, "--mien"),
        (("members", "find"), 2, "Missing argument"),
        (("members", "find", "x", "--limit", "0"), 2, "limit"),
        (("case", "I-20001"), 2, "an example is C-10482"),
        (("case", "C-10001"), 1, "no such case"),
        (("case", "C-10001", "frobnicate"), 2, "frobnicate"),
        (("interaction", "20001"), 2, "an example is I-20931"),
        (("interaction", "I-20001", "convert"), 1, "no such interaction"),
        (("member", "0000000"), 1, "Not found"),
        (("case", "C-10001", "change"), 2, "nothing to change"),
        (("drafts", "discard", "7"), 2, "casetui drafts"),
        (("drafts", "restore", "019ab2c4-0000-7000-8000-000000000001"), 1, "Not found"),
        (("setup", "--local"), 2, "either --local or --database"),
        (("interactions", "add", "--from", "nowhere.txt"), 2, "nowhere.txt: No such file"),
    ],
)
def test_a_command_that_means_nothing_is_told_in_one_sentence(
    inside: Inside, words: tuple[str, ...], code: int, named: str
) -> None:
    ran = inside(*words)
    assert (ran.code, ran.out) == (code, "")
    assert named in ran.err
    assert ran.err.count("\n") == 1


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ("", "there is no note"),
        ("Issue\n   \n", "there is no note"),
        ("Member 0048213", "above the first section"),
        ("Mebmer: 0048213\n\nIssue\nx", "no field 'Mebmer'"),
        ("Issue\nx", "Member, Type, About"),
        ("Member: 0048213\n\nIssue\nx", "Type, About"),
        ("Issue\nx\n\nissue:\ny", "Issue stands twice"),
        ("Type: pigeon\n\nIssue\nx", "'pigeon' is in no list"),
        ("Case types: XX\n\nIssue\nx", "there are DISC"),
        ("Follow-up: someday\n\nIssue\nx", "27/11"),
        ("Member: 0048213\nJob: Moon\n\nIssue\nx", "no job 'Moon'"),
        ("Id: 7\n\nIssue\nx", "UUID"),
        ("Duration s: long\n\nIssue\nx", "number of seconds"),
        ("Ticket: ftp://x\nMember: 0048213\nType: Letter\nAbout: Leave\n\nIssue\nx", "https"),
        ('{"sections": {"Issue": "x"', "line 1"),
        ('{"sections": ["x"]}', "object of titles"),
        ('{"sections": {"Isue": "x"}}', "no section 'Isue'"),
        ('{"about": {"x": 1}, "sections": {"Issue": "x"}}', "about must be text"),
        ("[" * 100_000, "above the first section"),
        ('{"sections":' * 50_000, "nested too deep"),
        ("Issue\n" + "x" * 4_100_000, "longer than"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_a_note_that_cannot_be_read_is_told_in_one_sentence(inside: Inside, given: str, named: str) -> None:
    store = open_store(inside.machine.url)
    a_member(store, number="0048213")
    store.close()
    ran = inside(*NOTES, given=given)
    assert (ran.code, ran.out) == (2, "")
    assert named in ran.err
    assert ran.err.count("\n") == 1


def test_a_save_that_the_store_cannot_take_waits_as_a_draft_and_goes_out_once(
    tmp_path: Path, postgres_server: postgres.Server, postgres_url: str
) -> None:
    machine = Machine(tmp_path / "home", postgres_url)
    store = open_store(postgres_url)
    a_member(store, number="0048213")
    database = conninfo_to_dict(postgres_url)["dbname"]
    alter = SQL("ALTER DATABASE {} SET default_transaction_read_only = {}")
    store.close()
    postgres_server.run(alter.format(Identifier(str(database)), SQL("on")))
    note = "Member: 0048213\nType: Letter\nAbout: Leave\n\nIssue\nKept for later."
    ran = machine(*NOTES, given=note)
    assert (ran.code, ran.out) == (1, "")
    assert "waits to be sent" in ran.err
    assert machine("drafts", "--json").json[0]["state"] == "waiting"
    assert machine("drafts", "send").code == 1
    postgres_server.run(alter.format(Identifier(str(database)), SQL("off")))
    assert "I-20001" in machine("drafts", "send").out
    assert machine("drafts", "send").out == "Nothing waits.\n"


def test_a_machine_on_which_nothing_is_set_up_says_what_to_do(bare: Machine) -> None:
    for words in (("cases",), ("drafts",), ("db", "status")):
        ran = bare(*words)
        assert (ran.code, ran.out) == (1, "")
        assert "casetui setup" in ran.err


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    path = tmp_path / "holiday.db"
    path.write_bytes(b"a picture of the beach " * 500)
    ran = Machine(tmp_path / "home", f"sqlite:///{path}")("cases")
    assert ran.code == 1
    assert "not a casetui database" in ran.err


def test_a_login_that_is_unknown_is_told(casetui: Machine) -> None:
    ran = Machine(casetui.home, casetui.url, "nobody")("cases")
    assert ran.code == 1
    assert "not among the staff" in ran.err


def test_a_server_that_is_not_there_is_told_and_the_password_is_not(tmp_path: Path) -> None:
    machine = Machine(tmp_path / "home", "postgresql://kim:s3cret@127.0.0.1:1/msd")
    for words in (("cases",), ("doctor",)):
        ran = machine(*words)
        assert ran.code == 1
        assert "does not answer" in ran.err + ran.out
        assert "s3cret" not in ran.err + ran.out


def test_faulty_settings_are_named_by_file_and_key(bare: Machine) -> None:
    bare.home.mkdir()
    (bare.home / "settings.toml").write_text("database = 'sqlite:///x'\nofficer = 'kim'\ncolour = 'red'\n")
    ran = bare("cases")
    assert ran.code == 2
    assert "settings.toml" in ran.err and "'colour'" in ran.err


def test_an_officer_without_access_does_not_see_a_confidential_case(inside: Inside) -> None:
    note = "Member: 0048213\nType: Letter\nAbout: Leave\n\nIssue\nx"
    store = open_store(inside.machine.url)
    a_member(store, number="0048213")
    inside("interactions", "add", "--from", "-", given=note)
    inside("interaction", "I-20001", "convert")
    with store.loading("test") as connection:
        connection.execute(update(CASE).values(confidential=True))
    store.close()
    jo = replace(inside, machine=replace(inside.machine, officer="jo.marsh"))
    assert inside("case", "C-10001").code == 0
    hidden, missing = jo("case", "C-10001"), jo("case", "C-10002")
    assert (hidden.code, hidden.err) == (missing.code, missing.err)
    assert jo("cases", "--all").out == "No cases.\n"


@pytest.mark.parametrize(
    ("where", "why"),
    [
        ("127.0.0.1:1", "no server runs at that address"),
        ("nobody.invalid", "no server of that name is known here"),
        ("%2Fnowhere", "no server runs at that address"),
    ],
)
def test_an_address_at_which_nobody_answers_is_told_apart(bare: Machine, where: str, why: str) -> None:
    """While it is set up nothing waits to be sent; later what is saved does."""
    for words, kept in (
        (("setup", "--database", f"postgresql://ann@{where}/union"), "Nothing was set up. Look at the host"),
        (("db", "init", f"postgresql://ann@{where}/union", "--login", "ann"), "Nothing was set up."),
        (("--database", f"postgresql://ann@{where}/union", "cases"), "What you save is kept here"),
    ):
        ran = bare(*words)
        assert ran.code == 1
        assert f"The database does not answer: {why}. {kept}" in ran.err, ran.err
