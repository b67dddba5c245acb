"""Data: files in, by people who are not engineers, and the history of what came in."""
