"""A made renewal table, one row a policy, with the gaps and slips of a delivered one."""

import csv
from pathlib import Path

import numpy as np

HEADER = (
    "id", "perc_premium_paid_by_cash_credit", "age_in_days", "Income", "Count_3-6_months_late",
    "Count_6-12_months_late", "Count_more_than_12_months_late", "application_underwriting_score",
    "no_of_premiums_paid", "sourcing_channel", "residence_area_type", "target",
)  # fmt: skip


def write_renewal_table(path: Path, rows: int = 3_000, lapses: bool = True) -> Path:
    """Rows whose payers of cash and late payers lapse more; some fields are empty, a few absurd."""
    draw = np.random.default_rng(11)
    cash, late = draw.beta(0.5, 1, rows), draw.poisson(0.25, (3, rows))
    odds = -3.6 + 2 * cash + late.sum(axis=0)
    lapsed = (draw.random(rows) < 1 / (1 + np.exp(-odds))) & lapses
    columns = [
        [str(number) for number in range(rows)],
        *_gaps(
            draw, [f"{one:.3f}" for one in cash], [str(one) for one in draw.integers(7_500, 30_000, rows)]
        ),
        *_gaps(draw, [f"{one:.0f}" for one in np.exp(draw.normal(12, 0.7, rows))]),
        *_gaps(draw, *[[str(one) for one in counts] for counts in late]),
        *_gaps(draw, [f"{one:.2f}" for one in 99 - draw.exponential(1, rows)]),
        *_gaps(draw, [str(one) for one in draw.integers(2, 40, rows)]),
        *_gaps(draw, list(draw.choice(list("ABCD"), rows)), list(draw.choice(["Urban", "Rural"], rows))),
        [str(int(not one)) for one in lapsed],
    ]
    columns[3][7], columns[2][8], columns[9][9], columns[11][10] = "9e12", "-5", "?", ""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEADER, *zip(*columns, strict=True)])
    return path


def _gaps(draw: np.random.Generator, *columns: list[str]) -> list[list[str]]:
    return [["" if draw.random() < 0.02 else value for value in column] for column in columns]
