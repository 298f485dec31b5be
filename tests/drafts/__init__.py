"""Drafts on this machine."""
