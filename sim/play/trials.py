"""How many fairs are played, wherever somebody asks for a number of them.

More cost time and make the noise smaller; the standard error beside each figure tells how large it
is.
"""

from __future__ import annotations

from typing import Final

TRIALS: Final = 65_536  # where nobody says otherwise: the command line, and from Python
PAGE: Final = 8_192  # of an answer on a page, in a report, in a forecast as of a day
QUESTION: Final = 16_384  # of a question on the command line, and of what made the difference
