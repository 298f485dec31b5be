"""Tests mirror the floors; end_to_end drives the whole program in a terminal."""
