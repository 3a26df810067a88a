"""How good guesses were: of single numbers, person by person.

Where the truth itself is only counted, so many of so many, nobody knows the share. Then the guess
is asked for what it does foretell: the count. It is

    P(K = k) = integral of Binomial(k; n, x) over the guessed belief about x

(the prior predictive), and a guess whose share is right foretells the count right for small n too.
A count is a whole number, so that it does not lie at one level of its distribution but takes up
all from P(K < k) to P(K <= k); it counts for as much of the 8 of 10 in the middle as it takes up
there (the nonrandomised transform of Czado, Gneiting and Held 2009, Biometrics 65(4)). Whoever
guesses rightly holds 8 of 10 on average, whatever the counts.

From fewer than `ENOUGH` guesses, or fairs, only what is missing is said: luck brings five to one
side less often than 1 time in 20 (1 in 32 at even chances), and four more often.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np

from sim.plan.beliefs import Range
from sim.plan.johnson import Array, Scale, wide_rule
from sim.plan.parameters import PATHS
from sim.plan.problems import ScenarioError

ENOUGH: Final = 5
LEVELS: Final = (0.1, 0.9)
OUTSIDE: Final = 0.2  # that a range leaves out
NEAR: Final = 9.0  # normal scores that a belief reaches
ROUNDED: Final = 1e-9
Usual = dict[tuple[str, str], float]
CHANCE: Final = 1 / 16  # 5 of 5 on one side: that often by luck alone


class Hits(NamedTuple):
    """A share as it was counted."""

    hits: int
    of: int


@dataclass(frozen=True)
class Guess:
    """What somebody thought of one number of one fair, and what came of it.

    figure             path of an input, or another key
    low, likely, high  as in a belief: 1 time in 10 below, as often above as below, 1 in 10 above
    real               the number itself, or what was counted of a share

    Raises `ScenarioError` as a `Range` does, and where `real` cannot be.
    """

    who: str
    fair: str
    figure: str
    low: float
    likely: float | None
    high: float
    real: float | Hits

    def __post_init__(self) -> None:
        belief = self.belief
        if isinstance(self.real, Hits):
            if belief.scale is not Scale.SHARE:
                raise ScenarioError("shares_only", "real", form="a number")
            if not 0 <= self.real.hits <= self.real.of:
                raise ScenarioError("hits_above_of", "real", hits=self.real.hits, of=self.real.of)
        elif self.real < 0:
            raise ScenarioError("below", "real", got=self.real, form="a number from 0")

    @property
    def belief(self) -> Range:
        scale = PATHS[self.figure].unit.scale if self.figure in PATHS else Scale.POSITIVE
        return Range(self.low, self.high, self.likely, scale)

    @property
    def number(self) -> tuple[str, str]:
        return self.fair, self.figure

    @property
    def told(self) -> bool:
        """Whether anything came of it that a guess can be held against."""
        return not isinstance(self.real, Hits) or self.real.of > 0


@dataclass(frozen=True)
class Held:
    """One guess held against what came.

    inside    1 where it lies in the range, 0 where not; a part for a count on its edge
    over      1 where the guess was too high (the likely value above what came), 0 where too low
    score     interval score, in the units of the figure (a share where it was counted): the width
              of the range and 10 times by how much it was missed (Gneiting and Raftery 2007,
              Journal of the American Statistical Association 102); lower is better
    """

    guess: Guess
    inside: float
    over: float
    score: float


@dataclass(frozen=True)
class Missing:
    """Too little to say anything: so many there are, so many are needed."""

    got: int
    needed: int


@dataclass(frozen=True)
class Ranges:
    """How one person's ranges did.

    inside   of `guesses` so many held; 8 of 10 is right. `few` and `many` are the outermost that
             somebody who is right comes to in 9 of 10 cases, were the guesses independent
    says     "too narrow" below `few`, "too wide" above `many`, else "right"
    score    interval score over the average of all who guessed the same numbers: below 1 is
             better than they; None where nobody else did
    """

    who: str
    guesses: int
    inside: float
    few: int
    many: int
    says: str
    score: float | None


@dataclass(frozen=True)
class Leaning:
    """Whether one person's guesses of one figure are always on one side.

    over   of `fairs` so many times the guess was too high
    says   "over", "under" or "neither": a side only where luck would bring as many or more on one
           side at most 1 time in 16 (sign test); that is 5 of 5, 7 of 8, 9 of 10
    """

    who: str
    figure: str
    fairs: int
    over: float
    says: str


def held(guess: Guess) -> Held:
    """The guess against what came. Raises `ScenarioError` where nothing did (`Guess.told`)."""
    if not guess.told:
        raise ScenarioError("not_whole", "real", got=0, least=1)
    if isinstance(guess.real, Hits):
        return _held_count(guess, guess.belief, guess.real)
    inside, likely = float(guess.low <= guess.real <= guess.high), guess.belief.likely
    over = float(likely > guess.real) + 0.5 * (likely == guess.real)
    return Held(guess, inside, over, _interval_score(guess.low, guess.high, guess.real))


def _held_count(guess: Guess, belief: Range, real: Hits) -> Held:
    first, last = foretold(belief, np.array([real.hits - 1, real.hits]), real.of).tolist()
    taken = max(last - first, np.finfo(float).tiny)
    low, high = LEVELS
    inside = max(min(last, high) - max(first, low), 0.0) / taken
    over = max(min(last, 0.5) - first, 0.0) / taken
    start, end = (_reached(belief, real.of, level) / real.of for level in LEVELS)
    score = _interval_score(start, end, real.hits / real.of)
    return Held(guess, inside, over, score)


def foretold(belief: Range, hits: Array, of: int) -> Array:
    """P(K <= hits) of so many that the belief foretells, whole `hits`, in their shape (n,)."""
    from scipy.special import bdtr

    points, weights = wide_rule()
    near = np.abs(points) < NEAR
    chance = bdtr(np.maximum(hits, 0)[:, None].astype(float), of, belief.quantile(points[near]))
    return np.asarray(np.where(hits < 0, 0.0, chance @ weights[near] / weights[near].sum()))


def _reached(belief: Range, of: int, level: float) -> int:
    """Smallest count that is not exceeded with a chance of at least `level`."""
    low, high = -1, of
    while high - low > 1:
        middle = (low + high) // 2
        reached = foretold(belief, np.array([middle]), of)[0] >= level
        low, high = (low, middle) if reached else (middle, high)
    return high


def _interval_score(low: float, high: float, real: float) -> float:
    missed = max(low - real, 0.0) + max(real - high, 0.0)
    return high - low + 2 / OUTSIDE * missed


def ranges(guesses: Iterable[Guess]) -> dict[str, Ranges | Missing]:
    """How the ranges of everybody did; `Missing` from fewer than `ENOUGH` guesses."""
    found = [held(guess) for guess in guesses if guess.told]
    usual = _usual(found)
    return {
        who: _ranges(who, [one for one in found if one.guess.who == who], usual)
        for who in sorted({one.guess.who for one in found})
    }


def _usual(found: Sequence[Held]) -> Usual:
    """Average score of each number of a fair that several people guessed."""
    scores: dict[tuple[str, str], dict[str, float]] = {}
    for one in found:
        scores.setdefault(one.guess.number, {})[one.guess.who] = one.score
    return {
        number: sum(each.values()) / len(each) for number, each in scores.items() if len(each) > 1
    }


def _ranges(who: str, found: Sequence[Held], usual: Usual) -> Ranges | Missing:
    from scipy.stats import binom

    if len(found) < ENOUGH:
        return Missing(len(found), ENOUGH)
    inside = sum(one.inside for one in found)
    few, many = (int(binom.ppf(p, len(found), 1 - OUTSIDE)) for p in (0.05, 0.95))
    compared = [one.score / usual[one.guess.number] for one in found if usual.get(one.guess.number)]
    says = "too narrow" if inside < few else "too wide" if inside > many else "right"
    score = sum(compared) / len(compared) if compared else None
    return Ranges(who, len(found), inside, few, many, says, score)


def leanings(guesses: Iterable[Guess]) -> dict[tuple[str, str], Leaning | Missing]:
    """For every person and figure whether the guess is always too high or too low; `Missing` from
    fewer than `ENOUGH` fairs."""
    found: dict[tuple[str, str], list[float]] = {}
    for guess in (guess for guess in guesses if guess.told):
        found.setdefault((guess.who, guess.figure), []).append(held(guess).over)
    return {key: _leaning(*key, over) for key, over in sorted(found.items())}


def _leaning(who: str, figure: str, over: Sequence[float]) -> Leaning | Missing:
    from scipy.stats import binom

    fairs, high = len(over), sum(over)
    if fairs < ENOUGH:
        return Missing(fairs, ENOUGH)
    one_sided = int(max(high, fairs - high) + ROUNDED)
    luck = min(2 * float(binom.sf(one_sided - 1, fairs, 0.5)), 1.0)
    side = "over" if high > fairs / 2 else "under"
    return Leaning(who, figure, fairs, high, side if luck <= CHANCE else "neither")
