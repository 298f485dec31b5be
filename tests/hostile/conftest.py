"""The chairs of the end-to-end tests, and the furnished union of those that see the program without a terminal."""

from tests.end_to_end.conftest import any_chair, chair, postgres_chair
from tests.seen.conftest import sit, union, union_template, union_url

__all__ = ["any_chair", "chair", "postgres_chair", "sit", "union", "union_template", "union_url"]
