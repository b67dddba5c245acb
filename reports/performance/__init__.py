"""Performance of the OPD in words and numbers, for screens, overview and paper."""
