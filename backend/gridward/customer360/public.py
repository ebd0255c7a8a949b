"""What the one-page story offers."""

from gridward.customer360.finding import Person, find_person, find_persons
from gridward.customer360.journeys import move_all, move_on, standing_of
from gridward.customer360.revealing import clear_values
from gridward.customer360.schemas import CustomerFacts, DueFacts, StoryOut
from gridward.customer360.story import stories, story

__all__ = [
    "CustomerFacts",
    "DueFacts",
    "Person",
    "StoryOut",
    "clear_values",
    "find_person",
    "find_persons",
    "move_all",
    "move_on",
    "standing_of",
    "stories",
    "story",
]
