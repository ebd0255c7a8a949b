"""Whole-life policies of a tied-agent channel, as quarters of 91 days that end in surrender or not (R: CASdatasets)."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from gridward.kernel.errors import Invalid
from gridward.renewal.bench.case import Case, Rows, chosen, examine
from gridward.renewal.bench.tables import numbers, read_table, words
from gridward.renewal.risk.features import Feature

_COLUMNS = ("issue_date", "duration", "acc_death_rider", "gender", "premium_frequency", "risk_state",
            "underwriting_age", "annual_premium", "surrender", "allcause")  # fmt: skip
_FEATURES = (
    Feature("quarter"),
    Feature("premium"),
    Feature("rider", of_words=True),
    Feature("gender", of_words=True),
    Feature("frequency", of_words=True),
    Feature("smoker", of_words=True),
    Feature("age_band"),
)
"""Not the region, which says where people live; not the index of shares, which is that of the day when a policy ended."""
_AGES = {"Young": 0.0, "Middle": 1.0, "Old": 2.0}
_CARD_AGES = {"Young": 28.0, "Middle": 42.0, "Old": 60.0}
_PAY_MODES = {"Annual": "yearly", "InfraAnnual": "monthly"}
_QUARTER = 91
_DAYS_A_MONTH = 30.44

_LEARN_FROM = "2002-01-01"
"""Older windows say less of the years that are judged than they cost: tenures and rates were others."""
_LEARN_TO = "2006-12-31"
_JUDGE_FROM = "2008-01-01"
_SEEN_TO = "2010-05-12"
"""The last day of observation; the window in which it lies is not complete, for events nor for exposure."""


def read(path: Path) -> Case:
    """The file, split by time: windows that end by 2006, and those from 2008 on. Raises `bench.*`."""
    table = read_table(path, _COLUMNS, "uslapseagent")
    issued, duration = _days(table["issue_date"].to_numpy(dtype=np.str_)), numbers(table["duration"])
    if np.isnan(duration).any():
        raise Invalid(
            "bench.other_file",
            f"{path} has rows without a duration.",
            "Give the file as it was published.",
        )
    surrendered = numbers(table["surrender"]) == 1
    quarters = np.floor(duration).astype(np.int64) + 1
    policy = np.repeat(np.arange(len(table)), quarters)
    quarter = np.arange(len(policy)) - np.repeat(np.cumsum(quarters) - quarters, quarters)
    start = issued[policy] + _QUARTER * quarter
    plain = {
        name: words(table[column])
        for name, column in (
            ("rider", "acc_death_rider"),
            ("gender", "gender"),
            ("frequency", "premium_frequency"),
            ("smoker", "risk_state"),
        )
    }
    age = table["underwriting_age"].str.strip()
    columns = {
        "quarter": quarter.astype(np.float64),
        "premium": numbers(table["annual_premium"])[policy],
        "age_band": age.map(_AGES).to_numpy(dtype=np.float64)[policy],
    } | {name: column[policy] for name, column in plain.items()}
    card = {
        "tenure_months": quarter * _QUARTER / _DAYS_A_MONTH,
        "age": age.map(_CARD_AGES).to_numpy(dtype=np.float64)[policy],
        "pay_mode": np.array([_PAY_MODES.get(word, "") for word in plain["frequency"]])[policy],
    }
    rows = Rows(columns, card, quarter, (quarter == quarters[policy] - 1) & surrendered[policy], start)
    end = start + _QUARTER
    learned = (start >= _day(_LEARN_FROM)) & (end <= _day(_LEARN_TO))
    judged = (start >= _day(_JUDGE_FROM)) & (end <= _day(_SEEN_TO))
    return examine(
        Case(
            f"by time: windows of 91 days from {_LEARN_FROM} to {_LEARN_TO} to learn from, "
            f"from {_JUDGE_FROM} to {_SEEN_TO} to be judged by",
            _FEATURES,
            chosen(rows, learned),
            chosen(rows, judged),
        )
    )


def _day(text: str) -> int:
    return int(np.datetime64(text, "D").astype(np.int64))


def _days(texts: NDArray[np.str_]) -> NDArray[np.int64]:
    try:
        return texts.astype("datetime64[D]").astype(np.int64)
    except ValueError as error:
        raise Invalid(
            "bench.other_file",
            f"An issue date cannot be read: {error}",
            "Give the file as it was published: dates as YYYY-MM-DD.",
        ) from error
