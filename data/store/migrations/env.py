"""Runs the migrations on the connection that `data.store.schema` hands over, inside its transaction."""

from alembic import context
from sqlmodel import SQLModel

import data.model  # noqa: F401  (fills the metadata)

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=SQLModel.metadata)
context.run_migrations()
