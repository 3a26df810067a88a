"""Share: the link to this plan, presentation links and reports."""

from ui.frame.shell import page
from ui.share import page as sharing

with page("share"):
    sharing.show()
