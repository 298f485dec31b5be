"""Who may do a task: read, decided and said."""

import pytest

from data.rules.performers import Candidate, may_do, may_finish, performers_said, read_performer
from data.types.errors import BadInput
from data.types.staff import Access

KIM = Candidate("kim.tran", "MSD", Access.OFFICER)
OWNER = KIM._replace(owner=True)
LENA = Candidate("lena.vogt", "MSD", Access.SUPERVISOR)
AISHA = Candidate("aisha.bello", "Industrial", Access.OFFICER)
LEGAL_TEAM = Candidate(team="Legal")


@pytest.mark.parametrize(
    ("performers", "who", "may", "may_say_done"),
    [
        ((), KIM, True, True),
        ((), LEGAL_TEAM, True, True),
        (("case owner",), KIM, False, False),
        (("case owner",), OWNER, True, True),
        (("Case Owner",), OWNER, True, True),
        (("team: Legal",), LEGAL_TEAM, True, True),
        (("team: legal",), LEGAL_TEAM, True, True),
        (("team: Legal",), KIM, False, False),
        (("team: Legal",), LENA, False, True),
        (("team: Industrial",), AISHA, True, True),
        (("officer: kim.tran",), KIM, True, True),
        (("officer: kim.tran",), AISHA, False, False),
        (("access: supervisor",), LENA, True, True),
        (("access: supervisor",), KIM, False, False),
        (("access: basic",), LEGAL_TEAM, False, False),
        (("team: Legal", "case owner"), OWNER, True, True),
    ],
)
def test_who_may(performers: tuple[str, ...], who: Candidate, may: bool, may_say_done: bool) -> None:
    assert (may_do(performers, who), may_finish(performers, who)) == (may, may_say_done)


@pytest.mark.parametrize(
    ("performers", "said"),
    [
        ((), "everyone"),
        (("case owner",), "the case owner"),
        (("team: Legal", "access: supervisor"), "the Legal team or supervisors and above"),
        (("case owner", "team: Legal", "officer: kim.tran"), "the case owner, the Legal team or kim.tran"),
    ],
)
def test_who_may_is_said(performers: tuple[str, ...], said: str) -> None:
    assert performers_said(performers) == said


@pytest.mark.parametrize("text", ["", "Legal", "team:", "group: x", "access: chief"])
def test_a_performer_that_is_none_is_told(text: str) -> None:
    with pytest.raises(BadInput, match=r"a performer is written|there is no such access"):
        read_performer(text)
