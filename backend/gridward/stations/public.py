"""What stations offers."""

from gridward.stations.opening import close_unused, open_stations

__all__ = ["close_unused", "open_stations"]
