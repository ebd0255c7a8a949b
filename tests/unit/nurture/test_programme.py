"""The programme's rules: days of the year, turns of a season, what the shipped rules say, and the figures."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from gridward.engagement.messages.templates import message_rules
from gridward.nurture.days import days_of_year, season_before, stretch, turns
from gridward.nurture.figures import Counted, Delivered, figures
from gridward.nurture.rules import Content, NurtureRules, nurture_rules

DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))


@given(born=DAYS, year=st.integers(2021, 2039))
def test_every_date_comes_once_a_year_and_29_february_on_the_28th_where_there_is_none(
    born: date, year: int
) -> None:
    kept = [day for name, day in days_of_year(date(year, 1, 1), date(year, 12, 31)) if name == f"{born:%m%d}"]
    assert len(kept) == 1 and kept[0].month == born.month
    assert kept[0].day == born.day or (born.month, born.day, kept[0].day) == (2, 29, 28)


@given(day=DAYS, spread=st.integers(1, 366), lasts=st.integers(1, 30), turn=st.integers(0, 365))
def test_a_turn_is_looked_at_on_its_day_and_as_long_as_the_occasion_lasts(
    day: date, spread: int, lasts: int, turn: int
) -> None:
    season = season_before("03-01", day)
    assert season <= day < date(season.year + 1, 3, 1)
    first, last = turns(season, spread, *stretch(day, 0, lasts - 1))
    is_due = turn < spread and season + timedelta(days=turn) <= day < season + timedelta(days=turn + lasts)
    assert (first <= turn <= last) == is_due


def test_the_shipped_rules_have_a_text_for_each_occasion_and_say_no_to_marketing() -> None:
    rules = nurture_rules()
    texts = message_rules().templates
    for occasion in rules.occasion:
        assert occasion.template in texts
        assert ("拒收" in texts[occasion.template].text) == (occasion.purpose == "marketing")
        assert not occasion.call or occasion.purpose == "service"
    # A year ends before the same content may come again, whatever one's turn.
    for content in rules.occasion:
        assert not isinstance(content, Content) or content.spread_days + content.every_days > 365


@pytest.mark.parametrize(
    "change",
    [
        {"call": True, "purpose": "marketing"},
        {"name": "benefit"},
        {"starts": "02-29"},
        {"starts": "13-01"},
        {"lasts_days": 40, "every_days": 30},
        {"colour": "red"},
    ],
)
def test_rules_that_contradict_themselves_are_refused(change: dict[str, object]) -> None:
    rules = nurture_rules().model_dump()
    content = next(one for one in rules["occasion"] if one["kind"] == "content")
    content |= change
    with pytest.raises(ValidationError):
        NurtureRules.model_validate(rules)


def _dues(lot: str, paid: float, month: date | None) -> list[Counted]:
    occasion = None if month is None else "birthday"
    sign = 1 if lot == "nurtured" else -1
    return [
        Counted("dues", occasion, month, lot, cell, 40, round(40 * paid) + sign * (cell % 2 * 2 - 1))
        for cell in range(10)
    ]


def test_nurtured_stand_beside_the_hold_out_with_an_interval() -> None:
    month = date(2026, 5, 1)
    counted = [
        *(
            one
            for at in (month, None)
            for lot, paid in (("nurtured", 0.9), ("held_out", 0.8))
            for one in _dues(lot, paid, at)
        ),
        Counted("dues", "birthday", month, "left_alone", 1, 100, 10),
        Counted("persons", "birthday", month, "nurtured", 1, 7, 0),
        Counted("persons", "birthday", date(2026, 6, 1), "nurtured", 1, 3, 0),
        Counted("opted_out", "birthday", month, "nurtured", 1, 2, 0),
    ]
    found = figures(counted, [Delivered("birthday", month, 7, 5, 1, 2, 3, 1)])
    june, may = found["rows"]
    assert (june["month"], may["month"]) == (date(2026, 6, 1), month)
    # Who is left alone by the other lot gets no contact at all: he says nothing about this programme.
    assert (
        may["effect"]["difference"] == found["total"]["effect"]["difference"] == pytest.approx(0.1, abs=0.001)
    )
    assert 0.05 < may["effect"]["low"] < 0.1 < may["effect"]["high"] < 0.15
    assert may["dues"] == {"nurtured": 400, "held_out": 400, "left_alone": 100}
    assert (may["messages"], may["delivered"], may["failed"], may["waiting"]) == (7, 5, 1, 1)
    assert (may["opted_out"]["nurtured"], may["calls"], may["tasks"], may["reached"]) == (2, 2, 3, 1)
    assert june["effect"] == {"difference": None, "low": None, "high": None}
    assert june["messages"] == 0
