"""The chairs of the end-to-end tests."""

from tests.end_to_end.conftest import any_chair, chair, postgres_chair

__all__ = ["any_chair", "chair", "postgres_chair"]
