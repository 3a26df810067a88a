"""What can we do: levers, one step more, the stand team, and the goal backwards."""

from ui.frame.shell import page
from ui.questions import what_to_do

with page("levers"):
    what_to_do.show()
