"""Verifikasi: what waits, with all that helps to decide; objections, locks and the trail."""
