"""Fitting the model and its peers to a case and judging them, with the card beside them, and how long it all takes."""

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from gridward.kernel.errors import Unavailable
from gridward.platform.rules import load_rules
from gridward.renewal.bench.case import Case, Learned, View
from gridward.renewal.bench.peers import PEERS
from gridward.renewal.card import CARD, PointsCard
from gridward.renewal.card_columns import complete
from gridward.renewal.risk import extra
from gridward.renewal.risk.features import Columns
from gridward.renewal.risk.measures import Lapsed, Measures, Risks, auc, measure
from gridward.renewal.risk.model import Judging, reasons
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
class Other:
    """The model's figures on the premiums as they are seen on another day."""

    measures: Measures
    ceiling_auc: float
    """Of the true probabilities; NaN where they are not known."""


@dataclass(frozen=True)
class LapseRun:
    """A case measured. Seconds are of CPU, rows a second of one core."""

    case: Case
    model: Judged | None
    """None without the extra `ml`."""
    others: dict[str, Other]
    """The model on other days."""
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
    others: dict[str, Other] = {}
    tell("model")
    if extra.there():
        started = time.process_time()
        learned = _learned(case, Recipe(seed=seed))
        seconds = time.process_time() - started
        risk = learned.model.risk(learned.test.columns)
        model = Judged("LightGBM, discrete-time hazard", measure(case.test.lapsed, risk), seconds)
        trees, empty = learned.trees, learned.empty
        others = {name: _other(learned.model, view) for name, view in learned.others.items()}
        tell("speed")
        speed, reasons_s = _speed(learned.model, learned.test.columns, reasoned)
    else:
        why_not["model"] = f"The extra is not installed: {extra.INSTALL}"
    return LapseRun(
        case, model, others, trees, empty, speed, reasons_s, card_judged, card_speed, peers, why_not,
        _ceiling(case.test.lapsed, case.ceiling),
    )  # fmt: skip


def _learned(case: Case, recipe: Recipe) -> Learned:
    if case.learn is not None:
        return case.learn(recipe)
    trained = train(case.features, case.train.columns, case.train.lapsed, case.train.when, recipe)
    return Learned(trained.model, trained.trees, trained.empty, View(case.test.columns, case.test.lapsed))


def _other(model: Judging, view: View) -> Other:
    return Other(measure(view.lapsed, model.risk(view.columns)), _ceiling(view.lapsed, view.ceiling))


def _ceiling(lapsed: Lapsed, truth: Risks | None) -> float:
    return float("nan") if truth is None else auc(lapsed, truth)


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


def _speed(model: Judging, columns: Columns, reasoned: int) -> tuple[float, float]:
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
