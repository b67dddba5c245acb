"""Reading what the OPD reported, what they were to reach, and how they stand."""
