"""How it works: the model in plain words, every number with its benchmark, and the sources."""

from ui import method
from ui.shell import page

with page("method"):
    method.show()
