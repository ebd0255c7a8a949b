"""What the card and the model are measured beside: logistic regression with splines, Cox, and a table by tenure."""

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from gridward.renewal.bench.case import Rows
from gridward.renewal.risk import extra
from gridward.renewal.risk.features import Columns, Feature, Matrix, learn, matrix
from gridward.renewal.risk.measures import Risks

Fitted = Callable[[Rows], Risks]
_STEPS = 30
_KNOTS = 6
_RIDGE = 1e-3


def fit_tenure(features: tuple[Feature, ...], train: Rows) -> Fitted:
    """The share that lapsed in each period of the contract; the mean where nothing like it was seen."""
    del features
    size = int(train.tenure.max()) + 1
    mean = float(train.lapsed.mean())
    rows = np.bincount(train.tenure, minlength=size)
    # Twenty rows of the mean keep a period with few rows from having a rate of its own.
    rate = (np.bincount(train.tenure, weights=train.lapsed, minlength=size) + 20 * mean) / (rows + 20)

    def risk(rows: Rows) -> Risks:
        inside = rows.tenure < size
        return np.where(inside, rate[np.where(inside, rows.tenure, 0)], mean)

    return risk


def fit_splines(features: tuple[Feature, ...], train: Rows) -> Fitted:
    """Logistic regression by scikit-learn: cubic splines of numbers, a column for each word. Needs the extra `ml`."""
    preprocessing, linear_model = extra.load("sklearn.preprocessing"), extra.load("sklearn.linear_model")
    known, _ = learn(features, train.columns)
    tidy = _Tidy(known, train.columns, train.tenure)
    first = tidy(train)
    many = [place for place in range(tidy.numbers) if len(np.unique(first[:, place])) > _KNOTS]
    splines = preprocessing.SplineTransformer(_KNOTS, knots="quantile", extrapolation="constant")
    scaled = preprocessing.StandardScaler()

    def design(rows: Rows, fit: bool = False) -> Matrix:
        plain = tidy(rows)
        others = np.delete(plain, many, axis=1)
        parts = [scaled.fit_transform(others) if fit else scaled.transform(others)] if others.shape[1] else []
        if many:
            parts.append(splines.fit_transform(plain[:, many]) if fit else splines.transform(plain[:, many]))
        return np.concatenate(parts, axis=1)

    fitted = linear_model.LogisticRegression(max_iter=500)
    fitted.fit(design(train, fit=True), train.lapsed)
    return lambda rows: np.asarray(fitted.predict_proba(design(rows))[:, 1])


def fit_cox(features: tuple[Feature, ...], train: Rows) -> Fitted:
    """Proportional hazards over the periods of the contract: partial likelihood with Breslow's ties and baseline.

    Each row is a policy at risk in one period, so the rows of a period are its risk set.
    """
    known, _ = learn(features, train.columns)
    tidy = _Tidy(known, train.columns, None)
    raw = tidy(train)
    centre, spread = raw.mean(axis=0), raw.std(axis=0)
    spread[spread == 0] = 1
    x = (raw - centre) / spread
    size = int(train.tenure.max()) + 1
    events = np.bincount(train.tenure, weights=train.lapsed, minlength=size)
    by_period = [np.flatnonzero(train.tenure == period) for period in np.flatnonzero(events)]
    at = np.zeros(x.shape[1])
    wanted = x[train.lapsed].sum(axis=0)
    for _ in range(_STEPS):
        relative = np.exp(np.clip(x @ at, -30, 30))
        slope, curve = wanted - _RIDGE * at, _RIDGE * np.eye(len(at))
        for rows in by_period:
            weight = relative[rows] / relative[rows].sum()
            mean = weight @ x[rows]
            deaths = events[train.tenure[rows[0]]]
            slope = slope - deaths * mean
            curve = curve + deaths * ((x[rows] * weight[:, None]).T @ x[rows] - np.outer(mean, mean))
        step = np.linalg.lstsq(curve, slope, rcond=None)[0]
        at = at + step / max(1.0, np.abs(step).max())
        if np.abs(step).max() < 1e-6:
            break
    total = np.bincount(train.tenure, weights=np.exp(np.clip(x @ at, -30, 30)), minlength=size)
    hazard = np.divide(events, total, out=np.zeros(size), where=total > 0)

    def risk(rows: Rows) -> Risks:
        relative = np.exp(np.clip((tidy(rows) - centre) / spread @ at, -30, 30))
        # Beyond the longest contract that was seen its last hazard goes on.
        return np.asarray(1 - np.exp(-hazard[np.minimum(rows.tenure, size - 1)] * relative))

    return risk


class _Tidy:
    """Columns as regressions want them: medians and a mark for what is missing, a column for each word but the first."""

    def __init__(
        self, features: tuple[Feature, ...], columns: Columns, tenure: NDArray[np.int64] | None
    ) -> None:
        self._plain = tuple(one for one in features if not one.of_words)
        self._worded = tuple(one for one in features if one.of_words)
        self._tenure = tenure is not None
        first = matrix(self._plain, columns)
        self._low, self._middle, self._high = np.nanquantile(first, (0.001, 0.5, 0.999), axis=0)
        self._gaps = np.isnan(first).any(axis=0)
        self.numbers: Final = len(self._plain)

    def __call__(self, rows: Rows) -> Matrix:
        plain = matrix(self._plain, rows.columns)
        missing = np.isnan(plain)
        filled = np.clip(np.where(missing, self._middle, plain), self._low, self._high)
        parts = [filled, missing[:, self._gaps].astype(np.float64)]
        if self._tenure:
            parts.append(rows.tenure[:, None].astype(np.float64))
        for feature in self._worded:
            code = feature.encode(rows.columns[feature.name])
            parts.append(code[:, None] == np.arange(1, len(feature.words or ())))
        return np.concatenate(parts, axis=1, dtype=np.float64)


PEERS: Final[dict[str, tuple[str, Callable[[tuple[Feature, ...], Rows], Fitted]]]] = {
    "splines": ("logistic regression with splines", fit_splines),
    "cox": ("Cox", fit_cox),
    "tenure": ("table by tenure", fit_tenure),
}
"""By name: what it is, and its fitting."""
