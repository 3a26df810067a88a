"""The random numbers of a simulation: named streams of quasi-random and of hashed numbers.

Every name owns one fixed dimension of scrambled Sobol points (`sim.plan.parameters`,
`sim.plan.funnel`), or, where there is no end of names (cost lines) or of numbers (orders), a hash
of seed, replicate, name and trial. Nothing is drawn in order, so a stream depends on nothing but
its name: scenarios with the same seed meet the same market, and the numbers do not depend on
threads.

A run has `REPLICATES` independent scrambles; the spread between them is the standard error.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, TypeVar, cast
from weakref import WeakValueDictionary, ref

import numpy as np
from numpy.typing import NDArray

from sim.draws.binomial import binomial_quantile
from sim.draws.outcomes import Given, M, Outcomes, Places, Work
from sim.draws.sobol import GOLDEN, keys, mixed, points, scrambled
from sim.plan.johnson import Array

REPLICATES: Final = 32
KEPT: Final = 16_384  # trials of a run whose random numbers are kept
SHORT: Final = 2048  # trials of a block that pushes no longer one out
MOST_KEPT: Final = 250  # arrays of a kept block (at most 64 kB each)
BLOCK: Final = 8192  # trials at a time, at most: memory stays bounded, arrays stay in the cache

EVERY: Final = slice(None)
Words = NDArray[np.uint64]
Whole = NDArray[np.int64]
Made = TypeVar("Made", bound=NDArray[Any])


@dataclass(frozen=True)
class Block:
    """A run of trials: points `start` ... `stop` of replicates `first` ... `last`, exclusive."""

    first: int
    last: int
    start: int
    stop: int

    @property
    def size(self) -> int:
        return (self.last - self.first) * (self.stop - self.start)


def replicate_sizes(trials: int) -> list[int]:
    """Trials of each replicate: as equal as can be, the longer ones first."""
    base, more = divmod(trials, REPLICATES)
    return [base + (replicate < more) for replicate in range(REPLICATES)]


def blocks(trials: int, start: int = 0) -> Iterator[Block]:
    """Blocks of at most `BLOCK` trials in the order of the trials; replicates one by one. Of each
    replicate from point `start` on: half of its points where that is not 0, which is a power of
    2."""
    sizes = replicate_sizes(trials)
    first = 0
    while first < REPLICATES:
        size = sizes[first]
        if size - start > BLOCK:
            for at in range(start, size, BLOCK):
                yield Block(first, first + 1, at, min(at + BLOCK, size))
            first += 1
            continue
        last = first + 1
        while (
            last < REPLICATES
            and sizes[last] == size
            and (last + 1 - first) * (size - start) <= BLOCK
        ):
            last += 1
        yield Block(first, last, start, size)
        first = last


def seed_of(seed: int, name: str) -> int:
    """The seed of a run that has nothing in common with those of other names, 0 to 2^63 - 1."""
    digest = hashlib.blake2b(f"{seed} {name}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1


def shuffled(seed: int, name: str, trials: int) -> Whole:
    """The trials of a run in an order of the name's own, each replicate by itself, shape (trials,).

    Two runs of other seeds have other scrambles of the same Sobol points, and these are no
    strangers: in either, the first binary digits of a number follow from those of its point. So
    trials of two runs are laid side by side in orders that have nothing in common (Owen 1998,
    "Latin supercube sampling for very high-dimensional simulations", ACM TOMACS 8(1)).
    """
    label = np.array([seed_of(seed, name)], dtype=np.uint64)
    placed: list[Whole] = []
    start = 0
    for replicate, size in enumerate(replicate_sizes(trials)):
        of = np.array([replicate], dtype=np.uint64)
        words = keys(seed, label, of, np.arange(size, dtype=np.uint64))
        placed.append(start + np.argsort(words, kind="stable"))
        start += size
    return np.concatenate(placed)


def draws(seed: int, trials: int, block: Block) -> Draws:
    """The random numbers of a block; those of small runs are kept, and what came of them
    (`sim.draws.outcomes`), because whoever tries one plan after the other meets the same fairs each
    time. A question asks about few of the fairs first, in blocks of many sizes: were these kept
    beside the long ones, the fairs of the plan itself would go."""
    longest = replicate_sizes(trials)[0]
    if trials > KEPT:
        return Draws(seed, longest, block)
    return (_kept_short if block.size <= SHORT else _kept)(seed, longest, block)


_ALIVE: Final[WeakValueDictionary[tuple[int, int, Block], Draws]] = WeakValueDictionary()


@lru_cache(maxsize=6)
def _kept(seed: int, longest: int, block: Block) -> Draws:
    return _alive(Draws(seed, longest, block, keep=True), longest)


@lru_cache(maxsize=8)
def _kept_short(seed: int, longest: int, block: Block) -> Draws:
    return _alive(Draws(seed, longest, block, keep=True), longest)


@dataclass(frozen=True, eq=False)
class _Part:
    """Some replicates and points of a longer block, as long as that is kept."""

    longer: ref[Draws]
    replicates: slice
    points: slice

    def of(self, key: Hashable) -> NDArray[Any] | None:
        draws = self.longer()
        return None if draws is None else draws.known(key, self.replicates, self.points)


def _joined(parts: list[NDArray[Any] | None]) -> NDArray[Any] | None:
    """Replicates that follow each other as one; None where one of them is not known."""
    there = [part for part in parts if part is not None]
    if len(there) < len(parts):
        return None
    return there[0] if len(there) == 1 else np.concatenate(there, axis=-1)


def _longer(seed: int, block: Block) -> tuple[tuple[_Part, ...], ...]:
    """The parts of longer blocks of this seed, those that are kept, that are all trials of `block`:
    of one block or of several beside each other, the shortest first. The k-th point of a replicate
    is the same in every run that is kept (`sim.draws.sobol.USUAL`)."""
    alike: defaultdict[tuple[int, int], list[Draws]] = defaultdict(list)
    for one in _ALIVE.valuerefs():
        draws = one()
        if draws is not None and draws.seed == seed and draws.block != block:
            alike[draws.block.start, draws.block.stop].append(draws)
    found = []
    for (start, stop), several in sorted(alike.items(), key=lambda one: one[0][1] - one[0][0]):
        if start > block.start or stop < block.stop:
            continue
        points = slice(block.start - start, block.stop - start)
        parts, reached = [], block.first
        for longer in sorted(several, key=lambda draws: draws.block.first):
            first, last = longer.block.first, min(longer.block.last, block.last)
            if first <= reached < last:
                parts.append(_Part(ref(longer), slice(reached - first, last - first), points))
                reached = last
        if reached == block.last:
            found.append(tuple(parts))
    return tuple(found)


def _alive(draws: Draws, longest: int) -> Draws:
    _ALIVE[draws.seed, longest, draws.block] = draws
    return draws


class Draws:
    """The random numbers of one block, by dimension or by name; arrays have shape (block.size,).

    They are never written to: some are kept.
    """

    def __init__(self, seed: int, longest: int, block: Block, *, keep: bool = False) -> None:
        """`longest`: trials of the longest replicate, which fixes the scrambles' columns."""
        self.seed = seed
        self.block = block
        self._kept: dict[Hashable, Any] | None = {} if keep else None
        self._outcomes = Outcomes() if keep else None
        self._longer = _longer(seed, block) if keep else ()
        columns = max(longest - 1, 1).bit_length()
        table, shifts = scrambled(seed, REPLICATES, columns)
        self._table = table[block.first : block.last]
        self._shifts = shifts[block.first : block.last]

    def uniform(self, dimension: int) -> Array:
        """Uniform numbers in (0, 1) of a quasi-random dimension."""
        return self.once(("uniform", dimension), lambda: self._uniform(dimension))

    def normal(self, dimension: int) -> Array:
        """Standard normals of a quasi-random dimension."""
        from scipy.special import ndtri

        return self.once(("normal", dimension), lambda: np.asarray(ndtri(self.uniform(dimension))))

    def luck(self, dimensions: tuple[int, ...]) -> tuple[Array, Array | None]:
        """Uniform numbers, shape (dimensions, block.size), and their normals where these are kept
        and so cost nothing."""
        from scipy.special import ndtri

        def uniform() -> Array:
            return np.stack([self._uniform(dimension) for dimension in dimensions])

        u = self.once(("luck", dimensions), uniform)
        if self._kept is None:
            return u, None
        return u, self.once(("luck normal", dimensions), lambda: np.asarray(ndtri(u)))

    def _uniform(self, dimension: int) -> Array:
        block = self.block
        shifts = self._shifts[:, dimension]
        bits = points(self._table[:, dimension], shifts, block.start, block.stop - block.start)
        return np.asarray((bits.ravel() + 0.5) * 2.0**-32, dtype=float)

    def people(self, dimensions: tuple[int, ...], of: Array, share: float | Array) -> Array:
        """So many of them go on, each count at the quantile of its own luck; whole floats, shape
        (dimensions, block.size), to which `of` and `share` broadcast."""
        u, z = self.luck(dimensions)

        def some(places: Places | None) -> Array:
            if places is None:
                return binomial_quantile(u, of, share, z)
            n, p = (_flat(x, u.shape)[places] for x in (of, share))
            return binomial_quantile(
                u.ravel()[places], n, p, None if z is None else z.ravel()[places]
            )

        return self.again(("people", dimensions), (of, share), u.shape, some)

    def again(
        self, stage: Hashable, given: tuple[Given, ...], shape: tuple[int, ...], work: Work
    ) -> Array:
        """See `Outcomes.of`; all is worked out where numbers are not kept."""
        return self._outcomes.of(stage, given, shape, work) if self._outcomes else work(None)

    def again_whole(
        self,
        stage: Hashable,
        given: tuple[Given, ...],
        work: Callable[[], Array],
        under: Hashable = None,
    ) -> Array:
        """See `Outcomes.whole`."""
        return self._outcomes.whole(stage, given, work, under) if self._outcomes else work()

    def again_by_trial(
        self, stage: Hashable, given: tuple[Given, ...], work: Work, under: Hashable = None
    ) -> Array:
        """See `Outcomes.by_trial`."""
        if self._outcomes is None:
            return work(None)
        return self._outcomes.by_trial(stage, given, work, under)

    @property
    def kept(self) -> bool:
        """Whether what comes of the numbers is kept too."""
        return self._outcomes is not None

    def latest(
        self, stage: Hashable, fits: Callable[[M], bool], make: Callable[[M | None], M]
    ) -> M:
        """See `Outcomes.latest`; only where numbers are `kept`."""
        assert self._outcomes is not None
        return self._outcomes.latest(stage, fits, make)

    def once(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """What `make` gives, last axis trials, kept under `key` where numbers are kept; it must be
        a function of each trial of this block and the key alone. A longer block that has it
        already gives its part."""
        if self._kept is None:
            return make()
        found: Any = self._kept.get(key)
        if found is None:
            if len(self._kept) > MOST_KEPT:
                self._kept.clear()
            several = (_joined([part.of(key) for part in parts]) for parts in self._longer)
            there = next((one for one in several if one is not None), None)
            found = self._kept[key] = make() if there is None else there
        return cast(Made, found)

    def known(self, key: Hashable, replicates: slice, points: slice) -> NDArray[Any] | None:
        """What is kept under `key`, of these replicates and points of the block; None where nothing
        is."""
        found: NDArray[Any] | None = None if self._kept is None else self._kept.get(key)
        if found is None:
            return None
        block = self.block
        shape = (*found.shape[:-1], block.last - block.first, block.stop - block.start)
        some = found.reshape(shape)[..., replicates, points]
        return some.reshape(*found.shape[:-1], -1)

    def named_normal(self, name: str) -> Array:
        """Standard normals of a stream that has a name but no dimension."""
        from scipy.special import ndtri

        return np.asarray(ndtri(_unit(mixed(self._words(name)))))

    def each_normal(
        self,
        name: str,
        counts: Whole,
        dimensions: tuple[int, ...],
        part: slice = EVERY,
        *,
        after: Whole | None = None,
    ) -> tuple[Array, Whole]:
        """Standard normals for the first, second, ... thing of each trial of `part`, and which
        it is (0, 1, ...), trial by trial; of each trial only those `after` so many.

        counts and after (block.size,), whole, after at most counts; both shapes
        ((counts - after)[part].sum(),). The k-th of a trial is always the same, however many there
        are: the first ones quasi-random, of `dimensions`, the others hashed.
        """
        from scipy.special import ndtri

        known = np.zeros_like(counts[part]) if after is None else after[part]
        more = counts[part] - known
        shift = known - (np.cumsum(more) - more)
        place = np.arange(more.sum(), dtype=np.int64) + np.repeat(shift, more)
        start = np.repeat(self._words(name)[part], more)
        with np.errstate(over="ignore"):
            words = mixed(start + place.view(np.uint64) * GOLDEN)
        u = _unit(words)
        for k, dimension in enumerate(dimensions):
            has = (counts[part] > k) & (known <= k)
            u[k - shift[has]] = self.uniform(dimension)[part][has]
        return np.asarray(ndtri(u)), place

    def _words(self, name: str) -> Words:
        """One hash for every trial of the block."""
        return self.once(("words", name), lambda: self._hashed(name))

    def _hashed(self, name: str) -> Words:
        label = int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), "big")
        replicate = np.arange(self.block.first, self.block.last, dtype=np.uint64)[:, None]
        trial = np.arange(self.block.start, self.block.stop, dtype=np.uint64)
        return keys(self.seed, np.array([label], dtype=np.uint64), replicate, trial).ravel()


def _flat(x: float | Array, shape: tuple[int, ...]) -> Array:
    return np.broadcast_to(x, shape).ravel()


def _unit(words: Words) -> Array:
    return np.asarray(((words >> np.uint64(12)) + 0.5) * 2.0**-52, dtype=float)
