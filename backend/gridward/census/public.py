"""What the census offers."""

from gridward.census.deliveries import requeue_import
from gridward.census.importing.mapping import Mapping, load_mapping
from gridward.census.importing.report import FileReport, ImportReport, Issue, read_findings, refused_files
from gridward.census.importing.service import Delivery, abandon_import, register, run_import, run_registered
from gridward.census.importing.values import Fault, number_text, whole_text
from gridward.census.placing import Place, find_places, put_place
from gridward.census.pool import PlacedPool, PlacedWork, placed_pool, placed_work, pool_sizes
from gridward.census.rules import COMPANY_AGENT
from gridward.census.searching import SearchTerms, search_terms
from gridward.census.stock import Stock, take_stock
from gridward.census.summary import census_summary
from gridward.census.uploads import sweep_uploads

__all__ = [
    "COMPANY_AGENT",
    "Delivery",
    "Fault",
    "FileReport",
    "ImportReport",
    "Issue",
    "Mapping",
    "Place",
    "PlacedPool",
    "PlacedWork",
    "SearchTerms",
    "Stock",
    "abandon_import",
    "census_summary",
    "find_places",
    "load_mapping",
    "number_text",
    "placed_pool",
    "placed_work",
    "pool_sizes",
    "put_place",
    "read_findings",
    "refused_files",
    "register",
    "requeue_import",
    "run_import",
    "run_registered",
    "search_terms",
    "sweep_uploads",
    "take_stock",
    "whole_text",
]
