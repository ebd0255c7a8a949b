"""Where the files that travel with the package are: migrations, reference data, the built front end."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]
_BUNDLED = _PACKAGE / "_bundled"
_REPOSITORY = _PACKAGE.parents[1]


def resource(name: str) -> Path:
    """The folder `name` (`migrations`, `grid_data`, `frontend/dist`): beside the package in a wheel, else in the repository."""
    bundled = _BUNDLED / name
    return bundled if bundled.exists() else _REPOSITORY / name
