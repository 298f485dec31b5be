"""Programs to measure against."""
