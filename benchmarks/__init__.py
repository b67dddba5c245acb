"""Measurements against two yardsticks made anew: a blank page and the naive five-chart page."""
