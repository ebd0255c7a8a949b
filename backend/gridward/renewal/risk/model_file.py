"""A model as a file: packed JSON that names its format, so that a program of another version refuses it."""

import gzip
import json
from dataclasses import asdict
from typing import Any, Final

from gridward.kernel.errors import Invalid
from gridward.renewal.risk.features import Feature
from gridward.renewal.risk.inclination import Inclination
from gridward.renewal.risk.judge import Judge
from gridward.renewal.risk.model import Model

KIND: Final = "gridward-risk-model"
FORMAT: Final = 2
"""Changes with the meaning of what is written, and of the features."""


def write_judge(judge: Judge) -> bytes:
    """The same judge makes the same bytes."""
    body = {"kind": KIND, "format": FORMAT, "judge": asdict(judge)}
    return gzip.compress(json.dumps(body, sort_keys=True).encode("utf-8"), mtime=0)


def read_judge(content: bytes) -> Judge:
    """Raises `risk.model_unreadable`, `risk.model_other_version`."""
    try:
        body: dict[str, Any] = json.loads(gzip.decompress(content))
        if body["kind"] != KIND:
            raise ValueError(body["kind"])
        if body["format"] != FORMAT:
            raise _other_version(body["format"])
        judge, inclination = body["judge"], body["judge"]["inclination"]
        variances = {name: float(inclination[name]) for name in ("policy", "person", "household")}
        return Judge(
            _model(judge["before"]),
            _model(judge["after"]),
            Inclination(_model(inclination["usual"]), **variances),
        )
    except (OSError, EOFError, ValueError, KeyError, TypeError) as error:
        raise Invalid(
            "risk.model_unreadable",
            "The model's file is damaged, or is no model of Gridward.",
            "Train a new model; until then the points card judges.",
        ) from error


def _model(body: dict[str, Any]) -> Model:
    return Model(
        tuple(_feature(one) for one in body["features"]),
        tuple(body["trees"]),
        float(body["intercept"]),
        float(body["slope"]),
    )


def _feature(one: dict[str, Any]) -> Feature:
    words = one["words"]
    return Feature(one["name"], one["direction"], None if words is None else tuple(words), one["of_words"])


def _other_version(found: object) -> Invalid:
    return Invalid(
        "risk.model_other_version",
        f"The model's file has format {found}, and this program reads format {FORMAT}.",
        "Train a new model with this version; until then the points card judges.",
        found=found,
        reads=FORMAT,
    )
