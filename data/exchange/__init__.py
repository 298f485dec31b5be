"""What comes in and goes out as files; no store in here."""
