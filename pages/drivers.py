"""Why: what the profit hangs on, how much is luck, and how firm the answer is."""

from ui.frame.shell import page
from ui.questions import why

with page("drivers"):
    why.show()
