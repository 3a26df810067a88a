"""Share: the link to this plan, presentation links and reports."""

from ui import sharing
from ui.shell import page

with page("share"):
    sharing.show()
