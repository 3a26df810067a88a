"""One plan: what is asked of it, the answer, and what tells equal answers."""

from __future__ import annotations

import hashlib
from collections.abc import Generator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy
import scipy

from sim.many.columns import Row, flat
from sim.many.figures import summary
from sim.plan.file import loads
from sim.plan.problems import ScenarioError
from sim.play.enough import played

Outcome = Row | ScenarioError
Outcomes = Generator[tuple[int, Outcome], None, None]  # of jobs by their numbers, as they are done


@dataclass(frozen=True)
class Job:
    """A plan as its file has it, and how it is played; `trials` None: as many as a plan is played
    with where nobody asks for a number."""

    content: bytes
    trials: int | None
    seed: int

    @property
    def fingerprint(self) -> str:
        """Equal for equal answers: of everything that decides the figures, the content of the file,
        trials and seed, and `version`."""
        told = hashlib.sha256(self.content)
        told.update(f"\0{self.trials}\0{self.seed}\0{version()}".encode())
        return told.hexdigest()


def answered(job: Job) -> Outcome:
    """The figures of a plan by column, with its name and currency, or what is wrong with it. Raises
    nothing, so that one plan stops no other."""
    try:
        plan = loads(job.content)
        result = played(plan, trials=job.trials, seed=job.seed)
        return {"name": plan.name, "currency": plan.currency, **flat(summary(result))}
    except ScenarioError as problem:
        return problem
    except MemoryError:
        return ScenarioError("no_memory", "trials")
    except Exception as error:
        return ScenarioError("unforeseen", detail=f"{type(error).__name__}: {error}")


@lru_cache(maxsize=1)
def version() -> str:
    """What figures hang on beside the plan: the code of `sim`, NumPy and SciPy. Where it is equal
    on two machines, so are the figures."""
    told = hashlib.sha256(f"{numpy.__version__}\0{scipy.__version__}".encode())
    home = Path(__file__).resolve().parents[1]
    for file in sorted(home.rglob("*.py")):
        told.update(b"\0" + file.relative_to(home).as_posix().encode() + b"\0")
        told.update(file.read_bytes().replace(b"\r\n", b"\n"))
    return told.hexdigest()
