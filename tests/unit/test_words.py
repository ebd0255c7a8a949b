"""Every code that the server answers with has its words in the application, so that both languages can say it."""

import ast
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import get_args

import pytest

from gridward.engagement.contract import Stage
from gridward.engagement.public import Standing, UnpaidDue, missing_up_to
from gridward.nurture.standing import REASONS
from gridward.ops.day import DayReport
from gridward.ops.jobs.figures import figures_of
from gridward.renewal.features import FEATURES
from gridward.renewal.whom.deciding import Why
from gridward.renewal.whom.value import ACTIONS

_ROOT = Path(__file__).parents[2]
_BACKEND = _ROOT / "backend" / "gridward"
_ERRORS = {
    "NotFound", "Conflict", "Forbidden", "Unauthenticated", "TooLarge", "TooMany", "Invalid", "Unavailable", "GridwardError",
}  # fmt: skip
# Told at the command line, in its own words.
_AT_THE_COMMAND_LINE = (
    "account.", "backup.", "basemap.", "batch.", "bench.", "city.code", "city.district_names", "city.no_area", "crypto.",
    "db.", "frame.unknown", "gazetteer.no_positions", "import.no_folder", "message.incomplete",
    "message.unknown_template", "password.", "plan.no_draft", "serve.", "vectors.",
)  # fmt: skip
# Told to map programs, which show the server's own sentence at most.
_TO_MAP_PROGRAMS = ("map_key.locked", "map_key.required", "map_key.wrong", "ogc.")


@pytest.fixture(scope="module")
def words() -> str:
    """The sources of the application's words."""
    files = sorted((_ROOT / "frontend" / "src" / "i18n").glob("*.ts"))
    return "\n".join(file.read_text("utf-8") for file in files)


def _first_texts(names: set[str]) -> Iterator[tuple[str, str]]:
    """The first argument, where it is a text, of every call of one of these; and where it stands."""
    for file in sorted(_BACKEND.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            first = node.args[0]
            if name in names and isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value, f"{file.relative_to(_ROOT)}:{node.lineno}"


def _without_words(codes: Iterator[tuple[str, str]], words: str) -> dict[str, str]:
    return {code: place for code, place in codes if f"'{code}'" not in words and f"  {code}: " not in words}


def test_every_refusal_has_words(words: str) -> None:
    told = (
        (code, place)
        for code, place in _first_texts(_ERRORS)
        if not code.startswith(_AT_THE_COMMAND_LINE + _TO_MAP_PROGRAMS)
    )
    assert _without_words(told, words) == {}


def test_every_reason_has_words(words: str) -> None:
    assert _without_words(_first_texts({"reason", "_reason"}), words) == {}


def test_every_mistake_in_a_card_has_words(words: str) -> None:
    source = (_BACKEND / "renewal" / "cards" / "checking.py").read_text("utf-8")
    codes = {
        node.args[1].value
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", "") == "Fault"
        and isinstance(node.args[1], ast.Constant)
    }
    assert len(codes) > 15 and not [code for code in codes if f"  {code}: " not in words]
    assert not [name for name in FEATURES if f"  {name}: " not in words]


def test_every_decision_about_a_due_has_words() -> None:
    source = (_ROOT / "frontend" / "src" / "i18n" / "treatment.ts").read_text("utf-8")
    assert not [code for code in (*ACTIONS, *get_args(Why)) if f"  {code}: " not in source]


def test_whoever_is_left_out_between_dues_is_told_why() -> None:
    source = (_ROOT / "frontend" / "src" / "i18n" / "nurture.ts").read_text("utf-8")
    assert not [code for code in REASONS if f"  {code}: " not in source]


def test_every_figure_of_a_days_run_has_words() -> None:
    source = (_ROOT / "frontend" / "src" / "i18n" / "jobs.ts").read_text("utf-8")
    told = source[source.index("const FIGURES") :]
    names = [figure["name"] for figure in figures_of(DayReport(1, date(2026, 11, 24)).as_json())]
    assert len(names) > 15
    assert not [name for name in names if f"  {name}: " not in told and f"  '{name}': " not in told]


def test_every_step_of_long_work_has_words(words: str) -> None:
    steps = list(_first_texts({"progress", "part"}))
    assert len(steps) > 15
    assert _without_words(iter(steps), words) == {}


def test_whatever_locks_a_recommendation_says_what_opens_it() -> None:
    day = date(2026, 11, 24)
    nothing_done = Standing(
        Stage.CONNECT,
        False,
        [UnpaidDue("P1", day, Decimal(1), "余额不足")],
        open_requests=1,
        open_complaints=1,
        do_not_call=True,
        refused=True,
    )
    source = (_ROOT / "frontend" / "src" / "i18n" / "review.ts").read_text("utf-8")
    opens = source[source.index("const OPENS") :]
    lacking = {reason["code"] for reason in missing_up_to(Stage.RECOMMENDATION, nothing_done, day)}
    assert len(lacking) == 10
    assert not [code for code in lacking if f"  {code}: " not in opens]
