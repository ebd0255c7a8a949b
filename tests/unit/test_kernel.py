import pickle
import time
from datetime import UTC, date, datetime

from gridward.kernel import clock
from gridward.kernel.ages import age_on
from gridward.kernel.errors import Conflict, GridwardError
from gridward.kernel.ids import new_id


def test_ids_sort_by_time() -> None:
    first = new_id()
    while time.time_ns() // 1_000_000 == first.int >> 80:
        pass
    second = new_id()
    assert first.version == second.version == 7
    assert first.variant == second.variant == "specified in RFC 4122"
    assert first < second


def test_the_day_is_the_policies_day() -> None:
    with clock.frozen(datetime(2026, 11, 22, 16, 30, tzinfo=UTC)):
        assert clock.today() == date(2026, 11, 23)
        assert clock.now() == datetime(2026, 11, 22, 16, 30, tzinfo=UTC)


def test_a_moment_falls_on_the_policies_day() -> None:
    assert clock.policy_day(datetime(2026, 11, 22, 15, 59, tzinfo=UTC)) == date(2026, 11, 22)
    assert clock.policy_day(datetime(2026, 11, 22, 16, tzinfo=UTC)) == date(2026, 11, 23)


def test_errors_survive_the_way_between_processes() -> None:
    error: GridwardError = pickle.loads(pickle.dumps(Conflict("a.b", "What.", "Do.", n=3)))
    assert isinstance(error, Conflict)
    assert (error.code, error.detail, error.hint, error.params, str(error)) == (
        "a.b",
        "What.",
        "Do.",
        {"n": 3},
        "What. Do.",
    )


def test_who_was_born_on_the_29th_of_february_completes_a_year_on_the_first_of_march() -> None:
    assert [age_on(date(2000, 2, 29), date(2026, month, day)) for month, day in ((2, 28), (3, 1))] == [25, 26]
