"""A renewal table, one row a policy: how it paid until now, and whether it paid the next premium."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from gridward.kernel.errors import Invalid
from gridward.renewal.bench.case import Case, Rows, by_lot, examine
from gridward.renewal.bench.tables import numbers, read_table, words
from gridward.renewal.risk.features import Columns, Feature

HEADER = (
    "id", "perc_premium_paid_by_cash_credit", "age_in_days", "Income", "Count_3-6_months_late",
    "Count_6-12_months_late", "Count_more_than_12_months_late", "application_underwriting_score",
    "no_of_premiums_paid", "sourcing_channel", "residence_area_type", "target",
)  # fmt: skip
_FEATURES = (
    Feature("cash_share", 1),
    Feature("late_3_6", 1),
    Feature("late_6_12", 1),
    Feature("late_12", 1),
    Feature("late", 1),
    Feature("months_late", 1),
    Feature("late_share", 1),
    Feature("age"),
    Feature("income"),
    Feature("underwriting_score"),
    Feature("premiums_paid"),
    Feature("channel", of_words=True),
)
"""Not the type of area, which stands for the neighbourhood."""
_MONTHS = (4.5, 9.0, 15.0)
"""How late the three counts say that a premium was, about."""
_DAYS_A_YEAR = 365.25
_PREMIUM_TO_INCOME = 0.05
"""The table has no premium: all are taken to pay the same, this share of the middle income."""
_SHARE = 0.7
_MOST = {
    "age_in_days": 130 * _DAYS_A_YEAR,
    "Count_3-6_months_late": 1_000,
    "Count_6-12_months_late": 1_000,
    "Count_more_than_12_months_late": 1_000,
    "no_of_premiums_paid": 2_000,
    "application_underwriting_score": 1e6,
}
"""What is more, as what is below nothing, is a slip."""
_PERCENT = 0.05
_UNUSED = ("id", "residence_area_type")


def read(path: Path, seed: int) -> Case:
    """The file, split 70 to 30 by lot, as it has no time. Rows without an outcome are left out. Raises `bench.*`."""
    table = read_table(path, tuple(name for name in HEADER if name not in _UNUSED), "renewal")
    target = numbers(table["target"])
    known = np.isin(target, (0.0, 1.0))
    if not known.any():
        raise Invalid(
            "bench.no_target",
            f"{path} has no row with a target: every one is empty or neither 0 nor 1.",
            "Give the part of the table in which it is known who paid: target 1 for paid, 0 for not.",
        )
    table = table[known]
    columns, card = _columns(
        {name: numbers(table[name]) for name in HEADER[1:9]}, words(table["sourcing_channel"])
    )
    paid = columns["premiums_paid"]
    tenure = np.where(np.isnan(paid), 0, np.clip(paid, 0, 60)).astype(np.int64)
    rows = Rows(columns, card, tenure, target[known] == 0)
    train, test = by_lot(rows, _SHARE, seed)
    out = int((~known).sum())
    notes = (f"{out:,} rows without a target were left out.",) if out else ()
    return examine(
        Case(f"by lot: 70 % to learn from, 30 % to be judged by, seed {seed}", _FEATURES, train, test, notes)
    )


def _columns(given: dict[str, NDArray[np.float64]], channel: NDArray[np.str_]) -> tuple[Columns, Columns]:
    """As the model sees it, and as the card does."""
    given = {
        name: np.where((column < 0) | (column > _MOST.get(name, np.inf)), np.nan, column)
        for name, column in given.items()
    }
    counts = np.stack([given[name] for name in HEADER[4:7]])
    late = _sum(counts)
    paid = given["no_of_premiums_paid"]
    age = given["age_in_days"] / _DAYS_A_YEAR
    cash = given["perc_premium_paid_by_cash_credit"]
    # Written in percent where more than a few are above 1.
    cash = np.clip(cash / 100 if np.mean(cash > 1) > _PERCENT else cash, 0, 1)
    income = given["Income"]
    # A logarithm keeps the few huge incomes from filling all limits between bins.
    log_income = np.log(np.where(income > 0, income, np.nan))
    columns = {
        "cash_share": cash,
        "late_3_6": counts[0],
        "late_6_12": counts[1],
        "late_12": counts[2],
        "late": late,
        "months_late": _sum(counts * np.array(_MONTHS)[:, None]),
        "late_share": late / np.maximum(paid + late, 1),
        "age": age,
        "income": log_income,
        "underwriting_score": given["application_underwriting_score"],
        "premiums_paid": paid,
        "channel": channel,
    }
    middle = np.nanmedian(income) if np.isfinite(income).any() else np.nan
    card = {
        "cash_share": cash,
        "late_payments": late,
        # Whoever pays three months late has lapsed.
        "times_lapsed": late,
        "paid_instalments": paid,
        "premium_to_income": _PREMIUM_TO_INCOME * middle / np.where(income > 0, income, np.nan),
        "age": age,
    }
    return columns, card


def _sum(counts: NDArray[np.float64]) -> NDArray[np.float64]:
    """By column; what is missing counts nothing, where all is missing nothing is known."""
    return np.where(np.isnan(counts).all(axis=0), np.nan, np.nansum(counts, axis=0))
