"""From a touch to a changed number: sliders, boxes, and what is drawn again.

counting     counts that are being typed, until they are whole
doubts       what is asked at a box about a number far from the one before
echoes       what a browser says once more is not taken for typed
edits        what a user types of a number, and how it is known
ends         low and high when the likely value moves
goal         the boxes of the joint goal, and the hurdle
moves        how far a move of a slider has come, as one object
nine_of_ten  a range that was meant as 9 of 10, and back
person       what one person on the stand costs, said or by the budget
question     the question at a box, with its answers
redraw       what is drawn again when a number changes
sliders      the sliders of the open rows, and what a move of one does

From a slider to the picture, one call after the other:

1. `sliders.draw`, in the forecast's fragment of ``plan.py``, has drawn the slider with the callback
   `redraw.moved` and, for it, `sliders.slid`. A move runs the callback first:
2. `sliders.slid` reads the new number, has `ends` shift the range along, and puts the belief into
   the plan: `ui.visit.state.believe`.
3. `redraw.moved` then asks for `ui.visit.answers.answer`. Here, still inside the callback, the new
   plan is simulated, unless its numbers are remembered; and `moves` counts the move.
4. The fragment `forecast` of ``plan.py`` is drawn anew: the same `answer`, remembered now, goes to
   `ui.plan.panels.picture`, which sends the rows of `pictures.answer.rows` to the chart before
   all else.
5. In the same run: the sliders again, and `redraw.watch_for_rest`. When the slider rests, the
   browser calls `redraw._rested`, and what else depends on the numbers follows.
"""
