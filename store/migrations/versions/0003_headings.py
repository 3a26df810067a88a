"""What was said of files with the same headings."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """The table of what an owner said of the columns and words of a file, by its headings."""
    op.create_table(
        "headings",
        sa.Column("owner", sa.String(254), primary_key=True),
        sa.Column("headings", sa.String(64), primary_key=True),
        sa.Column("saved", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content", sa.Text, nullable=False),
    )
