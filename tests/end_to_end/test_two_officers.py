"""Two terminals at one Postgres: each sees the other come, type and save."""

from pathlib import Path

from data.desk import cases
from data.desk.opening import open_desk
from tests.builders import a_case, a_member
from tests.end_to_end.calls import leave, write
from tests.end_to_end.chair import Chair


def test_each_sees_the_other_type_and_what_was_saved(postgres_chair: Chair, tmp_path: Path) -> None:
    sam_chair = Chair(tmp_path / "sam", postgres_chair.url, "sam.ortiz").settle()
    desk = open_desk(postgres_chair.url, "kim.tran")
    case = a_case(desk, a_member(desk.store, "Patience", "Okafor"), next_steps="Ring HR.")
    number = cases.read(desk, case).number
    desk.close()
    with (
        postgres_chair.running(columns=130, rows=36) as kim,
        sam_chair.running(columns=130, rows=36, ready="Home   Sam Ortiz") as sam,
    ):
        kim.press("down", "enter")
        kim.wait_for(f"Case › {number}")
        write(sam, number)
        sam.wait_for("Patience Okafor")
        sam.press("enter")
        sam.wait_for(f"Case › {number}", "Kim looks at this")
        kim.wait_for("Sam looks at this")
        write(sam, " Sam rings.")
        sam.wait_for("draft kept")
        kim.wait_for("Sam is typing here")
        write(kim, " Mine.")
        sam.press("ctrl+s")
        sam.wait_for(f"{number} is saved.")
        kim.wait_for("Next steps changed meanwhile", "Ring HR. Mine.")
        kim.press("ctrl+s")
        kim.wait_for("Someone changed Next steps too", "Sam rings.")
        kim.press("ctrl+g", "3")
        kim.wait_for("[theirs] Ring HR. Sam rings.", "[mine] Ring HR. Mine.")
        kim.press("ctrl+s")
        kim.wait_for(f"{number} is saved.")
        leave(kim)
        sam.wait_for("Next steps changed meanwhile: ctrl+g ,")
        sam.press("ctrl+g", ",")
        sam.wait_for("[mine] Ring HR. Mine.")
        leave(sam)
