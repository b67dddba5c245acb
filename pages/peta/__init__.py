"""Peta: where in the regency."""
