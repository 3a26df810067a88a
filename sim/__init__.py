"""The core of Quitte: will this trade fair pay off? Plain NumPy and SciPy, no user interface."""

from sim.beliefs import Belief, Counted, Exact, Range
from sim.engine import simulate
from sim.johnson import Scale
from sim.problems import ScenarioError
from sim.result import Measured, Result
from sim.scenario import CostLine, Goal, Scenario
from sim.scenario_file import EXAMPLES, dumps, example, load, loads

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
