"""Start: a plan of one's own out of seven questions, with the answer beside them."""

from ui.frame.shell import page
from ui.start import page as starting

with page("start"):
    starting.show()
