"""Reading delivered tables: any encoding an insurer uses, row by row, with the line at which each row stands."""

from gridward.platform.intake.encoding import sniff_encoding
from gridward.platform.intake.reader import Chunk, RowFault, Table, open_table

__all__ = ["Chunk", "RowFault", "Table", "open_table", "sniff_encoding"]
