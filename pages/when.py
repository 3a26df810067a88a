"""When the money comes: the fair month by month, and when it has paid itself back."""

from ui import when
from ui.shell import page

with page("when"):
    when.show()
