"""A model learns, explains itself, keeps to its directions, and refuses what teaches nothing."""

from dataclasses import replace

import numpy as np
import pytest

from gridward.kernel.errors import GridwardError, Invalid, Unavailable
from gridward.renewal.risk import extra
from gridward.renewal.risk.features import Columns, Feature
from gridward.renewal.risk.measures import auc, log_odds, probability
from gridward.renewal.risk.model import Model, reasons
from gridward.renewal.risk.recipe import Recipe
from gridward.renewal.risk.training import Trained, train

FEATURES = (Feature("late", 1), Feature("age"), Feature("channel", of_words=True), Feature("nothing"))
QUICK = Recipe(members=2, most_trees=40)


def _rows(count: int = 4_000) -> tuple[Columns, np.ndarray]:
    draw = np.random.default_rng(5)
    late = draw.poisson(0.5, count).astype(float)
    channel = draw.choice(["bank", "cash", ""], count)
    odds = -2.5 + late + (channel == "cash")
    lapsed = draw.random(count) < probability(odds)
    late[draw.random(count) < 0.05] = np.nan
    columns = {
        "late": late,
        "age": draw.uniform(20, 80, count),
        "channel": channel,
        "nothing": np.full(count, np.nan),
    }
    return columns, lapsed


@pytest.fixture(scope="module")
def learned() -> tuple[Trained, Columns, np.ndarray]:
    columns, lapsed = _rows()
    return train(FEATURES, columns, lapsed, np.arange(len(lapsed)), QUICK), columns, lapsed


def test_it_learns_and_leaves_out_what_nobody_knows(learned: tuple[Trained, Columns, np.ndarray]) -> None:
    trained, columns, lapsed = learned
    risk = trained.model.risk(columns)
    assert auc(lapsed, risk) > 0.7
    assert 0.8 < lapsed.sum() / risk.sum() < 1.25
    assert trained.empty == ("nothing",)


def test_more_lateness_never_lowers_the_risk(learned: tuple[Trained, Columns, np.ndarray]) -> None:
    trained, columns, _ = learned
    more = {**columns, "late": columns["late"] + 1}
    assert (trained.model.risk(more) >= trained.model.risk(columns) - 1e-12).all()


def test_contributions_add_up_and_become_reasons(learned: tuple[Trained, Columns, np.ndarray]) -> None:
    model, columns, _ = learned[0].model, learned[1], learned[2]
    shares = model.contributions(columns)
    assert np.allclose(shares.sum(axis=1), log_odds(model.risk(columns)))
    told = list(reasons(model, columns))
    worst = int(np.nanargmax(columns["late"]))
    assert told[worst][0]["code"] == "late" and told[worst][0]["params"] == {"value": columns["late"][worst]}
    assert all(one["points"] > 0 for row in told for one in row)


def test_words_that_training_did_not_see_are_as_missing(
    learned: tuple[Trained, Columns, np.ndarray],
) -> None:
    model, columns = learned[0].model, learned[1]
    strange = {**columns, "channel": np.full(len(columns["late"]), "pigeon")}
    missing = {**columns, "channel": np.full(len(columns["late"]), "")}
    assert (model.risk(strange) == model.risk(missing)).all()


def test_the_same_rows_make_the_same_model(learned: tuple[Trained, Columns, np.ndarray]) -> None:
    columns, lapsed = _rows()
    again = train(FEATURES, columns, lapsed, np.arange(len(lapsed)), QUICK)
    assert again.model == learned[0].model


@pytest.mark.parametrize(
    ("lapses", "code"), [(0, "risk.no_lapse"), (4_000, "risk.no_lapse"), (5, "risk.too_few")]
)
def test_what_teaches_nothing_is_refused(lapses: int, code: str) -> None:
    columns, lapsed = _rows()
    with pytest.raises(Invalid) as refused:
        train(FEATURES, columns, np.arange(len(lapsed)) < lapses, None, QUICK)
    assert refused.value.code == code and refused.value.hint


def test_a_missing_column_is_named(learned: tuple[Trained, Columns, np.ndarray]) -> None:
    model, columns = learned[0].model, learned[1]
    with pytest.raises(Invalid) as refused:
        model.risk({name: column for name, column in columns.items() if name != "age"})
    assert refused.value.params == {"feature": "age"}


def test_nothing_known_at_all_is_refused() -> None:
    with pytest.raises(Invalid) as refused:
        train((Feature("nothing"),), _rows()[0], _rows()[1], None, QUICK)
    assert refused.value.code == "risk.nothing_known"


def test_without_the_extra_it_says_how_to_get_it(
    learned: tuple[Trained, Columns, np.ndarray], monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(name: str) -> None:
        raise ModuleNotFoundError(f"No module named '{name}'")

    monkeypatch.setattr(extra.importlib, "import_module", missing)
    model: Model = replace(learned[0].model)
    with pytest.raises(Unavailable) as refused:
        model.risk(learned[1])
    assert isinstance(refused.value, GridwardError) and "gridward[ml]" in refused.value.hint
