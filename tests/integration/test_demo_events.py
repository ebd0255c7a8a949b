"""The demo's events: open for answers, dated from today, and made anew only when they are over."""

from datetime import timedelta

from gridward.demo.events import hold_events
from gridward.kernel.clock import frozen, now, today
from support.field_work import one, rows


def test_there_are_always_events_to_come(worked_url: str) -> None:
    for _ in range(2):
        hold_events(worked_url)
    found = rows(
        worked_url,
        """SELECT e.state, e.answer_by >= %s, s.closed_on IS NULL FROM activities.event e
           JOIN stations.station s ON s.id = e.station_id""",
        today(),
    )
    assert found == [("open", True, True)] * 3
    with frozen(now() + timedelta(days=30)):
        hold_events(worked_url)
    assert one(worked_url, "SELECT count(*) FROM activities.event") == 6
