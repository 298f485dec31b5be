"""A command given in a way that means nothing."""

from data.types.errors import BadInput


class Misuse(BadInput):
    """The words were understood one by one, but not together."""

    title = "The command cannot be done so"
    kept = ""
