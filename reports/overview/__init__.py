"""The regency at a glance: tiles, sentences and what needs a person, from one registry."""
