"""Frozen rows, forms, errors and settings: open to every floor, cheap to import, no SQL and no Textual."""
