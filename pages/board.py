"""For the board: the answer on one screen, of this plan or of a presentation link."""

from ui import board, shell, state

kept = state.query_parameter("p")
with shell.page("board" if kept is None else shell.PRESENTED):
    if kept is None:
        board.own()
    else:
        from ui import presented  # and with it the database

        presented.show(kept)
