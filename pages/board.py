"""For the board: the answer on one screen, of this plan or of a presentation link."""

from ui.frame import shell
from ui.share import board
from ui.visit import state

kept = state.query_parameter("p")
with shell.page("board" if kept is None else shell.PRESENTED):
    if kept is None:
        board.own()
    else:
        from ui.share import presented  # and with it the database

        presented.show(kept)
