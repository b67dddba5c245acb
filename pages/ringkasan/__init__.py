"""Ringkasan: the regency at a glance."""
