"""A plan's places as vector tiles: far out counts on a raster, near the single places."""
