"""Compare: up to four plans and not going at all, in the same fairs."""

from ui import comparing
from ui.shell import page

with page("compare"):
    comparing.show()
