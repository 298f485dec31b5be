"""Finding a member from any mix of name parts and digits, on every key (design: parse, exact and prefix stage)."""
