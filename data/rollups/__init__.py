"""Standings and sums of scores, derived from targets and actuals and kept beside them."""

from data.rollups.rules import Rules, rules_of
from data.rollups.store import ensure, forget, rebuild, refresh

__all__ = ["Rules", "ensure", "forget", "rebuild", "refresh", "rules_of"]
