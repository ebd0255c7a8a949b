"""The figures of a day's run."""

from gridward.ops.jobs.figures import figures_of

REPORT = {
    "city_id": 1,
    "day": "2026-11-24",
    "in_force": True,
    "dues": 12,
    "work": {"tasks": 3, "messages": 0},
    "parts": [{"name": "dues", "seconds": 0.5}],
}


def test_figures_have_the_names_of_the_report() -> None:
    assert figures_of(REPORT) == [
        {"name": "dues", "value": 12},
        {"name": "work.tasks", "value": 3},
        {"name": "work.messages", "value": 0},
    ]


def test_a_run_without_a_report_has_none() -> None:
    assert figures_of(None) == []
