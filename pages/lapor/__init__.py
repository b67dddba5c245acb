"""Lapor: what an OPD owes, entering it, and answering what was asked about it."""
