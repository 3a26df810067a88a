"""Triage: who is served when the stand is full.

An extension of the model. Without it the stand serves visitors in turn until its time is up, and
those who walk on are of all phases alike. A team that asks two first questions knows some visitors
of the decision phase, a share ``triage`` of them, and makes room for those who would have walked
on: in the place of somebody in the awareness phase, or, when there is nobody of these left, in the
orientation phase. The same share of the visitors in the orientation phase then takes the place of
those of the awareness phase who are left. The stand serves as many as before, so that

- with triage 0 every number is that of the model without it;
- in no trial does more triage mean fewer contacts in the decision phase;
- with triage 1 nobody of the decision phase walks on while another phase is served.

What more staff brings is then certain on average only: in a single fair one person more may meet
other people.
"""

from __future__ import annotations

import numpy as np

from sim.plan.johnson import Array


def served_first(contacts: Array, known: Array) -> Array:
    """The contacts of each phase after triage, shape (3, ...), in the order of `PHASES`.

    contacts  of each phase when all are served in turn, shape (3, ...)
    known     visitors who would walk on and are recognised, shape (2, ...): those in the
              orientation phase, then those in the decision phase; whole numbers or averages
    """
    awareness, orientation, decision = contacts
    oriented, decided = known
    decided = np.minimum(decided, awareness + orientation)
    first = np.minimum(decided, awareness)
    oriented = np.minimum(oriented, awareness - first)
    return np.stack(
        [
            awareness - first - oriented,
            orientation - (decided - first) + oriented,
            decision + decided,
        ]
    )
