"""What outlives a visit: presentation links and the book of fairs, in SQLite or PostgreSQL.

The only package that knows a database. Whatever goes wrong is a `StoreError`.
"""

from store.address import address
from store.database import Database
from store.entries import Conflict, Document, Fair, Renamed
from store.exchange import Imported, exported, imported
from store.fairs import Fairs
from store.problems import StoreError
from store.snapshots import Snapshot, Snapshots

__all__ = [
    "Conflict",
    "Database",
    "Document",
    "Fair",
    "Fairs",
    "Imported",
    "Renamed",
    "Snapshot",
    "Snapshots",
    "StoreError",
    "address",
    "exported",
    "imported",
]
