"""Which file is which, and which column is which field: a versioned file, checked when it is read."""

import tomllib
import unicodedata
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from gridward.kernel.errors import Invalid
from gridward.platform.paths import resource

CURRENT = "v3"
REASON_COLUMN = "退回原因"
"""The column that a file of refused rows has beside its own; it is passed over when the mended file comes back."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class FieldRule(_Strict):
    """The headers under which a field is delivered."""

    headers: tuple[str, ...]
    required: bool = False
    width: int | None = None
    """Digits of a number that has zeros in front: where it came without them, they are put back."""
    later: bool = False
    """It came into the mapping when there were imports already: a row without any such field has the hash it had before."""


class FileRule(_Strict):
    """The names that a file may have (without ending) and its fields."""

    stems: tuple[str, ...]
    fields: dict[str, FieldRule]

    def columns(self, header: list[str]) -> dict[str, int]:
        """The column of each field that the header names."""
        plain = {_plain(name): index for index, name in enumerate(header)}
        found = {}
        for name, rule in self.fields.items():
            for candidate in (*rule.headers, name):
                if (index := plain.get(_plain(candidate))) is not None:
                    found[name] = index
                    break
        return found

    def widths(self, header: list[str]) -> dict[int, int]:
        """The digits of each column that has a fixed number of them."""
        found = self.columns(header)
        return {
            found[name]: rule.width
            for name, rule in self.fields.items()
            if rule.width is not None and name in found
        }

    def missing(self, header: list[str]) -> list[str]:
        """The headers of required fields that are not there."""
        found = self.columns(header)
        return [rule.headers[0] for name, rule in self.fields.items() if rule.required and name not in found]


class Mapping(_Strict):
    """A version of the mapping."""

    version: str
    files: dict[str, FileRule]
    values: dict[str, dict[str, str]]

    def kind_of(self, path: Path) -> str | None:
        """The kind of file that a name stands for."""
        stem = _plain(path.stem)
        for kind, rule in self.files.items():
            if any(stem == _plain(name) for name in rule.stems):
                return kind
        return None


def load_mapping(path: Path | None = None) -> Mapping:
    """The mapping in `path`, or the current one that ships. Raises `import.mapping`."""
    path = path or resource("grid_data") / "rules" / "import_mapping" / f"{CURRENT}.toml"
    try:
        return Mapping.model_validate(tomllib.loads(path.read_text("utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, ValidationError) as error:
        raise Invalid(
            "import.mapping",
            f"The mapping {path.name} cannot be used: {error}",
            f"Compare it with grid_data/rules/import_mapping/{CURRENT}.toml.",
            file=path.name,
        ) from error


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).lower().split())
