"""An extract with its truth as a case: premiums seen on their due date and on other days, in the year to come too."""

import csv
import zipfile
from pathlib import Path

import numpy as np
import pytest

from gridward.kernel.errors import Invalid
from gridward.renewal.bench import extract
from gridward.renewal.risk.measures import auc
from gridward.renewal.risk.recipe import Recipe


@pytest.fixture(scope="module")
def delivered(data_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The folders of a small extract and of its truth."""
    folder = tmp_path_factory.mktemp("extract")
    for name in ("utf-8-sig", "truth"):
        with zipfile.ZipFile(data_folder / f"shanghai/extract_3k/{name}.zip") as packed:
            packed.extractall(folder / name)
    return folder / "utf-8-sig", folder / "truth"


def test_the_year_to_come_is_seen_on_each_due_date(delivered: tuple[Path, Path]) -> None:
    case = extract.read(*delivered)
    with (delivered[1] / "truth_dues_next12m.csv").open(encoding="utf-8-sig") as file:
        dues = list(csv.DictReader(file))
    # Who had paid before the due date is judged no more; nobody who lapsed had.
    assert 0.8 * len(dues) < len(case.test) == len(case.ceiling) < len(dues)
    assert case.test.lapsed.sum() == sum(due["paid_in_grace"] == "0" for due in dues)
    assert (case.test.columns["days_since_due"] == 0).all()
    assert (case.train.columns["days_since_due"] == 0).all()
    assert case.train.when is not None and case.test.when is not None
    assert case.train.when.max() < case.test.when.min()
    # Premiums of the coming year are the history of those after them, however late in it these fall due.
    late = (case.test.columns["pay_mode"] == "monthly") & (case.test.when > case.test.when.min() + 200)
    assert np.nanmax(case.test.columns["last_days_late"][late]) < 62
    assert (case.test.columns["last_channel"][late] != "").mean() > 0.5


def test_what_is_learned_is_judged_on_other_days_too(delivered: tuple[Path, Path]) -> None:
    case = extract.read(*delivered)
    assert case.learn is not None
    learned = case.learn(Recipe(most_trees=20))
    # Whose debits fail in the year to come no truth tells.
    assert set(learned.others) == {"month_before"}
    days = learned.others["month_before"].columns["days_since_due"]
    # What falls due soon after the extract is seen on its day.
    assert days.min() == -30 and days.max() < 0 and (days == -30).mean() > 0.8
    assert len(days) > len(case.test)
    risk = learned.model.risk(learned.test.columns)
    assert len(risk) == len(case.test) and auc(case.test.lapsed, risk) > 0.7
    assert np.isfinite(learned.test.columns["inclined"]).all()


def test_without_a_truth_the_last_known_year_is_judged(delivered: tuple[Path, Path]) -> None:
    case = extract.read(delivered[0], None)
    assert case.train.when is not None and case.test.when is not None
    # What is learned was known when the first of the others was looked at.
    assert case.train.when.max() + 75 <= case.test.when.min()
    assert case.learn is not None
    others = case.learn(Recipe(most_trees=20)).others
    sizes = [len(case.test), *(len(others[name].lapsed) for name in ("d15", "d30", "d45"))]
    assert sizes == sorted(sizes, reverse=True) and sizes[-1] > 0
    assert case.ceiling is None and 300 < np.ptp(case.test.when) <= 365


def test_a_folder_without_a_truth_is_refused(delivered: tuple[Path, Path]) -> None:
    with pytest.raises(Invalid) as refused:
        extract.read(delivered[0], delivered[0])
    assert refused.value.code == "bench.unreadable"
