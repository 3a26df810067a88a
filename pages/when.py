"""When the money comes: the fair month by month, and when it has paid itself back."""

from ui.frame.shell import page
from ui.questions import when

with page("when"):
    when.show()
