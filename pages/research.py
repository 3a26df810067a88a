"""What to find out first: what knowing an input is worth before deciding."""

from ui import research
from ui.shell import page

with page("research"):
    research.show()
