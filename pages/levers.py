"""What can we do: levers, one step more, the stand team, and the goal backwards."""

from ui import acting
from ui.shell import page

with page("levers"):
    acting.show()
