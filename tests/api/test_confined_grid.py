"""Who leads some cells sees the grid of the whole city, but no single customer's home outside of them."""

import psycopg

from support.field_work import signed_in
from support.published import cell_ids, lead_of_cell
from support.work import move_to_new_station

from .conftest import SignIn


def test_single_homes_are_seen_in_ones_own_cells_only(worked_url: str, sign_in_at_work: SignIn) -> None:
    own, *_, other = cell_ids(worked_url)
    move_to_new_station(worked_url, [own])
    with psycopg.connect(worked_url) as connection:
        # One place of each cell becomes the point at which somebody put a single customer.
        connection.execute(
            """UPDATE grids.plan_place p SET community_id = NULL, customer_id = m.customer_id
               FROM (SELECT cell_id, min(customer_id) AS customer_id FROM grids.membership GROUP BY 1) m
               WHERE p.id IN (SELECT min(id) FROM grids.plan_place GROUP BY cell_id) AND m.cell_id = p.cell_id"""
        )
        found = dict(connection.execute("SELECT id, number FROM grids.cell").fetchall())
        row = connection.execute("SELECT id FROM grids.plan").fetchone()
    assert row is not None
    plan = f"/api/v1/plans/{row[0]}"

    with signed_in(worked_url, lead_of_cell(worked_url, own)) as lead:
        for client, homes in ((lead, {own: 1, other: 0}), (sign_in_at_work("ops"), {own: 1, other: 1})):
            for cell, count in homes.items():
                places = client.get(f"{plan}/cells/{found[cell]}").json()["places"]
                assert sum(place["customer_id"] is not None for place in places) == count
                assert len(places) > count
            lines = client.get(f"{plan}/export", params={"format": "csv"}).text.splitlines()
            of_cells = {line.split(",")[3] for line in lines if ",customer " in line}
            assert of_cells == ({str(found[own])} if client is lead else {str(one) for one in found.values()})
