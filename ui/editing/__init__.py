"""From a touch to a changed number: sliders, boxes, and what is drawn again.

ahead    the next step of a slider, simulated while the browser draws
echoes   what widgets held before the page changed them, and what it told them to hold
edits    what a user does to a number
ends     low and high when the likely value moves
redraw   what is drawn again when a number changes
sliders  the sliders of the open rows
"""
