"""The membership file: what it says besides names, the hash of a row, who is missing from it, what is asked."""

from alembic import op

from data.store.migrations.columns import flag, instant, key, refers, uuid, words

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add the columns of the membership file to members; make the table of what is asked."""
    for name in ("member_type", "category", "chapter", "employer_number", "source_hash"):
        op.add_column("member", words(name, default=""))
    for name in ("no_post", "no_email"):
        op.add_column("member", flag(name, added=True))
    for name in ("missing_since", "erased_at"):
        op.add_column("member", instant(name, null=True))
    op.create_table(
        "member_asked",
        uuid("member_id"),
        words("field"),
        words("theirs"),
        instant("asked_at"),
        refers("member_id", "member.id"),
        key("member_id", "field"),
    )
