"""A made-up regency's public services: requests with their events, drawn in any number."""
