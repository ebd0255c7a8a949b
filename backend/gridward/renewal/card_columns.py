"""Columns for a points card from a source that does not tell all of them, or calls them otherwise."""

from collections.abc import Mapping

import numpy as np

from gridward.renewal.card import Column, PointsCard
from gridward.renewal.risk.features import Columns

_SAME = (
    "tenure_months", "late_payments", "times_lapsed", "last_days_late", "failed_debits", "cash_share", "pay_mode",
    "premium_to_income", "days_since_reached", "age",
)  # fmt: skip


def complete(card: PointsCard, columns: Mapping[str, Column], size: int) -> dict[str, Column]:
    """A column for each feature of the card; those that the source does not have are missing in every row."""
    return {
        feature.name: columns[feature.name]
        if feature.name in columns
        else np.full(size, "")
        if feature.values
        else np.full(size, np.nan)
        for feature in card.features
    }


def of_history(columns: Columns) -> dict[str, Column]:
    """What the card sees of the model's columns; on a day that is past nobody knows what the bank said of the account.

    An agent of whom nobody knows that he left has not: months below 0.
    """
    return {name: columns[name] for name in _SAME} | {
        "days_since_due": np.maximum(columns["days_since_due"], -1),
        "paid_instalments": columns["instalment_number"] - 1,
        "months_since_agent_left": np.nan_to_num(columns["months_since_agent_left"], nan=-1.0),
        "loan_in_use": (columns["loan_payments"] > 0).astype(np.float64),
    }
