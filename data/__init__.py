"""The shared database: schema, migrations, queries, import parsing, reference tables."""
