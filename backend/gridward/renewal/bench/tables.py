"""Reading a table for the benchmark: which columns it must have, and numbers that may be missing."""

from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from gridward.kernel.errors import Invalid


def read_table(path: Path, needed: tuple[str, ...], kind: str) -> pd.DataFrame:
    """A file as text, "" where nothing stands: in UTF-8 or GB 18030, its columns parted by commas, semicolons or tabs.

    Raises `bench.unreadable`, `bench.other_file`.
    """
    try:
        table = _read(path, "utf-8-sig")
    except UnicodeDecodeError:
        table = _read(path, "gb18030")
    # Programs write names in small letters, with spaces, or more than once.
    named = {name.lower(): name for name in needed}
    table.columns = table.columns.str.strip().map(lambda name: named.get(name.lower(), name))
    table = table.loc[:, ~table.columns.duplicated()]
    if missing := [name for name in needed if name not in table.columns]:
        raise Invalid(
            "bench.other_file",
            f"{path} is no file of the kind {kind}: it lacks {', '.join(missing)}.",
            f"A file of this kind has the columns {', '.join(needed)}. Give another --kind or another --data.",
            missing=missing,
        )
    return table


def _read(path: Path, encoding: str) -> pd.DataFrame:
    try:
        return pd.read_csv(
            path,
            dtype=str,
            keep_default_na=False,
            encoding=encoding,
            encoding_errors="strict" if encoding == "utf-8-sig" else "replace",
            skipinitialspace=True,
            sep=_separator(path),
            # A delivered file has a few rows of another width.
            on_bad_lines="skip",
        ).fillna("")
    except (OSError, pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise Invalid(
            "bench.unreadable",
            f"{path} cannot be read as a CSV file: {error}",
            "Give a CSV file in UTF-8 or GB 18030 with one row of column names.",
        ) from error


def _separator(path: Path) -> str:
    """What stands between the names of the first row most often."""
    with path.open("rb") as file:
        first = file.readline()
    return max((",", ";", "\t"), key=lambda one: first.count(one.encode()))


def numbers(column: "pd.Series[str]") -> NDArray[np.float64]:
    """As numbers, with or without commas between thousands; NaN for what is none."""
    plain = column.str.strip().str.replace(r"(?<=\d),(?=\d{3}\b)", "", regex=True)
    found = pd.to_numeric(plain, errors="coerce").to_numpy(dtype=np.float64)
    return np.where(np.isfinite(found), found, np.nan)


def words(column: "pd.Series[str]") -> NDArray[np.str_]:
    """As words, "" for what is missing in any of the usual ways."""
    text = column.str.strip()
    return text.mask(text.str.lower().isin({"na", "nan", "null", "none", "n/a"}), "").to_numpy(dtype=np.str_)
