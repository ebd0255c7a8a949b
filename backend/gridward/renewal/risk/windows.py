"""Which premiums a model learns from: those whose outcome is known, seen on days before it was. Pure."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from gridward.renewal.risk.history import GRACE_DAYS, Dues, Instalments, Places

LAG_DAYS = 15
"""After grace: a payment on its last day is delivered late."""
SEEN_ON: Final = (-30, 0, 15, 30, 45)
"""Days from the due date on which a premium is looked at."""


def following(instalments: Instalments) -> NDArray[np.bool_]:
    """(i,), whether a premium fell due while one before it had lapsed and was not made good: no outcome of its own."""
    made_good = np.where(np.isnan(instalments.paid) | instalments.by_loan, np.inf, instalments.paid)
    until = np.where(instalments.lapsed & ~instalments.by_loan, made_good, -np.inf)
    behind = np.zeros(len(until), dtype=bool)
    latest = until.copy()
    # As many steps as a policy has premiums on file: each looks one further back.
    for back in range(1, int(np.bincount(instalments.policy).max(initial=0))):
        same = instalments.policy[back:] == instalments.policy[:-back]
        if not same.any():
            break
        behind[back:] |= same & (latest[:-back] > instalments.due[back:])
    return behind


def closed(instalments: Instalments, day: int) -> NDArray[np.bool_]:
    """(i,), whether the outcome is known on a day for good, and counts."""
    return np.asarray((instalments.due <= day - GRACE_DAYS - LAG_DAYS) & ~following(instalments))


def in_closed_months(instalments: Instalments, day: int) -> NDArray[np.bool_]:
    """(i,), the same, and of due months that are closed from their first to their last day."""
    open_month = np.datetime64(day - GRACE_DAYS - LAG_DAYS + 1, "D").astype("datetime64[M]")
    border = open_month.astype("datetime64[D]").astype(np.int64)
    return np.asarray(closed(instalments, day) & (instalments.due < border))


def seen(instalments: Instalments, rows: NDArray[np.bool_]) -> tuple[Dues, Places]:
    """Premiums on each of the days on which they are looked at and were still unpaid in the morning; and which instalment
    each is."""
    chosen = np.flatnonzero(rows)
    place = np.repeat(chosen, len(SEEN_ON))
    as_of = instalments.due[place] + np.tile(np.array(SEEN_ON, dtype=np.float64), len(chosen))
    unpaid = ~(instalments.paid[place] < as_of)
    place = place[unpaid]
    return Dues(
        instalments.policy[place], instalments.number[place], instalments.due[place], as_of[unpaid]
    ), place


def on_the_day(instalments: Instalments, rows: NDArray[np.bool_]) -> tuple[Dues, Places]:
    """Premiums on the day on which they fall due, where they were unpaid in the morning."""
    place = np.flatnonzero(rows & ~(instalments.paid < instalments.due))
    due = instalments.due[place]
    return Dues(instalments.policy[place], instalments.number[place], due, due), place
