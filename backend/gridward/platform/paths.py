"""Where the files that travel with the package are: migrations, reference data, the built front end."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]
_BUNDLED = _PACKAGE / "_bundled"
_REPOSITORY = _PACKAGE.parents[1]


def resource(name: str) -> Path:
    """The folder `name` (`migrations`, `grid_data`, `frontend/dist`): of the installed package, else of the repository."""
    installed = (folder / name for folder in (_BUNDLED, _PACKAGE.parent))
    return next((path for path in installed if path.exists()), _REPOSITORY / name)
