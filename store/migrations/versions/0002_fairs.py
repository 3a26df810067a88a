"""The book of fairs."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """The table of the fairs, the index of those of an owner, and the table of what is kept of
    each: one row a version."""
    op.create_table(
        "fairs",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("owner", sa.String(254), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("series", sa.Text, nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed", sa.DateTime(timezone=True), nullable=False),
        sa.Column("archived", sa.DateTime(timezone=True)),
        sa.Column("deleted", sa.DateTime(timezone=True)),
    )
    op.create_index("fairs_of_an_owner", "fairs", ["owner", "year"])
    op.create_table(
        "documents",
        sa.Column(
            "fair", sa.String(40), sa.ForeignKey("fairs.id", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("part", sa.String(20), primary_key=True),
        sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("saved", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("content", sa.Text, nullable=False),
    )
