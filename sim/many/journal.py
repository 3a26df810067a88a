"""What was answered before the table is written, so that work that was broken off goes on.

Beside ``answers.csv`` stands ``answers.csv.unfinished`` while plans are played: a line of JSON for
each plan that was answered, written as soon as it is. Once the table is there, it goes. Where a
process was killed it stays, and the next one takes its rows over; a last line that was not written
to its end is dropped.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from types import TracebackType
from typing import IO, Final, Self

from sim.many.columns import FINGERPRINT, Row
from sim.many.table import line, lines, unwritten

ENDING: Final = ".unfinished"


class Journal:
    """The lines beside a table; closed as a context manager.

    known  the rows of before, by fingerprint
    """

    def __init__(self, out: Path) -> None:
        """Raises `ScenarioError` where it cannot be written, or is a file of something else."""
        self.file = out.with_name(out.name + ENDING)
        try:
            self._opened: IO[bytes] = self.file.open("a+b")
            self._opened.seek(0)
            content = self._opened.read()
        except (OSError, ValueError) as error:
            raise unwritten(error) from None
        try:
            self.known = {row[FINGERPRINT]: row for row in lines(content)}
            self._opened.truncate(content.rfind(b"\n") + 1)
        except BaseException:
            self._opened.close()
            raise

    def add(self, row: Row) -> None:
        """Keeps the row of a plan. Raises `ScenarioError` where it cannot be written."""
        try:
            self._opened.write(line(row).encode())
            self._opened.flush()
        except OSError as error:
            raise unwritten(error) from None

    def remove(self) -> None:
        """Takes it away: all that it holds is in the table."""
        self._opened.close()
        with contextlib.suppress(OSError):
            self.file.unlink()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Without a line it goes too."""
        with contextlib.suppress(OSError):
            empty = not self._opened.closed and not self._opened.seek(0, os.SEEK_END)
            self._opened.close()
            if empty:
                self.file.unlink()
