"""Compare: up to four plans and not going at all, in the same fairs."""

from ui.compare import page as comparing
from ui.frame.shell import page

with page("compare"):
    comparing.show()
