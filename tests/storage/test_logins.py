"""Officers with logins of their own at the server: made, changed, ended, and what each is told (features B4, A3.46)."""

from collections.abc import Iterator

import pytest

from data.desk import logins
from data.types.errors import FirstPassword, WrongPassword
from data.types.staff import Access
from tests.logins import CHOSEN, Union, a_union
from tests.postgres import Server


@pytest.fixture(scope="module")
def union(postgres_server: Server) -> Iterator[Union]:
    with a_union(postgres_server) as made:
        yield made


def test_an_officer_is_taken_on_and_opens_a_desk_once_the_first_password_is_changed(union: Union) -> None:
    union.add("kim", changed=False)
    with pytest.raises(FirstPassword, match="casetui password"):
        union.desk("kim")
    first = union.passwords[union.login("kim")]
    union.change("kim")
    desk = union.desk("kim")
    assert (desk.officer.name, desk.officer.access, desk.store.trusted_login) == ("Kim", Access.OFFICER, "")
    desk.close()
    union.passwords[union.login("kim")] = first
    with pytest.raises(WrongPassword):
        union.desk("kim")
    union.passwords[union.login("kim")] = CHOSEN
