"""Engines for SQLite and Postgres, the unit of work, the one history, and the schema."""
