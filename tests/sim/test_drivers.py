"""Which inputs move the profit: held against a plan whose answer is known."""

from __future__ import annotations

import numpy as np
import pytest

from sim import CostLine, Exact, Range, simulate
from sim.drivers import drivers
from sim.johnson import Scale
from sim.parameters import PATHS, exactly
from sim.scenario_file import EXAMPLES, example

CERTAIN = example("own").with_(
    inputs={path: exactly(path, b.likely) for path, b in example("own").inputs.items()},
    costs=(CostLine("stand", Exact(1000.0)),),
)


def test_a_plan_of_exact_inputs_has_no_drivers() -> None:
    assert drivers(simulate(CERTAIN, trials=256, seed=1, detail=True)) == ()


def test_the_only_uncertain_input_is_the_driver_with_the_profit_of_its_fifths() -> None:
    overrun = Range(0.9, 1.4, 1.0, Scale.POSITIVE)
    result = simulate(
        CERTAIN.with_(inputs={"cost_overrun": overrun, "visitors": Exact(0.0, Scale.POSITIVE)}),
        trials=8192,
        seed=1,
        detail=True,
    )
    (driver,) = drivers(result)
    drawn = np.sort(result["inputs.cost_overrun"])
    assert driver.path == "cost_overrun"
    assert driver.low.value == pytest.approx(-1000 * drawn[: len(drawn) // 5].mean(), rel=1e-3)
    assert driver.high.value == pytest.approx(-1000 * drawn[-len(drawn) // 5 :].mean(), rel=1e-3)


@pytest.mark.parametrize("name", EXAMPLES)
def test_drivers_come_strongest_first_and_hold_every_uncertain_input(name: str) -> None:
    found = drivers(simulate(example(name), trials=4096, seed=1, detail=True))
    swings = [driver.swing for driver in found]
    assert swings == sorted(swings, reverse=True)
    drawn = {p for p in example(name).uncertain_paths if PATHS[p].dimension is not None}
    exact = {p for p in drawn if isinstance(example(name).inputs[p], Exact)}
    assert {driver.path for driver in found} == drawn - exact
    assert all(driver.low.error >= 0 and driver.high.error >= 0 for driver in found)
