"""After the fair: what came of it, beside what was planned, and what was learned."""

from ui import evaluating
from ui.shell import page

with page("evaluate"):
    evaluating.show()
