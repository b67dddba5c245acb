"""Performance of the OPD: achievement, scores, contributions, reporting; no SQL, no screens."""
