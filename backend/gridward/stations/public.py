"""What stations offers."""

from gridward.stations.candidates import Candidates, read_candidates
from gridward.stations.opening import close_unused, open_stations
from gridward.stations.weighing import Choice, choose
from gridward.stations.wishes import wish_stations, wished_stations

__all__ = [
    "Candidates",
    "Choice",
    "choose",
    "close_unused",
    "open_stations",
    "read_candidates",
    "wish_stations",
    "wished_stations",
]
