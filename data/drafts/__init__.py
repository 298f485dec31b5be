"""Notes in progress and the outbox of unsent saves, on this machine; stdlib only."""

from data.drafts.drafts import Drafts

__all__ = ["Drafts"]
