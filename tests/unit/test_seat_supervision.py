"""How items are dealt to seats, and how calls are scored."""

from hypothesis import given
from hypothesis import strategies as st

from gridward.seats.supervision.rules import deal, points_of, score_sheet, supervision_rules


def test_items_go_round_by_turns_until_nobody_has_room() -> None:
    both = {0, 1}
    assert deal([both] * 5, [9, 9]) == [0, 1, 0, 1, 0]
    assert deal([both] * 5, [1, 3]) == [0, 1, 1, 1, None]
    assert deal([{0}] * 2, [0]) == [None, None] and deal([both] * 2, []) == [None, None]


def test_an_item_goes_to_whoever_can_take_it() -> None:
    assert deal([{1}, {0, 1}, {1}, set(), {0, 1}], [9, 9]) == [1, 0, 1, None, 0]


@given(st.lists(st.sets(st.integers(0, 5)), max_size=60), st.lists(st.integers(0, 9), min_size=1, max_size=6))
def test_nobody_gets_what_he_cannot_do_or_has_no_room_for(able: list[set[int]], room: list[int]) -> None:
    hands = deal(able, room)
    given_to = [hands.count(seat) for seat in range(len(room))]
    assert len(hands) == len(able) and all(got <= free for got, free in zip(given_to, room, strict=True))
    full = {seat for seat, got in enumerate(given_to) if got == room[seat]}
    for who, hand in zip(able, hands, strict=True):
        # Whoever is left could only go to those who are full in the end.
        assert hand in who if hand is not None else who & set(range(len(room))) <= full


@given(st.integers(0, 60), st.lists(st.integers(0, 9), min_size=1, max_size=6))
def test_nobody_is_two_ahead_of_one_who_still_has_room(items: int, room: list[int]) -> None:
    hands = deal([set(range(len(room)))] * items, room)
    given_to = [hands.count(seat) for seat in range(len(room))]
    assert sum(given_to) == min(items, sum(room))
    with_room = [got for got, free in zip(given_to, room, strict=True) if got < free]
    assert all(got <= least + 1 for got in given_to for least in with_room)


def test_a_call_without_a_vital_item_has_no_points() -> None:
    sheet = score_sheet()
    best = {item.code: item.most for item in sheet.items}
    assert points_of(sheet, best) == sheet.most == 100
    assert points_of(sheet, best | {"record": 0}) == 90
    assert points_of(sheet, best | {"no_pressure": 0}) == 0


def test_what_is_wanted_lies_within_what_is_allowed() -> None:
    rules = supervision_rules()
    assert rules.sampling.calls_of_a_seat <= rules.sampling.most_of_a_seat
    assert rules.assignment.most_for_a_seat <= rules.assignment.most_at_once
