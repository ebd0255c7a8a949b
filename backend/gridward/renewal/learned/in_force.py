"""Which model was put in force in a city."""

import hashlib
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import psycopg

from gridward.kernel.errors import Invalid
from gridward.renewal.risk.judge import Judge
from gridward.renewal.risk.model_file import read_judge

_IN_FORCE = """
    SELECT m.id, m.number, m.last_due, f.content, f.sha256
    FROM (SELECT model_id FROM renewal.risk_activation WHERE city_id = %s ORDER BY id DESC LIMIT 1) a
    JOIN renewal.risk_model m ON m.id = a.model_id JOIN renewal.risk_model_file f ON f.model_id = m.id
"""


@dataclass(frozen=True)
class InForce:
    """A model in force."""

    id: UUID
    number: int
    last_due: date
    """The newest due date that it learned from."""
    judge: Judge


def model_in_force(connection: psycopg.Connection, city_id: int) -> InForce | None:
    """None where the points card judges alone. Raises `risk.model_unreadable`, `risk.model_other_version`."""
    row = connection.execute(_IN_FORCE, [city_id]).fetchone()
    if row is None:
        return None
    model_id, number, last_due, file, sha256 = row
    return InForce(model_id, number, last_due, unpack(file, sha256))


def unpack(file: bytes, sha256: str) -> Judge:
    """The model of a stored file. Raises as above."""
    if hashlib.sha256(file).hexdigest() != sha256:
        raise Invalid(
            "risk.model_unreadable",
            "The model's file is not the one that was stored with it.",
            "Train a new model; until then the points card judges.",
        )
    return read_judge(file)
