"""Why: what the profit hangs on, how much is luck, and how firm the answer is."""

from ui import why
from ui.shell import page

with page("drivers"):
    why.show()
