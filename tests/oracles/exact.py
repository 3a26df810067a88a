"""The exact distribution of profit where every input is exact and no staff limit applies.

All visitors behave alike and independently, so everything follows from one visitor. Her joint
generating function of (extra orders, cost ticks) runs down the funnel, s marking an extra order
and w one tick (the greatest common divisor of the costs per unit):

    psi_visitor = 1 - target + target psi_target
    psi_target  = 1 - reach + reach w^contact sum_phase mix_phase psi_contact
    psi_contact = 1 - follow_up + follow_up psi_followed_up
    psi_stage   = 1 - share + share w^cost psi_next    (call, visit, quote, order)
    psi_order   = 1 - extra + extra s

On the unit circle this is the characteristic function; psi_visitor^visitors belongs to the whole
fair, and a two-dimensional inverse FFT gives the probability p(k, c) of k extra orders together
with c ticks, exact but for the aliased tail (below 1e-11). Then

    P(profit < x) = sum over k, c of p(k, c) P(V_1 + ... + V_k < (x + fixed + c tick) / (m R))

with V lognormal, m the margin, R the repeat factor. The distribution of a sum of k values is a
step for spread 0 or k = 0, so atoms are kept apart and never smeared out by a Fourier series. For
k > 0 and spread > 0 it is smooth: the density of one value on a grid is transformed (trapezoid
rule on a smooth function, so its error falls faster than any power of the step), raised to the
power k, transformed back and integrated as a cubic spline.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.fft import irfft, next_fast_len, rfft
from scipy.interpolate import CubicSpline
from scipy.stats import binom, lognorm

Floats = NDArray[np.float64]

PHASES = ("awareness", "orientation", "decision")
STEPS = ("call", "visit", "quote", "order")
TAIL = 1e-13
LARGEST_TABLE = 2**24


def number(belief: Any) -> float:
    """The value of an exact belief; ValueError for any other."""
    if not isinstance(belief, int | float):
        raise ValueError(f"not exact: {belief!r}")
    return float(belief)


class Fair:
    """The numbers of a document with exact inputs: shares 0 to 1, money, whole visitors."""

    def __init__(self, document: dict[str, Any]) -> None:
        inputs = document["inputs"]
        if "staff" in inputs:
            raise ValueError("no closed form with a staff limit")
        self.visitors = int(np.rint(number(inputs["visitors"])))
        self.target = number(inputs["target_share"])
        self.reach = number(inputs["reach_share"])
        self.follow_up = number(inputs["follow_up_share"])
        self.extra = number(inputs["extra_share"])
        mix = [number(inputs["mix"][phase]) for phase in PHASES]
        self.mix = [share / sum(mix) for share in mix]
        self.shares = [
            [number(inputs[f"{step}_share"][phase]) for step in STEPS] for phase in PHASES
        ]
        self.spread = number(inputs["order_value_spread"])
        self.per_order = number(inputs["order_value"]) * number(inputs["repeat_factor"])
        self.per_order *= number(inputs["margin"])
        self.fixed, self.ticks, self.tick = costs(document)

    def chances(self) -> dict[str, float]:
        """Chance that one visitor becomes a contact, call, visit, quote, order, extra order."""
        out = {"contact": self.target * self.reach} | dict.fromkeys(STEPS, 0.0)
        for weight, shares in zip(self.mix, self.shares, strict=True):
            chain = out["contact"] * weight * self.follow_up * np.cumprod(shares)
            for step, chance in zip(STEPS, chain, strict=True):
                out[step] += float(chance)
        return out | {"extra": out["order"] * self.extra}

    def generating(self, s: NDArray[Any], w: NDArray[Any]) -> NDArray[Any]:
        """Joint generating function of one visitor; s and w broadcast together."""
        mixed: Any = 0.0
        for weight, shares in zip(self.mix, self.shares, strict=True):
            psi = 1 - self.extra + self.extra * s
            for step, share in zip(reversed(STEPS), reversed(shares), strict=True):
                psi = 1 - share + share * w ** self.ticks[step] * psi
            mixed = mixed + weight * (1 - self.follow_up + self.follow_up * psi)
        psi = 1 - self.reach + self.reach * w ** self.ticks["contact"] * mixed
        whole: NDArray[Any] = 1 - self.target + self.target * psi
        return whole


def costs(document: dict[str, Any]) -> tuple[float, dict[str, int], float]:
    """Costs per fair (money, with overrun), ticks per unit, and the money of one tick."""
    cents = dict.fromkeys(("fair", "contact", *STEPS), 0.0)
    for line in document.get("costs", []):
        cents[line.get("per", "fair")] += 100 * number(line["amount"])
    fixed = cents.pop("fair") / 100 * number(document["inputs"]["cost_overrun"])
    whole = {unit: round(amount) for unit, amount in cents.items()}
    if any(abs(whole[unit] - amount) > 1e-6 for unit, amount in cents.items()):
        raise ValueError("costs per unit must be whole cents")
    tick = int(np.gcd.reduce(list(whole.values()))) or 1
    return fixed, {unit: amount // tick for unit, amount in whole.items()}, tick / 100


def joint_pmf(fair: Fair) -> Floats:
    """p(k, c), shape (orders, ticks): k extra orders together with c ticks of cost."""
    chances = fair.chances()
    orders = int(binom.isf(TAIL, fair.visitors, chances["extra"])) + 1
    ticks = 1
    for unit, each in fair.ticks.items():
        ticks += each * int(binom.isf(TAIL, fair.visitors, chances[unit]))
    ticks = next_fast_len(ticks)
    if orders * ticks > LARGEST_TABLE:
        raise ValueError("the costs per unit have no coarse common divisor: table too large")
    s = np.exp(-2j * np.pi * np.arange(orders) / orders)[:, None]
    w = np.exp(-2j * np.pi * np.arange(ticks) / ticks)[None, :]
    psi = np.broadcast_to(fair.generating(s, w), (orders, ticks))
    pmf: Floats = np.fft.ifft2(psi**fair.visitors).real
    return pmf


def sum_cdf(spread: float, largest: int) -> Callable[[int, Floats], Floats]:
    """F(k, y) = P(V_1 + ... + V_k < y), k = 1 ... largest, V lognormal, mean 1, CV `spread`.

    The grid resolves the rise at the left and the width of the density; it ends where all sums
    together have less than 1e-8 left.
    """
    sigma = float(np.sqrt(np.log1p(spread**2)))
    one = lognorm(sigma, scale=np.exp(-(sigma**2) / 2))
    step = min(sigma / 20, float(np.exp(-(sigma**2) / 2 - 5 * sigma)))
    end = largest + 12 * np.sqrt(largest) * spread + float(one.isf(1e-10))
    size = next_fast_len(int(end / step) + 2, real=True)
    grid = step * np.arange(size)
    transform = rfft(step * one.pdf(grid))

    def cdf(count: int, y: Floats) -> Floats:
        if count == 1:
            return one.cdf(y)
        density = irfft(transform**count, size) / step
        integral = CubicSpline(grid, density).antiderivative()
        return np.clip(integral(np.clip(y, 0.0, grid[-1])), 0.0, 1.0)

    return cdf


def profit_cdf(document: dict[str, Any], points: ArrayLike) -> Floats:
    """P(profit < x) at every point x (money), shape of points; error below 1e-6.

    A point that coincides with an atom is a matter of floating-point rounding: stay away.
    """
    fair = Fair(document)
    table = joint_pmf(fair)
    x = np.asarray(points, dtype=np.float64)
    room = x[..., None] + fair.fixed + fair.tick * np.arange(table.shape[1])
    smooth = fair.spread > 0 and fair.per_order > 0 and len(table) > 1
    cdf = sum_cdf(fair.spread, len(table) - 1) if smooth else None
    out = np.zeros(x.shape)
    for count, row in enumerate(table):
        if cdf is None or count == 0:
            below = (count * fair.per_order < room).astype(np.float64)
        else:
            below = cdf(count, room / fair.per_order)
        out += below @ row
    return out


def chain_orders_pmf(document: dict[str, Any]) -> Floats:
    """P(k extra orders), k = 0 ... visitors, shape (visitors + 1,).

    Phases split the visitors multinomially and a chain of Binomials is one Binomial, so it is
    Binomial(visitors, sum over phases of the product of the shares).
    """
    fair = Fair(document)
    return binom.pmf(np.arange(fair.visitors + 1), fair.visitors, fair.chances()["extra"])
