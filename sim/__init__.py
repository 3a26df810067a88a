"""The core of Quitte: will this trade fair pay off? Plain NumPy and SciPy, no user interface."""

from sim.plan.beliefs import Belief, Counted, Exact, Range
from sim.plan.file import EXAMPLES, dumps, example, load, loads
from sim.plan.johnson import Scale
from sim.plan.problems import ScenarioError
from sim.plan.scenario import CostLine, Goal, Scenario
from sim.play.engine import simulate
from sim.play.result import Measured, Result

__all__ = [
    "EXAMPLES",
    "Belief",
    "CostLine",
    "Counted",
    "Exact",
    "Goal",
    "Measured",
    "Range",
    "Result",
    "Scale",
    "Scenario",
    "ScenarioError",
    "dumps",
    "example",
    "load",
    "loads",
    "simulate",
]
