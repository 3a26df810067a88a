"""Scrambled Sobol points: evenly spread random numbers, every dimension addressed by its number.

SciPy's generator (`scipy.stats.qmc.Sobol`) draws its scrambles in order, so that one dimension
more changes all the others, and importing it takes longer than a simulation. Here each dimension
of each replicate has a scramble of its own, made from a hash: adding one disturbs none. The
unscrambled points are the same (tested).
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

Bits = NDArray[np.uint32]
BITS: Final = 32
USUAL: Final = 9  # columns of a replicate of up to 512 trials

# Primitive polynomials and initial direction numbers of Joe and Kuo (2008), "Constructing Sobol
# sequences with better two-dimensional projections", SIAM J. Sci. Comput. 30(5), for dimensions
# 2, 3, ...; the first dimension is the van der Corput sequence.
_JOE_KUO: Final[tuple[tuple[int, ...], ...]] = (
    (3, 1),
    (7, 1, 3),
    (11, 1, 3, 1),
    (13, 1, 1, 1),
    (19, 1, 1, 3, 3),
    (25, 1, 3, 5, 13),
    (37, 1, 1, 5, 5, 17),
    (41, 1, 1, 5, 5, 5),
    (47, 1, 1, 7, 11, 19),
    (55, 1, 1, 5, 1, 1),
    (59, 1, 1, 1, 3, 11),
    (61, 1, 3, 5, 5, 31),
    (67, 1, 3, 3, 9, 7, 49),
    (91, 1, 1, 1, 15, 21, 21),
    (97, 1, 3, 1, 13, 27, 49),
    (103, 1, 1, 1, 15, 7, 5),
    (109, 1, 3, 1, 15, 13, 25),
    (115, 1, 1, 5, 5, 19, 61),
    (131, 1, 3, 7, 11, 23, 15, 103),
    (137, 1, 3, 7, 13, 13, 15, 69),
    (143, 1, 1, 3, 13, 7, 35, 63),
    (145, 1, 3, 5, 9, 1, 25, 53),
    (157, 1, 3, 1, 13, 9, 35, 107),
    (167, 1, 3, 1, 5, 27, 61, 31),
    (171, 1, 1, 5, 11, 19, 41, 61),
    (185, 1, 3, 5, 3, 3, 13, 69),
    (191, 1, 1, 7, 13, 1, 19, 1),
    (193, 1, 3, 7, 5, 13, 19, 59),
    (203, 1, 1, 3, 9, 25, 29, 41),
    (211, 1, 3, 5, 13, 23, 1, 55),
    (213, 1, 3, 7, 3, 13, 59, 17),
    (229, 1, 3, 1, 3, 5, 53, 69),
    (239, 1, 1, 5, 5, 23, 33, 13),
    (241, 1, 1, 7, 7, 1, 61, 123),
    (247, 1, 1, 7, 9, 13, 61, 49),
    (253, 1, 3, 3, 5, 3, 55, 33),
    (285, 1, 3, 1, 15, 31, 13, 49, 245),
    (299, 1, 3, 5, 15, 31, 59, 63, 97),
    (301, 1, 3, 1, 11, 11, 11, 77, 249),
    (333, 1, 3, 1, 11, 27, 43, 71, 9),
    (351, 1, 1, 7, 15, 21, 11, 81, 45),
    (355, 1, 3, 7, 3, 25, 31, 65, 79),
    (357, 1, 3, 1, 1, 19, 11, 3, 205),
    (361, 1, 1, 5, 9, 19, 21, 29, 157),
    (369, 1, 3, 7, 11, 1, 33, 89, 185),
    (391, 1, 3, 3, 3, 15, 9, 79, 71),
    (397, 1, 3, 7, 11, 15, 39, 119, 27),
    (425, 1, 1, 3, 1, 11, 31, 97, 225),
    (451, 1, 1, 1, 3, 23, 43, 57, 177),
    (463, 1, 3, 7, 7, 17, 17, 37, 71),
    (487, 1, 3, 1, 5, 27, 63, 123, 213),
    (501, 1, 1, 3, 5, 11, 43, 53, 133),
    (529, 1, 3, 5, 5, 29, 17, 47, 173, 479),
    (539, 1, 3, 3, 11, 3, 1, 109, 9, 69),
    (545, 1, 1, 1, 5, 17, 39, 23, 5, 343),
    (557, 1, 3, 1, 5, 25, 15, 31, 103, 499),
    (563, 1, 1, 1, 11, 11, 17, 63, 105, 183),
    (601, 1, 1, 5, 11, 9, 29, 97, 231, 363),
    (607, 1, 1, 5, 15, 19, 45, 41, 7, 383),
    (617, 1, 3, 7, 7, 31, 19, 83, 137, 221),
    (623, 1, 1, 1, 3, 23, 15, 111, 223, 83),
    (631, 1, 1, 5, 13, 31, 15, 55, 25, 161),
    (637, 1, 1, 3, 13, 25, 47, 39, 87, 257),
    (647, 1, 1, 1, 11, 21, 53, 125, 249, 293),
    (661, 1, 1, 7, 11, 11, 7, 57, 79, 323),
    (675, 1, 1, 5, 5, 17, 13, 81, 3, 131),
    (677, 1, 1, 7, 13, 23, 7, 65, 251, 475),
    (687, 1, 3, 5, 1, 9, 43, 3, 149, 11),
    (695, 1, 1, 3, 13, 31, 13, 13, 255, 487),
    (701, 1, 3, 3, 1, 5, 63, 89, 91, 127),
    (719, 1, 1, 3, 3, 1, 19, 123, 127, 237),
)
DIMENSIONS: Final = len(_JOE_KUO) + 1


@lru_cache(maxsize=1)
def directions() -> Bits:
    """Direction numbers, shape (DIMENSIONS, BITS); the top bit is the first binary digit."""
    table = np.zeros((DIMENSIONS, BITS), dtype=np.uint32)
    table[0] = [1 << (BITS - 1 - k) for k in range(BITS)]
    for dimension, (polynomial, *initial) in enumerate(_JOE_KUO, start=1):
        degree = len(initial)
        m = list(initial)
        for k in range(degree, BITS):
            new = m[k - degree] ^ (m[k - degree] << degree)
            for j in range(1, degree):
                if polynomial >> (degree - j) & 1:
                    new ^= m[k - j] << j
            m.append(new)
        table[dimension] = [value << (BITS - 1 - k) for k, value in enumerate(m)]
    return table


def mixed(x: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """A hash of 64 bits to 64 bits: the finaliser of SplitMix64 (Steele, Lea and Flood 2014)."""
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return x ^ (x >> np.uint64(31))


GOLDEN: Final = np.uint64(0x9E3779B97F4A7C15)


def keys(seed: int, *parts: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """A hash of the seed and the broadcast parts, uint64."""
    with np.errstate(over="ignore"):
        key = mixed(np.array([seed], dtype=np.uint64) + GOLDEN)
        for part in parts:
            key = mixed(key + (part + np.uint64(1)) * GOLDEN)
    return key


def scrambled(seed: int, replicates: int, columns: int) -> tuple[Bits, Bits]:
    """Scrambled direction numbers (replicates, DIMENSIONS, columns) and digital shifts
    (replicates, DIMENSIONS).

    A random lower triangular binary matrix for every replicate and dimension, then a random
    shift (Matousek 1998, "On the L2-discrepancy for anchored boxes", J. Complexity 14(4)). Fewer
    columns are the first ones of more, so that runs of all usual lengths share theirs.
    """
    table, shifts = _scrambled(seed, replicates, max(columns, USUAL))
    return table[:, :, :columns], shifts


@lru_cache(maxsize=8)
def _scrambled(seed: int, replicates: int, columns: int) -> tuple[Bits, Bits]:
    shape = np.ix_(np.arange(replicates), np.arange(DIMENSIONS), np.arange(BITS + 1))
    words = keys(seed, *(axis.astype(np.uint64) for axis in shape))
    noise = (words >> np.uint64(32)).astype(np.uint32)
    plain = directions()[None, :, :columns]
    table = np.zeros((replicates, DIMENSIONS, columns), dtype=np.uint32)
    for digit in range(BITS):
        one = np.uint32(1 << (BITS - 1 - digit))
        above = np.uint32((0xFFFFFFFF << (BITS - digit)) & 0xFFFFFFFF)
        row = (noise[:, :, digit] & above) | one
        odd = np.bitwise_count(plain & row[:, :, None]) & 1
        table |= np.where(odd, one, np.uint32(0))
    return table, noise[:, :, BITS]


def points(table: Bits, shifts: Bits, start: int, count: int) -> Bits:
    """Points start ... start + count of one dimension in each replicate, uint32.

    table (replicates, columns), shifts (replicates,); shape (replicates, count). `start` is a
    multiple of the smallest power of two that is not below `count`.
    """
    replicates = len(shifts)
    low = max(count - 1, 0).bit_length()
    first = shifts.copy()
    for column in range(low, table.shape[1]):
        if start >> column & 1:
            first ^= table[:, column]
    out = np.empty((replicates, 1 << low), dtype=np.uint32)
    out[:, 0] = first
    for column in range(low):
        half = 1 << column
        np.bitwise_xor(out[:, :half], table[:, column, None], out=out[:, half : 2 * half])
    return out[:, :count]
