"""Customers move on in the four-sell with the day's run, however many a city has."""

from datetime import timedelta

import psycopg
import pytest

from gridward.customer360 import journeys
from support.days import found, run

from .conftest import DAY


def test_a_city_is_moved_on_in_parts_that_leave_nobody_out(
    day_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(day_url, DAY)
    with psycopg.connect(day_url) as connection:
        # Everybody was spoken to, and nothing is due: the gates of renewal are open for all of them.
        connection.execute("UPDATE engagement.care SET state = 'contacted', first_contact_at = now()")
        connection.execute("UPDATE book.instalment SET paid_on = due_on WHERE paid_on IS NULL")
    monkeypatch.setattr(journeys, "_AT_ONCE", 7)
    moved = run(day_url, DAY + timedelta(days=1)).journeys
    (stages,) = found(
        day_url,
        """SELECT count(*) AS persons, count(*) FILTER (WHERE stage <> 'connect') AS moved
           FROM engagement.care WHERE state <> 'closed'""",
    )
    assert moved == stages["moved"] > 7
    assert run(day_url, DAY + timedelta(days=1)).journeys == 0
