"""Alembic's folder: the only way a schema is made, on both stores."""
