"""Public services: clocks, standards, outcomes, satisfaction. No SQL."""
