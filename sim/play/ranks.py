"""Values by their place in their order, without the copy that sorting would take where many are.

Of many values the part around the wanted places is found with a sample: of every n-th value, those
a little before and a little after bracket it. Only what lies between is copied and sorted, and
counting what lies below tells whether the bracket holds the places; otherwise a wider one is taken
(after Floyd and Rivest 1975, "Expected time bounds for selection", Comm. ACM 18(3)).
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Values = NDArray[Any]
SORTED: Final = 2**17  # as many values are sorted at once
SAMPLE: Final = 2**16
PART: Final = 2**20  # values that are compared at a time
SLACK: Final = 4.0  # standard errors of a place in the sample, at most half the root of its size


class Ranks:
    """Places `first` ... `last` (exclusive) of the order of some values, shape (size,); 0 is the
    smallest. The values must not be written to meanwhile; NaN are the largest, as in `np.sort`."""

    def __init__(self, values: Values, first: int = 0, last: int | None = None) -> None:
        self._values = values
        self._first = first
        self._last = values.size if last is None else last
        self._sorted: Values | None = None

    @property
    def size(self) -> int:
        return self._last - self._first

    @property
    def told(self) -> bool:
        """Whether there are values, and the first of all is a number."""
        return self.size > 0 and not np.isnan(self._values[0])

    def part(self, first: int, last: int) -> Ranks:
        """Some of the places, which are counted from 0 again."""
        found = Ranks(self._values, self._first + first, self._first + last)
        found._sorted = self._sorted
        return found

    def at(self, place: int) -> float:
        return float(self.between(place, place)[0])

    def between(self, first: int, last: int) -> Values:
        """The values at `first` ... `last`, both inclusive, in their order."""
        first, last = self._first + first, self._first + last
        if self._sorted is None and self._values.size <= SORTED:
            self._sorted = np.sort(self._values)
        if self._sorted is not None:
            return self._sorted[first : last + 1]
        return next(found for found in self._brackets(first, last) if found is not None)

    def _brackets(self, first: int, last: int) -> Iterator[Values | None]:
        """What each wider bracket finds; at last all values are sorted."""
        size = self._values.size
        sample = np.sort(self._values[:: size // SAMPLE])
        part = sample.size / size
        for wide in itertools.takewhile(lambda w: w < SAMPLE, (SLACK * 4**k for k in range(8))):
            slack = wide * math.sqrt(sample.size) / 2
            low, high = math.floor(first * part - slack), math.ceil(last * part + slack)
            yield self._bracketed(
                first,
                last,
                sample[low] if low >= 0 else -math.inf,
                sample[high] if high < sample.size else math.inf,
            )
        yield np.sort(self._values)[first : last + 1]

    def _bracketed(self, first: int, last: int, low: float, high: float) -> Values | None:
        """The places, if the values from `low` to `high` hold them."""
        parts = [self._values[at : at + PART] for at in range(0, self._values.size, PART)]
        below = sum(np.count_nonzero(part < low) for part in parts)
        upto = sum(np.count_nonzero(part <= high) for part in parts)
        if not below <= first or not last < upto:
            return None
        if low == high:
            return np.full(last - first + 1, low, dtype=self._values.dtype)
        inside = np.concatenate([part[(part >= low) & (part <= high)] for part in parts])
        inside.sort()
        return inside[first - below : last - below + 1]
