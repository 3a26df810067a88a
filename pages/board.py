"""For the board: the answer on one screen, of this plan, of a year or of a presentation link."""

from ui.frame import shell
from ui.visit import state

kept = state.query_parameter("p")
with shell.page("board" if kept is None else shell.PRESENTED):
    if kept is None and state.query_parameter("y") is None:
        from ui.share import board

        board.own()
    else:
        from ui.year import board as year

        if kept is None:
            year.own()
        else:
            from ui.share import presented  # and with it the database

            presented.show(kept, year.show)
