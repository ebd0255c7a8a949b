"""Reading delivered tables: CSV in any encoding an insurer uses, Excel and Parquet, row by row with its line."""

from gridward.platform.intake.encoding import sniff_encoding
from gridward.platform.intake.opening import TABLE_ENDINGS, open_table
from gridward.platform.intake.table import Chunk, RowFault, Table, wrong_width
from gridward.platform.intake.uploads import Upload, ending_of, on_disk

__all__ = [
    "TABLE_ENDINGS",
    "Chunk",
    "RowFault",
    "Table",
    "Upload",
    "ending_of",
    "on_disk",
    "open_table",
    "sniff_encoding",
    "wrong_width",
]
