"""Positions: the three frames of Chinese maps, a city's projection, vector files. Pure, with shapely."""
