"""What the one-page story offers."""

from gridward.customer360.finding import Person, find_person
from gridward.customer360.journeys import move_all, move_on, standing_of
from gridward.customer360.story import story

__all__ = ["Person", "find_person", "move_all", "move_on", "standing_of", "story"]
