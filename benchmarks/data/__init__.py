"""A regency of a chosen size for measurements: so many indicators over so many months."""
