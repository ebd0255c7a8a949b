"""What `gridward bench pages` measures is what pages read."""

import json
import re
from pathlib import Path

from gridward.cli.page_reads import PAGES

_OPENAPI = Path(__file__).parents[2] / "frontend" / "openapi.json"
_LEFT_OUT = {
    # Streams, which do not end, and files.
    "/imports/{}/events", "/plans/{}/events", "/field/events", "/seat/events", "/jobs/events", "/cities/{}/cockpit/events",
    "/cities/{}/seats/events", "/debit-deliveries/{}/events",
    "/cities/{}/basemap.pmtiles", "/imports/{}/refused.zip", "/plans/{}/export",
    # Read once, while a file is being taken.
    "/debit-deliveries/{}",
    # Personal data in the clear: each look is recorded.
    "/imports/{}/refused/{}", "/todo/{}", "/sync/cells/{}", "/sync/cells/{}/changes",
    # Only for the seat that has claimed the customer.
    "/claims/{}", "/claims/{}/budget",
    # Only while one is on its way.
    "/field/attachments/{}", "/customers/{}/attachments/{}", "/customers/{}/attachments/{}/thumbnail",
    # Shows what the seat noted.
    "/call-reviews/{}",
}  # fmt: skip


def _plain(route: str) -> str:
    return re.sub(r"\{[^}]*\}", "{}", route.split("?", maxsplit=1)[0])


def test_every_read_is_measured_or_left_out_for_a_reason() -> None:
    paths = json.loads(_OPENAPI.read_text("utf-8"))["paths"]
    reads = {_plain(path.removeprefix("/api/v1")) for path, methods in paths.items() if "get" in methods}
    measured = {_plain(route) for routes in PAGES.values() for route in routes}
    assert reads - measured == _LEFT_OUT
    assert measured <= reads
