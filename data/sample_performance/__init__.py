"""A made-up regency's performance: figures drawn from the codes alone, always the same."""
