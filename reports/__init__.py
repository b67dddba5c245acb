"""Figures as data and on paper, made from the same metrics and charts as the screens."""
