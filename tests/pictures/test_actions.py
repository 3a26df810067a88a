"""Pictures of what can be done: what stands in their rows."""

from __future__ import annotations

from dataclasses import replace

from pictures.actions import levers_frame
from sim import Range
from sim.decide.levers import Needed
from sim.play.result import Measured


def test_a_name_leaves_room_for_the_values_beside_it_however_long_they_are() -> None:
    now = Range(10.0, 40.0, 20.0)
    likely = Measured(50.0, 1.0)
    one = Needed("order_value", 0.7, Measured(0.2, 0.0), now, likely, now.moved(50.0), 2.0)
    other = replace(one, lever="margin")
    short, long = "1 to 2", "1,000 to 2,000"
    frame = levers_frame([(one, "a name of many words " * 5, short), (other, "name", long)])
    room = frame[frame["kind"] == "name"]["beside"].tolist()
    letter = 12 / 2  # pixels of a letter, of a font that is 12 high
    assert room[0] >= letter * len(short)
    assert room[1] >= letter * len(long)
    assert room[0] < room[1]
