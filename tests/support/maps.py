"""Map programs: keys for them, and what they read."""

import asyncio
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pyogrio
from starlette.testclient import TestClient

from gridward.identity.contract import Role
from gridward.identity.public import NewAccount, add_account
from gridward.platform.db import in_transaction
from support.published import PASSWORD


def account(url: str, login: str, role: Role) -> None:
    """Make an account that sees every city."""
    new = NewAccount(login, "测试员", frozenset({role}), PASSWORD, all_cities=True)
    asyncio.run(in_transaction(url, lambda session: add_account(session, new)))


def key_for(client: TestClient, *, points: bool = False) -> tuple[str, str]:
    """Make a key for whoever is signed in; the user and password of his map program."""
    answer = client.post("/api/v1/map-keys", json={"name": "QGIS", "points": points})
    assert answer.status_code == 201, answer.text
    made = answer.json()
    return made["login"], made["key"]


def basic(login: str, key: str) -> dict[str, str]:
    """The header that a map program sends."""
    return {"authorization": f"Basic {b64encode(f'{login}:{key}'.encode()).decode()}"}


@contextmanager
def gdal_as(login: str, key: str) -> Iterator[None]:
    """GDAL, by which QGIS reads as well, with a user and a password."""
    pyogrio.set_gdal_config_options({"GDAL_HTTP_USERPWD": f"{login}:{key}", "GDAL_HTTP_AUTH": "BASIC"})
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options({"GDAL_HTTP_USERPWD": None, "GDAL_HTTP_AUTH": None})


def read(address: str, layer: str, **options: Any) -> Any:
    """A collection as GDAL's driver for OGC API - Features reads it from a server."""
    return pyogrio.read_dataframe(f"OAPIF:{address}/ogc", layer=layer, **options)
