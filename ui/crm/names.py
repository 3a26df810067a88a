"""What the roles of columns and the meanings of words are called."""

from __future__ import annotations

from sim.actuals.actuals import LEADS
from sim.crm.meaning import CLOSED, LOST, meanings_of
from sim.plan.funnel import PHASES
from words.catalogue import Words


def role_name(role: str, w: Words) -> str:
    """What a column can be."""
    kind, _, stage = role.partition(".")
    if stage in LEADS:
        return w(f"leads.roles.{kind}", step=w.within(w(f"stages.{stage}")))
    return w(f"leads.roles.{role.replace('.', '_')}")


def meaning_name(meaning: str, w: Words) -> str:
    """What a word can mean."""
    if meaning in PHASES:
        return w(f"phases.{meaning}")
    if meaning in LOST[1:]:
        step = w(f"leads.meanings.{meaning.removeprefix('lost.')}")
        return w("leads.meanings.lost_after", step=step)
    return w("leads.meanings.lost" if meaning == LOST[0] else f"leads.meanings.{meaning}")


def meanings(role: str, w: Words, now: str | None = None) -> dict[str, str]:
    """What a word in a column of this role can mean, the further first that are likely asked for;
    that something is closed only where a status says so."""
    every = meanings_of(role)
    offered = [one for one in every if one != CLOSED or role == "state" or now == CLOSED]
    return {one: meaning_name(one, w) for one in offered}
