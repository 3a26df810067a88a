"""What to find out first: what knowing an input is worth before deciding."""

from ui.frame.shell import page
from ui.questions import find_out

with page("research"):
    find_out.show()
