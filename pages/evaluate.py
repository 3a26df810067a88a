"""After the fair: what came of it, beside what was planned, and what was learned."""

from ui.evaluate import page as evaluating
from ui.frame.shell import page

with page("evaluate"):
    evaluating.show()
