"""The functions of the server that make, change and end logins."""

from datetime import datetime
from typing import Any

from sqlalchemy import text
from sqlalchemy.engine import Connection


class Logins:
    """The logins of a store where officers have their own; what the server refuses is raised as it says it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def create(self, login: str, verifier: str) -> datetime:
        """For somebody on the staff who has none; answers until when the first password holds."""
        until: datetime = self._asked("create_officer(:login, :verifier)", login=login, verifier=verifier)
        return until

    def reset(self, login: str, verifier: str) -> datetime:
        """A new first password; her sessions end."""
        until: datetime = self._asked("reset_officer(:login, :verifier)", login=login, verifier=verifier)
        return until

    def revoke(self, login: str) -> int:
        """No login any more; answers how many sessions ended."""
        ended: int = self._asked("revoke_officer(:login)", login=login)
        return ended

    def end_sessions(self, login: str) -> int:
        """Send out whoever came in between."""
        ended: int = self._asked("end_sessions(:login)", login=login)
        return ended

    def change_role(self, login: str, access: int) -> None:
        """Into the group of another access."""
        self._asked("change_role(:login, :access)", login=login, access=access)

    def set_password(self, verifier: str) -> None:
        """The own one."""
        self._asked("set_password(:verifier)", verifier=verifier)

    def _asked(self, call: str, **given: object) -> Any:
        return self._connection.execute(text(f"SELECT casetui.{call}"), given).scalar()
