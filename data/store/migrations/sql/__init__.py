"""What migrations run on Postgres only, as it would be typed into psql."""

from importlib.resources import files

from alembic import op


def run_sql(name: str) -> None:
    """Run a file of this folder, all its statements at once; it holds no values, and its marks are its own."""
    op.get_bind().connection.cursor().execute(files(__name__).joinpath(name).read_text("utf-8").encode())
