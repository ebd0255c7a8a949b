"""Rules that ops may change: versioned files `grid_data/rules/NAME/vN.toml`, checked when they are read."""

import tomllib
from functools import cache
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from gridward.kernel.errors import Invalid
from gridward.platform.paths import resource
from gridward.platform.settings import settings


class RulePart(BaseModel):
    """The base of a rule file and of each of its tables: a key that nobody knows is a mistake."""

    model_config = ConfigDict(extra="forbid", frozen=True)


Rules = TypeVar("Rules", bound=RulePart)


def rule_versions(name: str) -> list[str]:
    """The versions of a rule that are shipped, the oldest first."""
    folder = resource("grid_data") / "rules" / name
    return sorted((file.stem for file in folder.glob("v*.toml")), key=lambda version: int(version[1:]))


def load_rules(model: type[Rules], name: str, version: str = "v1") -> Rules:
    """The rules `name` (the folder) in one of their versions, read once a process. Raises `rules.invalid`."""
    rules = _read(model, name, version)
    assert isinstance(rules, model)
    return rules


@cache
def _read(model: type[RulePart], name: str, version: str) -> RulePart:
    path = _path(name, f"{version}.toml")
    try:
        return model.model_validate(tomllib.loads(path.read_text("utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, ValidationError) as error:
        raise Invalid(
            "rules.invalid",
            f"The rules {name}/{version} cannot be used: {error}",
            f"Correct the file {path}.",
            rules=name,
            version=version,
        ) from error


def _path(name: str, file: str) -> Path:
    own = settings().rules
    if own is not None and (own / name / file).exists():
        return own / name / file
    return resource("grid_data") / "rules" / name / file
