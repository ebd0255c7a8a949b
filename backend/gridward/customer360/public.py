"""What the one-page story offers."""

from gridward.customer360.journeys import move_all, move_on, standing_of
from gridward.customer360.story import story

__all__ = ["move_all", "move_on", "standing_of", "story"]
