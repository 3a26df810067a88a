"""The whole database as one file, taken while others write, and put back.

The file is a database of SQLite that this app can open itself, whatever the database is: so it can
be looked into, it is brought up to date like any other, and what began in a file moves to a server.
PostgreSQL's own `pg_dump` is not asked, because it has to be installed, at least as new as the
server, wherever a backup is made, and its file is of use to PostgreSQL only.

rows      the rows of all tables, from one database into another
restored  a backup put back into an empty database, or in the place of what is there
taken     a backup of the database as it is at one moment
"""

from store.backup.restored import restore
from store.backup.rows import Counts
from store.backup.taken import backup

__all__ = ["Counts", "backup", "restore"]
