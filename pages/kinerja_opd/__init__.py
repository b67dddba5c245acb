"""Kinerja OPD: which OPD is fast, which is slow, and why."""
