"""Plans that go on from an earlier one, and plans by hours, over a real book."""

from typing import Any
from uuid import UUID

import psycopg
import pytest

from gridward.census.public import placed_pool, placed_work
from gridward.grids.building import prepare_plan
from gridward.grids.contract import Barrier, BuildOrder, Load
from gridward.grids.keeping import kept_plan
from gridward.grids.public import add_plan, build_plan
from gridward.kernel.errors import GridwardError
from gridward.platform.db import connect
from support.published import build


def order(url: str, wanted: BuildOrder, city: int = 1) -> UUID:
    with connect(url, "test") as connection:
        plan_id = add_plan(connection, city, wanted, "test")
    build_plan(url, plan_id)
    return plan_id


def rows(url: str, query: str, *values: object) -> list[tuple[Any, ...]]:
    with psycopg.connect(url) as connection:
        return connection.execute(query, values).fetchall()


def test_a_plan_that_goes_on_tells_who_moved_from_where_and_why(city_url: str) -> None:
    first = build(city_url, cells=6)
    second = order(city_url, BuildOrder(keep=first, leaving=(3,)))
    cells = rows(
        city_url,
        """SELECT c.number, c.name, o.number, o.name FROM grids.cell c JOIN grids.cell o ON o.id = c.follows_cell_id
           WHERE c.plan_id = %s AND o.plan_id = %s ORDER BY c.number""",
        second,
        first,
    )
    assert [cell[0] for cell in cells] == [1, 2, 4, 5, 6] and all(cell[:2] == cell[2:] for cell in cells)

    moves = rows(
        city_url,
        """SELECT o.number, c.number, p.why, p.customers FROM grids.plan_place p
           JOIN grids.cell o ON o.id = p.from_cell_id JOIN grids.cell c ON c.id = p.cell_id WHERE p.plan_id = %s""",
        second,
    )
    compared = rows(
        city_url,
        """SELECT o.number, c.number, p.customers FROM grids.plan_place p JOIN grids.plan_place q
               ON q.plan_id = %s AND (q.community_id, q.customer_id) IS NOT DISTINCT FROM (p.community_id, p.customer_id)
           JOIN grids.cell o ON o.id = q.cell_id JOIN grids.cell c ON c.id = p.cell_id
           WHERE p.plan_id = %s AND o.number <> c.number""",
        first,
        second,
    )
    assert sorted((old, new, customers) for old, new, _, customers in moves) == sorted(compared)
    assert {why for old, _, why, _ in moves if old == 3} == {"vanished"}
    assert {why for old, _, why, _ in moves if old != 3} <= {"balance"}
    ((quality, load, keeps, leaving),) = rows(
        city_url, "SELECT quality, load, keeps_plan_id, leaving FROM grids.plan WHERE id = %s", second
    )
    assert (load, keeps, leaving) == ("heads", first, [3])
    moved, bound = quality["moved_customers"], quality["moved_bound"]
    assert moved == sum(move[3] for move in moves)
    assert sum(customers for old, _, customers in compared if old == 3) <= bound <= moved <= 2.5 * bound


def test_a_new_cell_comes_after_the_others(city_url: str) -> None:
    first = build(city_url, cells=4)
    second = order(city_url, BuildOrder(5, keep=first))
    found = rows(
        city_url, "SELECT number, follows_cell_id FROM grids.cell WHERE plan_id = %s ORDER BY number", second
    )
    assert [number for number, _ in found] == [1, 2, 3, 4, 5]
    assert [number for number, follows in found if follows is None] == [5]
    whys = rows(city_url, "SELECT DISTINCT why FROM grids.plan_place WHERE plan_id = %s", second)
    assert ("joins",) in whys


