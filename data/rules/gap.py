"""One thing a form still lacks."""

from typing import NamedTuple


class Gap(NamedTuple):
    """A field without a value, and what the screen calls it."""

    field: str
    """Name of the form's field, so that the caret can go there."""
    label: str
