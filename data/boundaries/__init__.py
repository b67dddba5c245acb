"""Boundaries of kecamatan and desa: reading, checking, generalising, and the table of them."""
