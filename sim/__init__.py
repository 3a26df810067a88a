"""The core of Quitte: will this trade fair pay off? Plain NumPy and SciPy, no user interface.

__main__   `python -m sim`
actuals    what was told of a fair: record, frozen forecast, guesses, both sides' views
capacity   who is served where there are more people than time
condition  chances worked out instead of drawn, given who is left at a stage of the funnel
crm        leads out of a CSV file of a CRM, counted
decide     what can be done: levers, steps, team, goal, comparison, months
draws      random numbers: streams, Sobol points, and what is drawn by quantile
evaluate   what the told means: forecast as of a day, the difference, next year's plan
invoices   invoices of suppliers, read
later      what it is worth to decide later: dates on which a fair can still be cancelled
learning   what counts say of a belief
links      a plan, a comparison or a presentation in an address
many       many plans at once, a row each, on the processors of one machine or of several
plan       what is believed before the fair: inputs, ranges, costs, goal, file (examples: `fairs/`)
play       one plan played thousands of times: engine, result, exact means
start      a first plan out of the few facts at hand
together   what several steps would do together, for which money
why        where the answer comes from, how firm it is, and what it is worth to know more
year       which fairs of a year, under one budget
"""

from sim.plan.beliefs import Belief, Counted, Exact, Range
from sim.plan.budget import CostLine, Income
from sim.plan.file import EXAMPLES, dumps, example, load, loads
from sim.plan.johnson import Scale
from sim.plan.problems import ScenarioError
from sim.plan.scenario import Goal, Scenario
from sim.play.engine import simulate
from sim.play.result import Measured, Result

__all__ = [
    "EXAMPLES",
    "Belief",
    "CostLine",
    "Counted",
    "Exact",
    "Goal",
    "Income",
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
