"""Requests for public services: files read in a stream, merged, judged, summed, taken back."""
