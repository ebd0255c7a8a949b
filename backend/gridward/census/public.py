"""What the census offers."""

from gridward.census.importing.mapping import Mapping, load_mapping
from gridward.census.importing.report import FileReport, ImportReport, refused_files
from gridward.census.importing.service import Delivery, register, run_import, run_registered
from gridward.census.pool import PlacedPool, placed_pool
from gridward.census.stock import Stock, take_stock

__all__ = [
    "Delivery",
    "FileReport",
    "ImportReport",
    "Mapping",
    "PlacedPool",
    "Stock",
    "load_mapping",
    "placed_pool",
    "refused_files",
    "register",
    "run_import",
    "run_registered",
    "take_stock",
]
