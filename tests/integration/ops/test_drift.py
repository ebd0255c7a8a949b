"""Cells that drift too far from how they were built: a plan that evens them out is proposed by itself, once."""

from datetime import timedelta

import psycopg

from gridward.grids.drift import CellDrift, Drift
from gridward.grids.plan_rules import plan_rules
from support.days import found, one, run

from .conftest import DAY

_PLANS = (
    "SELECT version, status, created_by, keeps_plan_id, tolerance, quality FROM grids.plan ORDER BY version"
)


def _lose(url: str, share: int) -> int:
    """Let every so many-th customer of the first cell find somebody who serves him; returns the cell's number."""
    cell = one(
        url,
        """SELECT c.id, c.number FROM grids.cell c JOIN grids.plan p ON p.id = c.plan_id
           WHERE p.status = 'published' ORDER BY c.number LIMIT 1""",
    )
    _do(
        url,
        """UPDATE census.customer_standing s SET kind = 'served' FROM grids.membership m
           WHERE m.customer_id = s.customer_id AND m.cell_id = %s AND s.person_id %% %s = 0""",
        cell["id"],
        share,
    )
    return int(cell["number"])


def _do(url: str, statement: str, *values: object) -> None:
    with psycopg.connect(url) as connection:
        connection.execute(statement, values)


def test_drift_is_of_shares_so_that_a_city_that_shrinks_drifts_nowhere() -> None:
    even = Drift([CellDrift(1, "a", 100, 50), CellDrift(2, "b", 200, 100)], 0.1)
    assert even.shares == [0.0, 0.0] and even.beyond == []
    uneven = Drift([CellDrift(1, "a", 100, 60), CellDrift(2, "b", 100, 40), CellDrift(3, "c", 0, 0)], 0.1)
    assert [round(share, 6) for share in uneven.shares] == [0.2, -0.2, 0.0]
    assert uneven.beyond == uneven.cells[:2]
    assert Drift([CellDrift(1, "a", 9, 0)], 0.1).beyond == []
    assert Drift([CellDrift(1, "a", 0, 5), CellDrift(2, "b", 10, 5)], 0.1).beyond[0].number == 1


def test_a_plan_is_proposed_where_a_cell_has_drifted_and_not_again_for_a_while(day_url: str) -> None:
    report = run(day_url, DAY)
    assert (report.drift.beyond, report.drift.proposed) == (0, 0)
    number = _lose(day_url, 2)
    report = run(day_url, DAY + timedelta(days=1))
    assert report.drift.beyond > 0 and report.drift.proposed == 1
    in_force, proposal = found(day_url, _PLANS)
    assert (proposal["status"], proposal["created_by"]) == ("draft", "system")
    assert proposal["tolerance"] == plan_rules().drift.rebalance_to
    assert proposal["keeps_plan_id"] is not None and in_force["keeps_plan_id"] is None
    assert proposal["quality"]["moved_customers"] > 0
    # It goes on from the plan in force, and the cell that had lost customers gets some.
    loads = found(
        day_url,
        """SELECT n.load AS after, count(DISTINCT s.person_id) AS before FROM grids.cell n
           JOIN grids.cell o ON o.id = n.follows_cell_id JOIN grids.membership m ON m.cell_id = o.id
           JOIN census.customer_standing s ON s.customer_id = m.customer_id AND s.kind = 'orphan'
           WHERE o.number = %s GROUP BY n.id""",
        number,
    )
    assert loads[0]["after"] > loads[0]["before"]
    _do(day_url, "DELETE FROM grids.plan WHERE created_by = 'system'")
    report = run(day_url, DAY + timedelta(days=2))
    assert report.drift.beyond > 0 and report.drift.proposed == 0 and len(found(day_url, _PLANS)) == 1
    later = DAY + timedelta(days=1 + plan_rules().drift.again_after_days)
    # What the cells were not to cross, the proposal does not cross either.
    _do(day_url, "UPDATE grids.plan SET barriers = '{districts}'")
    assert run(day_url, later).drift.proposed == 1
    barred = found(day_url, "SELECT DISTINCT barriers FROM grids.plan")
    assert [plan["barriers"] for plan in barred] == [["districts"]]


def test_a_proposal_that_cannot_be_built_fails_nothing_else(day_url: str) -> None:
    run(day_url, DAY)
    _do(
        day_url,
        """UPDATE census.customer_standing SET kind = 'served'
           WHERE person_id <> (SELECT min(person_id) FROM census.customer_standing WHERE kind = 'orphan')""",
    )
    report = run(day_url, DAY + timedelta(days=1))
    assert report.in_force and (report.drift.beyond, report.drift.proposed) == (3, 0)
    failed = found(day_url, "SELECT problem FROM grids.plan WHERE status = 'failed'")
    assert [one["problem"]["code"] for one in failed] == ["grid.too_many_cells"]
