"""What a measured file says of the lapse risk: as tables, and as flat figures."""

import math
from pathlib import Path
from typing import Any, Literal, get_args

from rich.table import Table

from gridward.cli.console import console
from gridward.renewal.bench import extract, renewal_table, uslapseagent
from gridward.renewal.bench.case import Case
from gridward.renewal.bench.running import REASONED, Judged, LapseRun

Kind = Literal["uslapseagent", "renewal", "extract"]
KINDS = get_args(Kind)
_OTHERS = {
    "month_before": "30 days before the due date",
    "d15": "15 days after it, still unpaid",
    "d30": "30 days after it, still unpaid",
    "d45": "45 days after it, still unpaid",
}


def read(path: Path, kind: Kind, seed: int, truth: Path | None) -> Case:
    """The file as a case. Raises `bench.*`."""
    if kind == "extract":
        return extract.read(path, truth)
    return uslapseagent.read(path) if kind == "uslapseagent" else renewal_table.read(path, seed)


def show(run: LapseRun) -> None:
    """Print the run."""
    case = run.case
    for rows, name in ((case.train, "to learn from"), (case.test, "to be judged by")):
        console.print(f"{len(rows):,} rows {name}, {rows.lapsed.mean():.2%} lapsed.")
    console.print(f"Split {case.about}.", soft_wrap=True)
    for note in case.notes:
        console.print(note, soft_wrap=True)
    if run.empty:
        console.print(f"Left out of the model, as no value is known: {', '.join(run.empty)}.", soft_wrap=True)
    table = Table("", "AUC", "PR-AUC", "Brier", "lift 10 %", "A/E", "slope", "train s", box=None)
    for judged in (run.model, run.card, *run.peers.values()):
        if judged is not None:
            table.add_row(*_row(judged))
    console.print(table)
    for name, why in run.why_not.items():
        console.print(f"{name}: {why}", soft_wrap=True)
    if not math.isnan(run.ceiling_auc):
        console.print(f"The true probabilities have an AUC of {run.ceiling_auc:.4f} on the same rows.")
    if run.model is not None:
        _show_model(run, run.model)
    console.print(f"Card: {run.card_rows_per_s:,.0f} rows/s. Times are of CPU, on one core.", soft_wrap=True)


def _show_model(run: LapseRun, model: Judged) -> None:
    if run.others:
        console.print(_other_days(run))
    tenths = Table("tenth by risk", "rows", "expected", "actual", box=None)
    for number, tenth in enumerate(model.measures.tenths, 1):
        tenths.add_row(str(number), f"{tenth.rows:,}", f"{tenth.expected:.4f}", f"{tenth.actual:.4f}")
    console.print(tenths)
    console.print(
        f"{run.trees} trees a member. Model: {run.rows_per_s:,.0f} rows/s; reasons for {REASONED:,} rows "
        f"in {run.reasons_s:,.1f} s.",
        soft_wrap=True,
    )


def flat(run: LapseRun) -> dict[str, Any]:
    """One flat object; a figure that there is not is null."""
    figures: dict[str, Any] = {
        "rows_train": len(run.case.train),
        "rows_test": len(run.case.test),
        "lapsed_train": float(run.case.train.lapsed.mean()),
        "lapsed_test": float(run.case.test.lapsed.mean()),
        "trees": run.trees,
        "train_s": None if run.model is None else run.model.train_s,
        "rows_per_s": run.rows_per_s,
        f"reasons_{REASONED}_s": run.reasons_s,
        "card_rows_per_s": run.card_rows_per_s,
        "ceiling_auc": run.ceiling_auc,
    }
    if run.model is not None:
        figures |= _figures("", run.model)
        for name, other in run.others.items():
            figures |= {
                f"rows_{name}": other.measures.rows,
                f"auc_{name}": other.measures.auc,
                f"ceiling_auc_{name}": other.ceiling_auc,
                f"ae_{name}": other.measures.ae,
                f"slope_{name}": other.measures.slope,
            }
        for number, tenth in enumerate(run.model.measures.tenths, 1):
            figures |= {f"tenth_{number}_expected": tenth.expected, f"tenth_{number}_actual": tenth.actual}
    figures |= _figures("card_", run.card)
    for name, judged in run.peers.items():
        figures |= _figures(f"peer.{name}.", judged) | {f"peer.{name}.train_s": judged.train_s}
    return {name: _rounded(value) for name, value in figures.items()}


def _figures(prefix: str, judged: Judged) -> dict[str, Any]:
    found = judged.measures
    return {
        f"{prefix}auc": found.auc,
        f"{prefix}pr_auc": found.pr_auc,
        f"{prefix}brier": found.brier,
        f"{prefix}lift10": found.lift10,
        f"{prefix}ae": found.ae,
        f"{prefix}slope": found.slope,
    }


def _other_days(run: LapseRun) -> Table:
    table = Table("the model, seen", "rows", "AUC", "of the truth", "A/E", "slope", box=None)
    for name, other in run.others.items():
        found = other.measures
        ceiling = "–" if math.isnan(other.ceiling_auc) else f"{other.ceiling_auc:.4f}"
        figures = (f"{found.auc:.4f}", ceiling, f"{found.ae:.3f}", f"{found.slope:.3f}")
        table.add_row(_OTHERS[name], f"{found.rows:,}", *figures)
    return table


def _row(judged: Judged) -> tuple[str, ...]:
    found = judged.measures
    return (
        judged.about, f"{found.auc:.4f}", f"{found.pr_auc:.4f}", f"{found.brier:.5f}", f"{found.lift10:.2f}",
        f"{found.ae:.3f}", f"{found.slope:.3f}", f"{judged.train_s:.1f}",
    )  # fmt: skip


def _rounded(value: Any) -> Any:
    if not isinstance(value, float):
        return value
    return round(value, 6) if math.isfinite(value) else None
