"""Configuration, set-up and the invented union."""
