"""From a written address to the community that it names. Pure: text and a gazetteer in, places out."""

from gridward.census.addressing.gazetteer import Gazetteer
from gridward.census.addressing.matching import Match, match_address
from gridward.census.addressing.writing import normal_address, written_city

__all__ = ["Gazetteer", "Match", "match_address", "normal_address", "written_city"]
