"""What outlives a visit: presentation links, kept in SQLite or PostgreSQL.

The only package that knows a database. Whatever goes wrong is a `StoreError`.
"""

from store.address import address
from store.database import Database
from store.problems import StoreError
from store.snapshots import Snapshot, Snapshots

__all__ = ["Database", "Snapshot", "Snapshots", "StoreError", "address"]
