"""Differences as a reader computes them on paper, free of binary noise."""

from __future__ import annotations

from decimal import Decimal

from core.numbers import rounded


def gap(a: float, b: float) -> float:
    """How far b lies above a (negative: below), in the unit of both: 0.25 from 2.35 to 2.6."""
    return float(Decimal(repr(float(b))) - Decimal(repr(float(a))))


def printed_gap(a: float, b: float, decimals: int) -> float:
    """The difference of two values as they are printed, so that the sum on screen is right."""
    return float(rounded(b, decimals) - rounded(a, decimals))