def test_cells_of_equal_hours_are_cut_and_cut_further(city_url: str) -> None:
    first = order(city_url, BuildOrder(4, tolerance=0.1, load=Load.HOURS))
    hours = [row[0] for row in rows(city_url, "SELECT hours FROM grids.cell WHERE plan_id = %s", first)]
    ((quality,),) = rows(city_url, "SELECT quality FROM grids.plan WHERE id = %s", first)
    mean = sum(hours) / 4
    assert quality["hours_max_deviation"] == pytest.approx(max(abs(h / mean - 1) for h in hours), abs=1e-6)
    assert quality["hours_max_deviation"] <= 0.1 < quality["max_deviation"] + 0.1
    second = order(city_url, BuildOrder(load=Load.HOURS, tolerance=0.1, keep=first, leaving=(1,)))
    ((quality,),) = rows(city_url, "SELECT quality FROM grids.plan WHERE id = %s", second)
    assert quality["cells"] == 3 and 0 < quality["moved_bound"] <= quality["moved_customers"]
    after = [row[0] for row in rows(city_url, "SELECT hours FROM grids.cell WHERE plan_id = %s", second)]
    # The same work, and other ways to it.
    assert sum(after) == pytest.approx(sum(hours), rel=0.1)


def test_the_work_at_the_places_is_that_of_the_book(city_url: str) -> None:
    kinds = ["orphan", "mixed"]
    with psycopg.connect(city_url) as connection:
        places = placed_pool(connection, 1, kinds)
        work = placed_work(connection, 1, kinds, places)
    assert (sum(work.persons_by_tier.values()) == places.persons).all() and len(work.persons_by_tier) > 1
    # Counted by hand, a person at a time.
    homes = rows(
        city_url, "SELECT person_id, community_id, customer_id FROM census.home WHERE kind = ANY(%s)", kinds
    )
    person = dict(rows(city_url, "SELECT customer_id, person_id FROM census.customer_standing"))
    place_of = {
        home[0]: index
        for home in homes
        for index in range(len(places))
        if (places.community_id[index] or None) == home[1]
        and (home[1] is not None or places.customer_id[index] == home[2])
    }
    ((day,),) = rows(city_url, "SELECT max(as_of) FROM census.import_run WHERE status = 'done'")
    dues, requests = [0] * len(places), [0] * len(places)
    for holder, due_on in rows(
        city_url,
        """SELECT p.holder_id, i.due_on FROM book.instalment i JOIN book.policy p ON p.id = i.policy_id
           JOIN census.policy_standing s ON s.policy_id = p.id WHERE s.standing <> 'ended'""",
    ):
        at = place_of.get(person[holder])
        if at is not None and day.replace(year=day.year - 1) < due_on <= day:
            dues[at] += 1
    for customer, applied_on in rows(city_url, "SELECT customer_id, applied_on FROM book.service_request"):
        at = place_of.get(person[customer])
        if at is not None and day.replace(year=day.year - 1) < applied_on <= day:
            requests[at] += 1
    assert work.dues.tolist() == dues and sum(dues) > 0
    assert work.requests.tolist() == requests and sum(requests) > 0


def test_a_plan_without_cells_cannot_be_kept(city_url: str) -> None:
    with pytest.raises(GridwardError):
        order(city_url, BuildOrder(5_000))
    ((failed,),) = rows(city_url, "SELECT id FROM grids.plan")
    for wanted, city, code in (
        (BuildOrder(keep=failed), 1, "grid.nothing_to_keep"),
        (BuildOrder(keep=build(city_url, 2)), 2, "plan.not_found"),
    ):
        with pytest.raises(GridwardError) as caught:
            order(city_url, wanted, city)
        assert caught.value.code == code
    assert rows(city_url, "SELECT count(*) FROM grids.plan") == [(2,)]


def test_a_plan_is_known_by_the_barriers_that_it_opened(city_url: str) -> None:
    plan = order(city_url, BuildOrder(cells=6, barriers=(Barrier.DISTRICTS, Barrier.ROADS)))
    opened = "UPDATE grids.plan SET quality = quality || jsonb_build_object('opened', %s) WHERE id = %s"
    with connect(city_url, "test") as connection:
        connection.execute(opened, [False, plan])
        assert kept_plan(connection, plan).opened == frozenset()
        connection.execute(opened, [True, plan])
        assert kept_plan(connection, plan).opened == {Barrier.DISTRICTS, Barrier.ROADS}
        same = add_plan(connection, 1, BuildOrder(keep=plan, barriers=(Barrier.ROADS,)), "test")
        more = add_plan(connection, 1, BuildOrder(keep=plan, barriers=(Barrier.ROADS, Barrier.WATER)), "test")
        ways = [prepare_plan(connection, one).job.kept for one in (same, more)]
        assert [kept is not None and kept.opened for kept in ways] == [True, False]
