"""Persistency of a small extract of a real city's streets: served and orphaned differ as whoever made it says."""

import asyncio
import zipfile
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.city.public import CityFiles, add_city
from gridward.identity.public import everything
from gridward.insights.persistency.definition import Definition, Served
from gridward.insights.persistency.figures import cohort_figures, total
from gridward.insights.view import look
from gridward.platform.db import connect, in_transaction
from support.extract import Extract, import_extract

AS_OF = date(2026, 11, 22)
POINTS = 13.5


def test_orphaned_policies_lapse_more_as_the_extract_says(
    database_url: str, data_folder: Path, tmp_path: Path
) -> None:
    shanghai = data_folder / "shanghai"
    with connect(database_url, "test") as connection:
        add_city(
            connection, "shanghai", "上海市", "Shanghai", CityFiles(shanghai / "districts_wgs84.geojson", {})
        )
    with zipfile.ZipFile(shanghai / "extract_3k" / "utf-8-sig.zip") as packed:
        packed.extractall(tmp_path)
    import_extract(database_url, Extract(tmp_path), as_of=AS_OF)

    async def decided(session: AsyncSession, served: Served) -> tuple[float, int]:
        # By count, the instalment on the anniversary within 60 days, claims included, of all who could have paid it.
        how = Definition(basis="count", pay="anniversary", timing="day", claims_in=True, served=served)
        view = await look(session, everything(), 1)
        found = total(await cohort_figures(session, view, how, date(2025, 9, 1), 35), how)
        return found["closed_rate"], found["policies"]

    async def both(session: AsyncSession) -> list[tuple[float, int]]:
        return [await decided(session, one) for one in ("agent", "nobody")]

    (served, many), (orphaned, few) = asyncio.run(in_transaction(database_url, both))
    assert many > 400 and few > 100
    assert 100 * (served - orphaned) == pytest.approx(POINTS, abs=0.6), (served, many, orphaned, few)
