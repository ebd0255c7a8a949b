"""The database itself holds: one responsible specialist a cell, one cell a specialist, a stand-in to a day."""

import psycopg
import pytest
from psycopg import errors

from support.published import cell_ids, publish
from support.staff import hire, tenures

_INSERT = """INSERT INTO staffing.tenure (id, city_id, cell_id, specialist_id, role, during, reason, created_by)
    VALUES (gen_random_uuid(), 1, %s, %s, %s, %s::daterange, 'chosen', 'test')"""


@pytest.fixture
def empty_url(city_url: str) -> str:
    """Cells in force that nobody works."""
    publish(city_url)
    with psycopg.connect(city_url) as connection:
        connection.execute("DELETE FROM staffing.tenure")
    return city_url


def _try(url: str, *rows: tuple[int, int, str, str]) -> None:
    with psycopg.connect(url) as connection:
        for row in rows:
            connection.execute(_INSERT, row)


def test_two_are_not_responsible_for_a_cell_on_a_day(empty_url: str) -> None:
    cell, *_ = cell_ids(empty_url)
    with pytest.raises(errors.ExclusionViolation, match="ex_tenure_one_responsible"):
        _try(
            empty_url,
            (cell, 1, "responsible", "[2027-01-01,)"),
            (cell, 2, "responsible", "[2027-06-01,2027-06-02)"),
        )


def test_nobody_is_responsible_for_two_cells_on_a_day(empty_url: str) -> None:
    one, other, *_ = cell_ids(empty_url)
    with pytest.raises(errors.ExclusionViolation, match="ex_tenure_one_cell"):
        _try(empty_url, (one, 1, "responsible", "[2027-01-01,)"), (other, 1, "responsible", "[2027-06-01,)"))


def test_two_do_not_stand_in_in_a_cell_on_a_day(empty_url: str) -> None:
    cell, *_ = cell_ids(empty_url)
    with pytest.raises(errors.ExclusionViolation, match="ex_tenure_one_stand_in"):
        _try(
            empty_url,
            (cell, 1, "stand_in", "[2027-01-01,2027-02-01)"),
            (cell, 2, "stand_in", "[2027-01-31,2027-03-01)"),
        )


def test_one_after_the_other_is_well(empty_url: str) -> None:
    one, other, *_ = cell_ids(empty_url)
    _try(
        empty_url,
        (one, 1, "responsible", "[2027-01-01,2027-02-01)"),
        (one, 2, "responsible", "[2027-02-01,)"),
        (other, 1, "responsible", "[2027-02-01,)"),
        (one, 1, "stand_in", "[2027-02-01,2027-03-01)"),
    )
    assert len(tenures(empty_url)) == 4


def test_a_stand_in_without_a_last_day_and_a_tenure_of_no_day_are_refused(empty_url: str) -> None:
    cell, *_ = cell_ids(empty_url)
    new = hire(empty_url, "799999", None)
    with pytest.raises(errors.CheckViolation, match="stand_in_ends"):
        _try(empty_url, (cell, new, "stand_in", "[2027-01-01,)"))
    with pytest.raises(errors.CheckViolation, match="some_day"):
        _try(empty_url, (cell, new, "responsible", "[2027-01-01,2027-01-01)"))
