"""The libraries of the extra `ml`, which are loaded only where a model is trained or used."""

import importlib
import importlib.util
from typing import Any

from gridward.kernel.errors import Unavailable

INSTALL = "pip install 'gridward[ml]'"


def there() -> bool:
    """Whether models can be trained and used here."""
    return importlib.util.find_spec("lightgbm") is not None


def load(library: str) -> Any:
    """A library of the extra. Raises `risk.no_extra` where it is not installed or cannot be loaded."""
    try:
        return importlib.import_module(library)
    except (ImportError, OSError) as error:
        raise Unavailable(
            "risk.no_extra",
            f"The library {library.partition('.')[0]} is needed for this, and cannot be loaded: {error}",
            f"Install the extra: {INSTALL}. The points card works without it.",
        ) from error
