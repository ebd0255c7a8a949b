"""`gridward bench lapse` from end to end on a made renewal table, and what it says of files that are no such thing."""

import csv
import json
import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from gridward.kernel.errors import Invalid
from gridward.platform.rules import load_rules
from gridward.renewal.bench import renewal_table
from gridward.renewal.card import CARD, PointsCard
from gridward.renewal.card_columns import complete
from gridward.renewal.risk.features import learn
from gridward.renewal.risk.measures import auc
from support.commands import run
from support.renewal_table import HEADER, write_renewal_table

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


def _rewritten(table: Path, write: Callable[[str], str]) -> Path:
    """The table as another program writes it."""
    other = table.with_name("other.csv")
    other.write_text(write(table.read_text("utf-8")), "utf-8")
    return other


@pytest.mark.parametrize(
    "write",
    [
        lambda text: "\ufeff" + text,
        lambda text: text.replace(",", ";"),
        lambda text: text.replace(",", "\t"),
        lambda text: "\n".join(",".join(reversed(line.split(","))) for line in text.splitlines()),
        lambda text: "\n".join(line.partition(",")[2] for line in text.splitlines()),
        lambda text: re.sub(r",([01])$", r",\1.0", text, flags=re.MULTILINE),
        lambda text: text.lower().replace(",,", ", NaN ,"),
        lambda text: text.replace("\n", "\r\n"),
    ],
    ids=["mark", "semicolons", "tabs", "order", "no id", "0.0", "small letters", "line ends"],
)
def test_a_table_may_be_written_in_many_ways(tmp_path: Path, write: Callable[[str], str]) -> None:
    table = write_renewal_table(tmp_path / "table.csv", 300)
    as_given, other = renewal_table.read(table, 3), renewal_table.read(_rewritten(table, write), 3)
    assert (other.train.lapsed == as_given.train.lapsed).all()
    for name, column in as_given.train.columns.items():
        if name == "channel":
            assert np.char.lower(other.train.columns[name]).tolist() == np.char.lower(column).tolist()
        else:
            np.testing.assert_array_equal(other.train.columns[name], column)


def test_absurd_values_are_as_missing_ones(tmp_path: Path) -> None:
    row = '1,{cash},{age},"1,234,567",{late},0,0,99,12,A,Urban,{paid}\n'
    rows = [
        row.format(
            cash=2 * number,
            age=["1e300", "-3", "18000"][number % 3],
            late=["9e9", "2"][number % 2],
            paid=number // 2 % 2,
        )
        for number in range(51)
    ]
    table = tmp_path / "table.csv"
    table.write_text(",".join(HEADER) + "\n" + "".join(rows), "utf-8")
    case = renewal_table.read(table, 1)
    columns = {name: [*case.train.columns[name], *case.test.columns[name]] for name in case.train.columns}
    assert np.nanmax(columns["age"]) < 50 and np.isnan(columns["age"]).sum() == 34
    assert np.nanmax(columns["late"]) == 2
    # In percent.
    assert sorted(columns["cash_share"]) == pytest.approx([number / 50 for number in range(51)])
    assert np.exp(columns["income"]) == pytest.approx([1_234_567] * 51)


def test_the_card_untrained_tells_three_late_premiums_from_one(tmp_path: Path) -> None:
    """The card, untrained, ranks well where lapses follow lateness and cash."""
    case = renewal_table.read(write_renewal_table(tmp_path / "table.csv"), 1)
    card = load_rules(PointsCard, "points_card", CARD)
    risk = card.score(complete(card, case.test.card, len(case.test))).probability
    late, cash = case.test.card["times_lapsed"], case.test.card["cash_share"]
    by_times = [risk[(late == times) & (cash < 0.2)].mean() for times in (0, 1, 2, 3)]
    assert by_times == sorted(by_times) and by_times[3] > 1.3 * by_times[1]
    assert auc(case.test.lapsed, risk) > 0.72


def _without(table: Path, name: str) -> Path:
    """The table with an empty column."""
    with table.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(row | {name: ""} for row in rows)
    return table
