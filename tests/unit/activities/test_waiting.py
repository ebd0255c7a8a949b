"""Who moves up from the waiting list."""

from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st

from gridward.activities.waiting import Party, who_moves_up


def parties(*persons: int) -> list[Party]:
    return [Party(uuid4(), count) for count in persons]


def test_seats_go_in_the_order_of_waiting() -> None:
    waiting = parties(1, 2, 1)
    assert who_moves_up(3, waiting) == waiting[:2]


def test_a_party_that_is_too_large_holds_up_nobody_behind_it() -> None:
    waiting = parties(3, 1, 2)
    assert who_moves_up(2, waiting) == [waiting[1]]


def test_without_a_free_seat_nobody_moves() -> None:
    assert who_moves_up(0, parties(1)) == []
    # Ops may have taken seats away that were free only on paper.
    assert who_moves_up(-2, parties(1)) == []


@given(st.integers(0, 20), st.lists(st.integers(1, 6), max_size=12))
def test_never_more_than_the_seats_and_nobody_is_left_who_fits(seats: int, sizes: list[int]) -> None:
    waiting = parties(*sizes)
    moved = who_moves_up(seats, waiting)
    left = seats - sum(party.persons for party in moved)
    assert left >= 0
    assert moved == [party for party in waiting if party in moved]
    assert all(party.persons > left for party in waiting if party not in moved)
