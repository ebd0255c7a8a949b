"""The cells of a plan in figures: what the map of cells is coloured by."""

import psycopg
import pytest

from gridward.kernel.clock import today
from gridward.ops.day import run_day
from support.field_work import rows, signed_in
from support.published import build, cell_ids, lead_of_cell
from support.work import move_to_new_station

from .conftest import SignIn


def _hours_apart(cells: list[dict]) -> float:
    return max(cell["hours"] for cell in cells) / min(cell["hours"] for cell in cells)


def test_a_draft_tells_its_customers_and_hours_and_nobody_who_works_it(
    sign_in: SignIn, city_url: str
) -> None:
    ops = sign_in("ops")
    plan = str(build(city_url, cells=3))
    found = ops.get(f"/api/v1/plans/{plan}/cell-figures").json()
    assert found["worked_on"] is None and {cell["worked_by"] for cell in found["cells"]} == {None}
    shown = ops.get(f"/api/v1/plans/{plan}/cells.geojson").json()["features"]
    loads = {one["properties"]["number"]: one["properties"]["load"] for one in shown}
    assert {cell["number"]: cell["customers"] for cell in found["cells"]} == loads
    tiers = rows(
        city_url,
        """SELECT count(*) FROM census.home h JOIN book.customer c ON c.id = h.person_id
           WHERE h.kind = 'orphan' AND c.tier = ANY(%s)""",
        found["top_tiers"],
    )
    assert sum(cell["top_tier"] for cell in found["cells"]) == tiers[0][0]
    assert all(cell["hours"] > 0 and cell["mean_distance_m"] > 0 for cell in found["cells"])
    assert ops.get("/api/v1/plans/01936b2e-0000-7000-8000-000000000000/cell-figures").status_code == 404


def test_hours_are_those_that_a_plan_was_cut_by(sign_in: SignIn, city_url: str) -> None:
    ops = sign_in("ops")
    plan = build(city_url, cells=3)
    modelled = ops.get(f"/api/v1/plans/{plan}/cell-figures").json()["cells"]
    with psycopg.connect(city_url) as connection:
        connection.execute("UPDATE grids.cell SET hours = number")
    cut = ops.get(f"/api/v1/plans/{plan}/cell-figures").json()["cells"]
    assert [cell["hours"] for cell in cut] == [1, 2, 3] and _hours_apart(modelled) != pytest.approx(3)


def test_a_plan_in_force_tells_who_works_it_and_who_is_at_risk(
    worked_url: str, sign_in_at_work: SignIn
) -> None:
    run_day(worked_url, 1, today())
    own, *_, last = cell_ids(worked_url)
    move_to_new_station(worked_url, [own])
    with psycopg.connect(worked_url) as connection:
        connection.execute("DELETE FROM staffing.tenure WHERE cell_id = %s", [last])
        plan, owed = connection.execute(
            """SELECT (SELECT plan_id FROM grids.cell WHERE id = %s),
                   (SELECT count(DISTINCT d.customer_id) FROM renewal.due d JOIN census.home h ON h.person_id = d.customer_id
                    WHERE h.kind = 'orphan' AND d.state IN ('in_grace', 'suspended'))""",
            [own],
        ).fetchone()
    address = f"/api/v1/plans/{plan}/cell-figures"
    found = sign_in_at_work("ops").get(address).json()
    assert found["worked_on"] == today().isoformat()
    assert [cell["worked_by"] for cell in found["cells"]][-1] == "vacant"
    assert sum(cell["at_risk"] for cell in found["cells"]) == owed > 0
    # Of cells that he does not lead a supervisor is told nothing that tells of persons.
    with signed_in(worked_url, lead_of_cell(worked_url, own)) as lead:
        first, *others = lead.get(address).json()["cells"]
        assert first["at_risk"] is not None and first["top_tier"] is not None
        assert {(cell["at_risk"], cell["top_tier"]) for cell in others} == {(None, None)}
