"""From a touch to a changed number: sliders, boxes, and what is drawn again.

echoes   what a browser says once more is not taken for typed
edits    what a user types of a number, and how it is known
ends     low and high when the likely value moves
moves    how far a move of a slider has come, as one object
redraw   what is drawn again when a number changes
sliders  the sliders of the open rows, what a move of one does, and the step that may come next

How a slider reaches the picture: it is drawn by `sliders`, inside the forecast of ``app.py``; a
move of it runs `redraw.moved`, which has `sliders.slid` believe the new number (with the ends of
its range, `ends`) and puts the move into `moves`; then the forecast is drawn anew, and the rest of
the page when the slider rests.
"""
