"""A reason that passes by itself."""


class NotYet(str):
    """Why an act cannot be done at this moment: what it needs is on its way, and the act is done when that has come."""
