"""Who is told of what happened (features N1 to N21)."""

from sqlalchemy.orm import Session

from data.desk.desk import Desk
from data.types.happenings import Happening


def tell(desk: Desk, session: Session, happening: Happening) -> None:
    """Tell whom it concerns, within the unit of work that takes its act from the queue."""
