"""Layanan publik: which services are in time, where they breach, and who waits."""
