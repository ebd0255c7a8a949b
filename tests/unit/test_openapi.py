"""The description that the front end's types are made from is that of the application."""

import json
from pathlib import Path

from gridward.app import create_app

_STORED = Path(__file__).parents[2] / "frontend" / "openapi.json"


def test_the_stored_description_is_the_applications() -> None:
    # Where it is not: gridward openapi > frontend/openapi.json, then npm run api in frontend/
    assert json.loads(_STORED.read_text("utf-8")) == create_app("postgresql://").openapi()
