"""Public services, read from the stored sums; single requests only where they are listed."""
