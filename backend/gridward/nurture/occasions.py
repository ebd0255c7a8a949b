"""Who has an occasion on some days: one statement for each kind, for a whole city.

Each gives `person_id`, `on_day` (the day of the occasion), and `policy_id`, `years`, `until` where there are any.
"""

from datetime import date
from typing import Any

from gridward.nurture.days import days_of_year, season_before, turns
from gridward.nurture.rules import Birthday, Content, Occasion, PolicyYear, Reinstatement

_DAYS = "unnest(CAST(:month_days AS text[]), CAST(:kept_on AS date[])) AS k (month_day, kept_on)"

_BIRTHDAY = f"""
    SELECT b.id AS person_id, k.kept_on AS on_day, CAST(NULL AS bigint) AS policy_id, CAST(NULL AS integer) AS years,
        CAST(NULL AS date) AS until
    FROM {_DAYS} JOIN book.customer b ON to_char(b.born_on, 'MMDD') = k.month_day
    WHERE b.city_id = :city AND NOT b.is_organisation
      AND extract(year FROM k.kept_on) - extract(year FROM b.born_on) >= :least_age
"""
_POLICY_YEAR = f"""
    SELECT s.person_id, k.kept_on + CAST(:after AS integer) AS on_day, p.id AS policy_id,
        CAST(extract(year FROM k.kept_on) - extract(year FROM p.effective_on) AS integer) AS years,
        CAST(NULL AS date) AS until
    FROM {_DAYS} JOIN book.policy p ON to_char(p.effective_on, 'MMDD') = k.month_day
    JOIN census.policy_standing o ON o.policy_id = p.id AND o.standing = 'orphan'
    JOIN census.customer_standing s ON s.customer_id = p.holder_id
    WHERE p.city_id = :city AND p.state = ANY(CAST(:states AS text[]))
      AND (:any_category OR p.category = ANY(CAST(:categories AS text[])))
      AND extract(year FROM k.kept_on) - extract(year FROM p.effective_on) >= :from_year
      AND NOT EXISTS (SELECT FROM book.service_request r WHERE r.policy_id = p.id
          AND r.kind = ANY(CAST(:unless_requested AS text[])) AND r.applied_on > CAST(:requested_since AS date))
"""
_REINSTATEMENT = """
    SELECT person_id, until - CAST(:before AS integer) AS on_day, policy_id, CAST(NULL AS integer) AS years, until
    FROM (SELECT d.customer_id AS person_id, d.policy_id,
              CAST(d.grace_ends + 1 + interval '2 years' AS date) AS until
          FROM renewal.due d WHERE d.city_id = :city AND d.state = 'suspended') ending
    WHERE until - CAST(:before AS integer) BETWEEN CAST(:first AS date) AND CAST(:last AS date)
"""
_CONTENT = """
    SELECT c.customer_id AS person_id, CAST(:season AS date) + CAST(c.customer_id % :spread AS integer) AS on_day,
        CAST(NULL AS bigint) AS policy_id, CAST(NULL AS integer) AS years, CAST(NULL AS date) AS until
    FROM engagement.care c
    WHERE c.city_id = :city AND c.customer_id % :spread BETWEEN :first_turn AND :last_turn
"""


def occasions_between(occasion: Occasion, first: date, last: date, day: date) -> tuple[str, dict[str, Any]]:
    """The statement for the occasions of a kind on the days from `first` to `last`, and what it takes beside `city`."""
    match occasion:
        case Birthday():
            return _BIRTHDAY, {**_kept(first, last, 0), "least_age": occasion.least_age}
        case PolicyYear():
            return _POLICY_YEAR, {
                **_kept(first, last, occasion.after_days),
                "after": occasion.after_days,
                "states": sorted(occasion.states),
                "any_category": not occasion.categories,
                "categories": sorted(occasion.categories),
                "from_year": occasion.from_year,
                "unless_requested": sorted(occasion.unless_requested),
                "requested_since": date.fromordinal(day.toordinal() - occasion.requested_days),
            }
        case Reinstatement():
            return _REINSTATEMENT, {"before": occasion.before_days, "first": first, "last": last}
        case Content():
            season = season_before(occasion.starts, last)
            first_turn, last_turn = turns(season, occasion.spread_days, first, last)
            return _CONTENT, {
                "season": season,
                "spread": occasion.spread_days,
                "first_turn": first_turn,
                "last_turn": last_turn,
            }


def _kept(first: date, last: date, after: int) -> dict[str, Any]:
    """The days of the year whose anniversary, so many days later, falls into the stretch."""
    found = days_of_year(
        date.fromordinal(first.toordinal() - after), date.fromordinal(last.toordinal() - after)
    )
    return {"month_days": [name for name, _ in found], "kept_on": [kept for _, kept in found]}
