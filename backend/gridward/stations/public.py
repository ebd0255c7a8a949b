"""What stations offers."""

from gridward.stations.candidates import Candidates, read_candidates
from gridward.stations.choosing import fewest_stations
from gridward.stations.opening import closed_on, open_stations, undo_stations
from gridward.stations.weighing import Choice, choose
from gridward.stations.wishes import Wish, wish_stations, wished_stations

__all__ = [
    "Candidates",
    "Choice",
    "Wish",
    "choose",
    "closed_on",
    "fewest_stations",
    "open_stations",
    "read_candidates",
    "undo_stations",
    "wish_stations",
    "wished_stations",
]
