"""What Postgres itself refuses, as migration 0026 puts it in place: who asks, policies, guards and grants.

What later migrations change they say themselves: nothing here is changed once it was run.
"""

from pathlib import Path

from data.store.migrations.row_security.grants import grants
from data.store.migrations.row_security.policies import policies


def statements() -> list[str]:
    """Everything, in its order; each may hold several statements."""
    here = Path(__file__).parent
    helpers, guards, granting = (
        (here / f"{name}.sql").read_text("utf-8") for name in ("helpers", "guards", "granting")
    )
    return [helpers, guards, *policies(), granting, *grants()]
