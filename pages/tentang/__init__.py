"""Tentang data: what every figure means, where it comes from, and how old what is loaded is."""
