"""What the city room offers."""

from gridward.city.adding import AddedCity, CityFiles, add_city
from gridward.city.communities import DeliveredCommunities, StoredCommunities, save_communities
from gridward.city.drawing import basemap_path, draw_basemap
from gridward.city.gazetteer import GazetteerReport, check_gazetteer
from gridward.city.point_tables import PointTable, read_point_table
from gridward.city.queries import city_codes, city_id, districts_of, features_within, projection_of
from gridward.city.store import load_city, load_city_by_id, load_layer
from gridward.city.tile_source import TileSource, tile_source

__all__ = [
    "AddedCity",
    "CityFiles",
    "DeliveredCommunities",
    "GazetteerReport",
    "PointTable",
    "StoredCommunities",
    "TileSource",
    "add_city",
    "basemap_path",
    "check_gazetteer",
    "city_codes",
    "city_id",
    "districts_of",
    "draw_basemap",
    "features_within",
    "load_city",
    "load_city_by_id",
    "load_layer",
    "projection_of",
    "read_point_table",
    "save_communities",
    "tile_source",
]
