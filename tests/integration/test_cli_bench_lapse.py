"""`gridward bench lapse` from end to end on a made renewal table, and what it says of files that are no such thing."""

import csv
import json
from pathlib import Path

import pytest

from gridward.kernel.errors import Invalid
from gridward.renewal.bench import renewal_table
from gridward.renewal.risk.features import learn
from support.commands import run
from support.renewal_table import write_renewal_table

PEERS = ("splines", "cox", "tenure")


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, dict[str, float]]:
    """What it printed and its figures."""
    folder: Path = tmp_path_factory.mktemp("bench")
    table, figures = write_renewal_table(folder / "table.csv"), folder / "figures.json"
    printed = run(
        "", "bench", "lapse", "--data", table, "--kind", "renewal", "--reasons", 500, "--json", figures
    )
    return printed, json.loads(figures.read_text("utf-8"))


def test_the_figures_are_there_and_the_model_beats_a_table_by_tenure(
    bench: tuple[str, dict[str, float]],
) -> None:
    figures = bench[1]
    for name in ("auc", "pr_auc", "brier", "lift10", "ae", "slope", "card_auc", "train_s", "rows_per_s"):
        assert isinstance(figures[name], float), name
    assert {f"peer.{name}.auc" for name in PEERS} < set(figures)
    assert figures["auc"] > max(0.7, figures["peer.tenure.auc"])
    assert figures["card_auc"] > 0.6
    assert 0.7 < figures["ae"] < 1.4
    assert (figures["rows_train"], figures["rows_test"]) == (2_099, 900)


def test_it_says_how_it_split_and_what_it_left_out(bench: tuple[str, dict[str, float]]) -> None:
    assert "70 %" in bench[0] and "1 rows without a target were left out" in bench[0]
    assert "tenth by risk" in bench[0]


def test_the_kind_of_area_is_no_feature(tmp_path: Path) -> None:
    case = renewal_table.read(write_renewal_table(tmp_path / "table.csv", 200), 1)
    assert not any("area" in name for name in (*case.train.columns, *case.train.card))


def test_a_table_without_a_lapse_is_refused(tmp_path: Path) -> None:
    table = write_renewal_table(tmp_path / "table.csv", 200, lapses=False)
    said = run("", "bench", "lapse", "--data", table, "--kind", "renewal", ends=1)
    assert "not a single lapse" in said


def test_another_file_is_refused_with_the_columns_that_it_lacks(tmp_path: Path) -> None:
    other = tmp_path / "other.csv"
    other.write_text("id,name\n1,2\n", "utf-8")
    said = run("", "bench", "lapse", "--data", other, "--kind", "renewal", ends=1)
    assert "lacks perc_premium_paid_by_cash_credit" in said and "another --kind" in said
    said = run("", "bench", "lapse", "--data", tmp_path, "--kind", "extract", ends=1)
    assert "manifest.json" in said


def test_a_column_without_any_value_is_left_out_and_one_of_outcomes_refused(tmp_path: Path) -> None:
    table = write_renewal_table(tmp_path / "table.csv", 200)
    case = renewal_table.read(_without(table, "Income"), 2)
    assert learn(case.features, case.train.columns)[1] == ("income",)
    with pytest.raises(Invalid) as refused:
        renewal_table.read(_without(table, "target"), 2)
    assert refused.value.code == "bench.no_target"


def _without(table: Path, name: str) -> Path:
    """The table with an empty column."""
    with table.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(row | {name: ""} for row in rows)
    return table
