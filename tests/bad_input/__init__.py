"""Broken files as people and programs send them; cases.toml says what each must be answered."""
