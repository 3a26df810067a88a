"""Years of several fairs."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """The table of the years, the index of those of an owner, and the table of what is kept of
    each: one row a version, with the fairs of the book that it holds."""
    op.create_table(
        "years",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("owner", sa.String(254), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted", sa.DateTime(timezone=True)),
    )
    op.create_index("years_of_an_owner", "years", ["owner", "year"])
    op.create_table(
        "year_documents",
        sa.Column(
            "of", sa.String(40), sa.ForeignKey("years.id", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("part", sa.String(20), primary_key=True),
        sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("saved", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("fairs", sa.Text, nullable=False),
        sa.Column("content", sa.Text, nullable=False),
    )
