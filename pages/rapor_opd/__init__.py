"""Rapor OPD: the score of one OPD, what moves it, and what to do."""
