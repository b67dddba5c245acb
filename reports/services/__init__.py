"""Public services and satisfaction, as data in words."""
