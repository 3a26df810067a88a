"""What it brings to choose after something has become known, by a regression.

Who has to choose now takes what is best on average, max over the choices of E[money]. Who first
learns x chooses again for each answer, which brings E[max over the choices of E[money | x]]. One
regression of the money on x, over the trials at hand, gives E[money | x]: Strong, Oakley and
Brennan 2014, Medical Decision Making 34(3).

The maximum of a noisy curve is too high on average, so the curve only chooses: each group of trials
is decided by the curve of all other groups and paid with its own money. That estimates, without
bias, what the chosen rule really brings; it is below the best rule only by the square of the
curve's error. Two rules choose, and the one that brings more counts, for neither is paid with what
it was made of:

- a natural cubic spline on the normal scores of x, because a belief is a smooth function of a
  standard normal: the better rule where money bends gently;
- the average of each of `EQUAL` equal groups of x, in its order: the better one under long tails,
  where a few huge trials bend a spline along.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from sim.plan.johnson import Array
from sim.play.ranks import Values
from sim.play.result import Measured

# Normal scores at which the curve may bend; about 1 trial in 300 lies beyond either end. Tried on
# profits that rise exponentially, level off or bend, with noise of twice their spread: quantiles,
# as for five or seven knots in Harrell 2015, Regression Modeling Strategies, table 2.3, leave the
# tails too straight and cost more there than the noise.
KNOTS: Final = (-2.7, -1.8, -0.9, 0.0, 0.9, 1.8, 2.7)
EQUAL: Final = 25
# Trials, of which far more than one of 32 groups lie beyond the last but one knot.
APART: Final = 2_048

Groups = Sequence[slice]


def chosen(choices: Array, known: Array, groups: Groups) -> Values:
    """The column of `choices` that is taken in each trial, shape (trials,), each by the curve of
    the other groups; arguments as of `Choosing`. Of equals the first."""
    return Choosing(choices, groups).choice(known)


def bases(known: Array) -> dict[str, Array]:
    """What a curve over one known number, shape (trials,), is a sum of, by rule: ``spline``, shape
    (trials, 7), and ``steps``, one column for each of `EQUAL` equal groups."""
    scores = Choosing(known[:, None], ())._scored(known)
    return {"spline": scores.spline, "steps": np.eye(EQUAL)[scores.rank]}


@dataclass(frozen=True, eq=False)
class Choosing:
    """Some choices: whatever is known is held against the same trials, and what that takes is
    worked out once.

    choices  money of each choice in each trial, shape (trials, choices), the trials paired. With
             staying home for nothing among them a column of zeros, for a fee one of -fee. Money
             averaged over luck (`sim.why.luck.expected_profit`) tells more than money with it
    groups   independent parts of the trials that follow each other and are all of them, at least
             two (the replicates); the error is taken between them
    """

    choices: Array
    groups: Groups

    def gain(self, known: Array) -> Measured:
        """What choosing trial by trial, by a regression on what is known, brings more on average
        than the one choice that is best for all; money, not below 0 but for noise, which is cut
        off.

        known  what is known before choosing, one column each, shape (trials, k) or (trials,);
               numbers of any scale, of which only the order counts. Of several columns the curve is
               a sum of one for each, which can only miss some of the gain
        """
        return self._rule(known)[1]

    def choice(self, known: Array) -> Values:
        """See `chosen`."""
        return self._rule(known)[0]

    def _rule(self, known: Array) -> tuple[Values, Measured]:
        """The choice in each trial, and what it brings."""
        columns = np.reshape(known, (len(self.choices), -1)).T
        scores = _distinct([self._scored(column) for column in columns])
        rules = [np.full(len(self.choices), self._best)]
        if scores:
            rules = [self._by_spline(scores), self._by_equal_groups(scores)]
        return max(((rule, self.paid(rule)) for rule in rules), key=lambda told: told[1].value)

    def paid(self, choice: Values) -> Measured:
        """What a choice in each trial, shape (trials,), brings more than the best one for all."""
        gain = self._gains.take(self._places + choice)
        if self._alike:
            each = gain.reshape(len(self.groups), -1).mean(axis=1)
        else:
            each = np.array([gain[part].mean() for part in self.groups])
        return Measured(max(float(gain.mean()), 0.0), float(each.std(ddof=1)) / len(each) ** 0.5)

    @cached_property
    def _alike(self) -> bool:
        """Whether all groups are of one size."""
        return len({part.stop - part.start for part in self.groups}) == 1

    @cached_property
    def _gains(self) -> Array:
        """What each choice brings more than the best one for all, laid flat trial by trial."""
        return np.asarray((self.choices - self.choices[:, [self._best]]).ravel())

    @cached_property
    def _places(self) -> Values:
        """Where in `_gains` a trial starts, shape (trials,)."""
        return np.asarray(np.arange(len(self.choices)) * self.choices.shape[1])

    @cached_property
    def _best(self) -> int:
        return int(self.choices.mean(axis=0).argmax())

    @cached_property
    def _even(self) -> _Scores:
        """The scores of values that all differ, in their order: they are the same whatever the
        values are, so that the spline, which costs most, is worked out once."""
        return _Scores.of(np.ones(len(self.choices), dtype=np.intp))

    @cached_property
    def _group(self) -> Values:
        """The group of each trial, shape (trials,)."""
        return np.repeat(np.arange(len(self.groups)), [p.stop - p.start for p in self.groups])

    def _scored(self, x: Values) -> _Scores:
        """Those of `x`, shape (trials,). Equal values share the middle of their ranks."""
        order = np.argsort(x)
        ordered = x[order]
        first = np.concatenate([[True], ordered[1:] != ordered[:-1]])  # of equals
        even, place = bool(first.all()), np.empty(order.size, dtype=np.intp)
        place[order] = np.arange(order.size) if even else np.cumsum(first) - 1
        if even:
            return self._even.at(place)
        return _Scores.of(np.diff(np.flatnonzero(first), append=order.size)).at(place)

    def _by_spline(self, scores: Sequence[_Scores]) -> Values:
        first, *others = scores
        if not others:
            return self._by(first.spline, apart=first.even and self.choices.shape[0] >= APART)
        return self._by(np.hstack([first.spline, *(score.spline[:, 1:] for score in others)]))

    def _by_equal_groups(self, scores: Sequence[_Scores]) -> Values:
        if len(scores) > 1:
            steps = [score.rank[:, None] >= np.arange(1, EQUAL) for score in scores]
            return self._by(np.hstack([np.ones((len(self.choices), 1)), *steps]))
        rank = scores[0].rank
        cells, shape = self._group * EQUAL + rank, (len(self.groups), EQUAL)
        size = len(self.groups) * EQUAL
        sums = [np.bincount(cells, money, size).reshape(shape) for money in self.choices.T]
        counts = np.bincount(cells, minlength=size).reshape(shape)
        others = np.stack([each.sum(axis=0) - each for each in sums], axis=-1)
        best = others.argmax(axis=-1)
        best[counts.sum(axis=0) == counts] = self._best  # nobody else to learn from
        return np.asarray(best.ravel()[cells])

    def _by(self, basis: Array, *, apart: bool = False) -> Values:
        """The choice by least squares on a basis, shape (trials, columns); `apart`: no column
        follows from others, not even without one of the groups."""
        if not self._alike:
            return self._by_parts(basis)
        each = basis.reshape(len(self.groups), -1, basis.shape[1])
        turned = each.transpose(0, 2, 1)
        products = turned @ self.choices.reshape(len(self.groups), -1, self.choices.shape[1])
        return _largest(each @ _of_others(turned @ each, products, apart=apart)).ravel()

    def _by_parts(self, basis: Array) -> Values:
        """The same where groups differ in size."""
        squares = np.stack([basis[part].T @ basis[part] for part in self.groups])
        products = np.stack([basis[part].T @ self.choices[part] for part in self.groups])
        found = np.empty(len(self.choices), dtype=np.intp)
        for part, curve in zip(self.groups, _of_others(squares, products), strict=True):
            found[part] = (basis[part] @ curve).argmax(axis=1)
        return found


def _of_others(squares: Array, products: Array, *, apart: bool = False) -> Array:
    """The curve of each group without its own trials, shape (groups, columns, choices)."""
    squares, products = squares.sum(axis=0) - squares, products.sum(axis=0) - products
    if apart:
        return np.asarray(np.linalg.solve(squares, products))
    return np.asarray(np.linalg.pinv(squares, hermitian=True) @ products)


def _largest(money: Array) -> Values:
    """Which of the choices, the last axis, is the largest; of equals the first."""
    found = np.zeros(money.shape[:-1], dtype=np.intp)
    most = money[..., 0]
    for at in range(1, money.shape[-1]):
        np.copyto(found, at, where=money[..., at] > most)
        most = np.maximum(most, money[..., at])
    return found


@dataclass(frozen=True, eq=False)
class _Scores:
    """Normal scores of the trials, shape (trials,), the spline of each, shape (trials, 7), and in
    which of `EQUAL` groups of equal size it lies, shape (trials,); `even` where none are equal."""

    values: Array
    spline: Array
    rank: Values
    even: bool

    @classmethod
    def of(cls, counts: Values) -> _Scores:
        """The standard normal at the middle of each rank, so many trials of which are equal."""
        from scipy.special import ndtri

        middle = (np.cumsum(counts) - counts / 2) / counts.sum()
        scores = np.asarray(ndtri(middle))
        rank = (middle * EQUAL).astype(np.intp)
        return cls(scores, _spline(scores), rank, counts.size == counts.sum())

    def at(self, place: Values) -> _Scores:
        values, spline = self.values.take(place), self.spline.take(place, axis=0)
        return _Scores(values, spline, self.rank.take(place), self.even)


def _distinct(scores: list[_Scores]) -> list[_Scores]:
    """Those that vary, each once."""
    kept: list[_Scores] = []
    for score in scores:
        varies = score.values.min() < score.values.max()
        if varies and not any(np.array_equal(score.values, other.values) for other in kept):
            kept.append(score)
    return kept


def _spline(z: Array) -> Array:
    """Natural cubic spline with `KNOTS`, shape (trials, 7): a constant, z, and the truncated powers
    that are straight beyond the outer knots (Hastie, Tibshirani and Friedman 2009, The Elements of
    Statistical Learning, equations 5.4 and 5.5)."""
    knots = np.array(KNOTS)
    above = np.maximum(z[:, None] - knots, 0.0) ** 3
    slopes = (above[:, :-1] - above[:, -1:]) / (knots[-1] - knots[:-1])
    return np.hstack([np.ones((z.size, 1)), z[:, None], slopes[:, :-1] - slopes[:, -1:]])
