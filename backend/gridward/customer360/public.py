"""What the one-page story offers."""

from gridward.customer360.story import story

__all__ = ["story"]
