"""Fitting the model and its peers to a case and judging them, with the card beside them, and how long it all takes."""

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from gridward.kernel.errors import Unavailable
from gridward.platform.rules import load_rules
from gridward.renewal.bench.case import Case
from gridward.renewal.bench.peers import PEERS
from gridward.renewal.card import CARD, PointsCard
from gridward.renewal.card_columns import complete
from gridward.renewal.risk import extra
from gridward.renewal.risk.features import Columns
from gridward.renewal.risk.measures import Measures, auc, measure
from gridward.renewal.risk.model import Model, reasons
from gridward.renewal.risk.recipe import Recipe
from gridward.renewal.risk.training import train

REASONED = 250_000
"""Rows for which reasons are timed."""
SCORED = 200_000
"""Rows that are scored to be timed, at least."""


@dataclass(frozen=True)
class Judged:
    """A method's figures on the rows that it did not see."""

    about: str
    measures: Measures
    train_s: float


@dataclass(frozen=True)
class LapseRun:
    """A case measured. Seconds are of CPU, rows a second of one core."""

    case: Case
    model: Judged | None
    """None without the extra `ml`."""
    trees: int
    empty: tuple[str, ...]
    """Features that had no known value."""
    rows_per_s: float
    reasons_s: float
    """For `REASONED` rows."""
    card: Judged
    card_rows_per_s: float
    """With points, probabilities, tiers and the three strongest features."""
    peers: dict[str, Judged]
    why_not: dict[str, str]
    """Methods that did not run, and why."""
    ceiling_auc: float
    """Of the true probabilities; NaN where they are not known."""


def run(case: Case, seed: int, tell: Callable[[str], None], reasoned: int = REASONED) -> LapseRun:
    """Everything on one case."""
    tell("points card")
    card = load_rules(PointsCard, "points_card", CARD)
    card_judged, card_speed = _card(case, card)
    peers, why_not = {}, {}
    for name, (about, fit) in PEERS.items():
        tell(about)
        try:
            started = time.process_time()
            fitted = fit(case.features, case.train)
            seconds = time.process_time() - started
            peers[name] = Judged(about, measure(case.test.lapsed, fitted(case.test)), seconds)
        except Unavailable as error:
            why_not[name] = str(error)
    model: Judged | None = None
    trees, speed, reasons_s = 0, float("nan"), float("nan")
    empty: tuple[str, ...] = ()
    tell("model")
    if extra.there():
        started = time.process_time()
        trained = train(
            case.features, case.train.columns, case.train.lapsed, case.train.when, Recipe(seed=seed)
        )
        seconds = time.process_time() - started
        risk = trained.model.risk(case.test.columns)
        model = Judged("LightGBM, discrete-time hazard", measure(case.test.lapsed, risk), seconds)
        trees, empty = trained.trees, trained.empty
        tell("speed")
        speed, reasons_s = _speed(trained.model, case.test.columns, reasoned)
    else:
        why_not["model"] = f"The extra is not installed: {extra.INSTALL}"
    return LapseRun(
        case, model, trees, empty, speed, reasons_s, card_judged, card_speed, peers, why_not,
        float("nan") if case.ceiling is None else auc(case.test.lapsed, case.ceiling),
    )  # fmt: skip


def _card(case: Case, card: PointsCard) -> tuple[Judged, float]:
    """Untrained: the card as it is. Its speed is that with a value for every feature."""
    columns = complete(card, case.test.card, len(case.test))
    judged = Judged("points card, untrained", measure(case.test.lapsed, card.score(columns).probability), 0.0)
    made = _made(card, max(len(case.test), SCORED))
    started = time.process_time()
    card.score(made)
    return judged, len(made[card.features[0].name]) / max(time.process_time() - started, 1e-9)


def _made(card: PointsCard, size: int) -> Columns:
    """Values that reach every bin and every word of a card, by lot."""
    draw = np.random.default_rng(1)
    made = {}
    for feature in card.features:
        if feature.values:
            made[feature.name] = draw.choice([*feature.values, ""], size)
        else:
            ends = [*feature.limits, feature.limits[-1] + 1] if feature.limits else [0.0]
            made[feature.name] = draw.choice([*(end - 1e-3 for end in ends), np.nan], size)
    return made


def _speed(model: Model, columns: Columns, reasoned: int) -> tuple[float, float]:
    """Rows a second, and seconds for the reasons of `REASONED` rows (measured on `reasoned`)."""
    scored = _repeated(columns, SCORED)
    model.risk(_repeated(columns, 1_000))
    started = time.process_time()
    model.risk(scored)
    speed = SCORED / max(time.process_time() - started, 1e-9)
    rows = _repeated(columns, reasoned)
    started = time.process_time()
    for _ in reasons(model, rows):
        pass
    return speed, (time.process_time() - started) * REASONED / reasoned


def _repeated(columns: Columns, size: int) -> Columns:
    return {name: np.resize(column, size) for name, column in columns.items()}
