"""Values by their place in their order, without the copy that sorting would take where many are.

Of many values the part around the wanted places is found with a sample: of every n-th value, those
a little before and a little after bracket it. Only what lies between is copied and sorted, and
counting what lies below tells whether the bracket holds the places; otherwise a wider one is taken
(after Floyd and Rivest 1975, "Expected time bounds for selection", Comm. ACM 18(3)).
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence
from functools import cached_property
from threading import Lock
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Values = NDArray[Any]
SORTED: Final = 2**17  # as many values are sorted at once
SAMPLE: Final = 2**16
PART: Final = 2**16  # values at a time where more would double what is held
STEP: Final = 0.02  # of the values: so far around a quantile its slope is taken
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

    def quantile(self, share: float) -> float:
        """The value below which `share` of them lie; NaN where there is none."""
        if not self.told:
            return math.nan
        return self.at(min(max(math.ceil(share * self.size) - 1, 0), self.size - 1))

    def doubt(self, share: float, error: float) -> float:
        """The error of a quantile from that of its `share`. Where values repeat (whole people, no
        revenue at all), there is no slope: a quantile stays, or jumps to a neighbour."""
        reach = np.ceil((share + 4 * error * np.array([-1, 1])) * self.size).astype(int) - 1
        first, last = (int(end) for end in np.clip(reach, 0, self.size - 1))
        around = self.between(first, last)
        if not np.isfinite(around).all():
            return math.nan
        if (around[1:] > around[:-1]).all():
            step = max(error, STEP)
            ends = (max(share - step, 0.0), min(share + step, 1.0))
            low, high = (self.quantile(end) for end in ends)
            return error * (high - low) / (ends[1] - ends[0])
        z = np.linspace(-4, 4, 65)
        weight = np.exp(-z * z / 2)
        at = np.ceil((share + error * z) * self.size).astype(int) - 1 - first
        moved = around[np.clip(at, 0, around.size - 1)] - self.quantile(share)
        return math.sqrt(float(weight @ moved**2 / weight.sum()))

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
        if below > first or sum(np.count_nonzero(part <= high) for part in parts) <= last:
            return None
        # Of values that repeat, as no revenue at all, the ends of the bracket may hold very many.
        lowest = sum(np.count_nonzero(part == low) for part in parts)
        inside = np.concatenate([part[(part > low) & (part < high)] for part in parts])
        inside.sort()
        ends = below + lowest, below + lowest + inside.size
        return np.concatenate(
            [
                np.full(max(min(ends[0], last + 1) - first, 0), low, dtype=inside.dtype),
                inside[max(first - ends[0], 0) : max(last + 1 - ends[0], 0)],
                np.full(max(last + 1 - max(ends[1], first), 0), high, dtype=inside.dtype),
            ]
        )


class Tally:
    """How often each whole number came, by replicate: all that figures of a count need, in less
    room than its trials. Where the numbers are so large that a table of them would take more, they
    are held one by one, in no particular order within their replicate.

    sizes  trials of each replicate
    """

    def __init__(self, sizes: Sequence[int]) -> None:
        self.sizes = np.array(sizes)
        self._table = np.zeros((len(sizes), 0), dtype=np.int32)
        self._each: list[list[Values]] | None = None
        self._alone = Lock()

    def add(self, first: int, values: Values) -> None:
        """Counts `values`, shape (replicates, trials), of the replicates from `first` on."""
        with self._alone:
            if self._each is None and values.max() >= self.sizes.min():
                self._each = [[np.repeat(np.arange(row.size), row)] for row in self._table]
            for replicate, row in enumerate(values, start=first):
                if self._each is not None:
                    self._each[replicate].append(row.astype(np.int32))
                    continue
                found = np.bincount(row.astype(np.int64), minlength=self._table.shape[1])
                more = found.size - self._table.shape[1]
                if more:
                    self._table = np.pad(self._table, ((0, 0), (0, more)))
                self._table[replicate] += found.astype(np.int32)

    @cached_property
    def _held(self) -> list[Values]:
        """The numbers of each replicate, where they are held one by one."""
        held = [np.concatenate(parts) for parts in self._each or []]
        self._each = []
        return held

    @property
    def means(self) -> NDArray[np.float64]:
        """Of each replicate, shape (replicates,)."""
        return np.asarray(self._sums / self.sizes)

    @property
    def mean(self) -> float:
        return float(self._sums.sum() / self.sizes.sum())

    @property
    def _sums(self) -> NDArray[np.float64]:
        if self._each is None:
            numbers = np.arange(self._table.shape[1])
            return np.array([float((row * numbers).sum()) for row in self._table])
        return np.array([held.sum(dtype=float) for held in self._held])

    def shares_upto(self, value: float) -> NDArray[np.float64]:
        """The share of each replicate that is at most `value`, shape (replicates,)."""
        if self._each is None:
            return np.asarray(self._table[:, : math.floor(value) + 1].sum(axis=1) / self.sizes)
        upto = np.array([np.count_nonzero(held <= value) for held in self._held])
        return np.asarray(upto / self.sizes)

    @cached_property
    def ranks(self) -> Ranks:
        if self._each is None:
            return _Counted(self._table.sum(axis=0, dtype=np.int64))
        return Ranks(np.concatenate(self._held))


class _Counted(Ranks):
    """Places of whole numbers from 0 on, each of which came so often."""

    def __init__(self, often: Values) -> None:
        self._ends = np.cumsum(often)
        super().__init__(np.zeros(1), 0, int(self._ends[-1]))

    def between(self, first: int, last: int) -> Values:
        return np.asarray(np.searchsorted(self._ends, np.arange(first, last + 1), side="right"))
