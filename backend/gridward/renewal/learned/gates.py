"""Whether a model is good enough: its figures by due month, against limits and against what judges now. Pure."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gridward.platform.rules import RulePart
from gridward.renewal.risk.measures import Lapsed, Risks, auc, calibration


class Limits(RulePart):
    """Between which a figure must lie."""

    least: float
    most: float


class Gates(RulePart):
    """When a model may judge."""

    months: int
    """Closed due months that are looked at."""
    least_lapses: int
    """In a month that is judged."""
    ae: Limits
    slope: Limits


@dataclass(frozen=True)
class Month:
    """A due month's figures of a model; NaN where lapses or payments are missing."""

    month: str
    """`YYYY-MM`."""
    rows: int
    lapses: int
    expected: float
    ae: float
    slope: float
    auc: float
    other_auc: float
    """Of what judges now, on the same premiums."""

    def faults(self, gates: Gates) -> tuple[str, ...]:
        """Which gates it fails: `few`, `ae`, `slope`, `ranking`."""
        if self.lapses < gates.least_lapses:
            return ("few",)
        found = []
        if not gates.ae.least <= self.ae <= gates.ae.most:
            found.append("ae")
        if not gates.slope.least <= self.slope <= gates.slope.most:
            found.append("slope")
        if not self.auc > self.other_auc:
            found.append("ranking")
        return tuple(found)

    def plain(self) -> dict[str, Any]:
        """As JSON has it: no NaN."""
        return {
            name: None if value != value else round(value, 4) if isinstance(value, float) else value
            for name, value in asdict(self).items()
        }


def by_month(due: NDArray[np.float64], lapsed: Lapsed, risk: Risks, other: Risks) -> list[Month]:
    """The figures of each due month, in order. `due` are days since 1970."""
    months = due.astype(np.int64).astype("datetime64[D]").astype("datetime64[M]")
    return [
        _month(str(month), lapsed[rows], risk[rows], other[rows])
        for month in np.unique(months)
        for rows in [months == month]
    ]


def opens(months: Sequence[Month], gates: Gates) -> bool:
    """Whether the newest months are enough, and none of them fails a gate."""
    newest = months[-gates.months :]
    return len(newest) == gates.months and not any(month.faults(gates) for month in newest)


def holds(months: Sequence[Month], gates: Gates) -> bool:
    """Whether a model that judges may go on: none of the newest months that can be judged is outside the limits.

    That it ranks better than another was asked before; a month with few lapses says nothing against it.
    """
    return not any({"ae", "slope"} & set(month.faults(gates)) for month in months[-gates.months :])


def _month(name: str, lapsed: Lapsed, risk: Risks, other: Risks) -> Month:
    expected = float(risk.sum())
    return Month(
        name,
        len(lapsed),
        int(lapsed.sum()),
        expected,
        float(lapsed.sum()) / expected if expected else float("nan"),
        calibration(lapsed, risk)[1],
        auc(lapsed, risk),
        auc(lapsed, other),
    )
