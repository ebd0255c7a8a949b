"""What stations offers."""

from gridward.stations.opening import open_stations

__all__ = ["open_stations"]
