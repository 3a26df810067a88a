"""Alembic's entry: runs the migrations in the transaction that `store.migrate` has begun."""

from alembic import context

from store.tables import METADATA, VERSIONS

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    version_table=VERSIONS,
)
context.run_migrations()
