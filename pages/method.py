"""How it works: the model in plain words, every number with its benchmark, and the sources."""

from ui.frame import method
from ui.frame.shell import page

with page("method"):
    method.show()
