"""What outlives a visit: presentation links and the book of fairs, in SQLite or PostgreSQL.

The only package that knows a database. Whatever goes wrong is a `StoreError`.

address     where the database is
backup      the whole database as one file, and put back
book_file   the book as a zip archive: what stands in it, written and read
database    a database: connected, and up to date before it is used first
entries     what the book consists of: fairs, and the documents kept of each
exchange    the whole book as one file, and such a file taken in without overwriting
fairs       the book of fairs: every save is a version, two that save at once hear of it
migrate     a database brought to the version of this code
migrations  the steps from one version to the next, for Alembic
problems    what can go wrong, each with its sentence
rows        rows of the book's tables, read and written
snapshots   presentation links: kept, opened, listed for who made them, revoked
tables      the tables, and the version of the database
texts       which texts any database keeps
years       years of several fairs, kept and frozen as a fair is
"""

from store.address import address
from store.database import Database
from store.entries import Conflict, Document, Fair, Renamed
from store.exchange import Imported, exported, imported
from store.fairs import Fairs
from store.problems import StoreError
from store.snapshots import Snapshot, Snapshots
from store.years.entries import KeptYear, YearConflict, YearDocument
from store.years.kept import KeptYears

__all__ = [
    "Conflict",
    "Database",
    "Document",
    "Fair",
    "Fairs",
    "Imported",
    "KeptYear",
    "KeptYears",
    "Renamed",
    "Snapshot",
    "Snapshots",
    "StoreError",
    "YearConflict",
    "YearDocument",
    "address",
    "exported",
    "imported",
]
