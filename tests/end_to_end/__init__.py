"""The whole program, driven in a terminal as an officer drives it."""
