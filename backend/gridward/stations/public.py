"""What stations offers."""

from gridward.stations.candidates import Candidates, candidates_stamp, read_candidates
from gridward.stations.choosing import fewest_stations, ways
from gridward.stations.examining import Examined
from gridward.stations.opening import closed_on, open_stations, undo_stations
from gridward.stations.taking import take_candidates
from gridward.stations.weighing import Choice, choose
from gridward.stations.wishes import Wish, not_open, require_room, wish_stations, wished_stations

__all__ = [
    "Candidates",
    "Choice",
    "Examined",
    "Wish",
    "candidates_stamp",
    "choose",
    "closed_on",
    "fewest_stations",
    "not_open",
    "open_stations",
    "read_candidates",
    "require_room",
    "take_candidates",
    "undo_stations",
    "ways",
    "wish_stations",
    "wished_stations",
]
