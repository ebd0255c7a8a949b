"""A city's model: trained, judged by due month, approved, in force, watched, and the card in its place when a gate fails."""

import asyncio
import json
from typing import Any

import psycopg
import pytest

from gridward.kernel.clock import today
from gridward.kernel.errors import Conflict, Invalid
from gridward.platform.db import connect, in_transaction
from gridward.renewal.learned.in_force import model_in_force
from gridward.renewal.public import (
    activate_model,
    approve_model,
    judge_dues,
    list_models,
    note_order,
    refresh_dues,
    train_model,
)


def _do(url: str, act: Any, *arguments: Any) -> Any:
    return asyncio.run(in_transaction(url, lambda session: act(session, 1, *arguments)))


def _train(url: str) -> dict[str, Any]:
    with connect(url, "test") as connection:
        note_order(connection, 1, "Lin")
    train_model(url, 1)
    found: dict[str, Any] = _do(url, list_models)["models"][0]
    return found


def _dues(url: str) -> list[tuple[int | None, str, list[dict[str, Any]]]]:
    with psycopg.connect(url) as connection:
        return connection.execute(
            "SELECT model, state, reasons FROM renewal.due ORDER BY policy_id"
        ).fetchall()


def test_a_model_is_trained_approved_judges_and_gives_way_to_the_card(city_url: str) -> None:
    url = city_url
    model = _train(url)
    figures = model["figures"]
    assert (model["number"], model["state"], model["ordered_by"]) == (1, "trained", "Lin")
    assert len(figures["months"]) == 3 and figures["months"][0]["month"] > str(model["last_due"])[:7]
    assert figures["lapses"] >= 20 and "late_payments" in figures["features"]

    with pytest.raises(Conflict) as refused:
        _do(url, activate_model, 1, "test", "Lin")
    assert refused.value.code == "risk.not_approved"
    with connect(url, "test") as connection:
        connection.execute("UPDATE renewal.risk_model SET figures = jsonb_set(figures, '{opens}', 'false')")
    with pytest.raises(Conflict) as refused:
        _do(url, approve_model, 1, "Wu")
    assert refused.value.code == "risk.gate"
    with connect(url, "test") as connection:
        connection.execute("UPDATE renewal.risk_model SET figures = jsonb_set(figures, '{opens}', 'true')")
    _do(url, approve_model, 1, "Wu")
    _do(url, activate_model, 1, "better in three months", "Wu")

    with connect(url, "test") as connection:
        refresh_dues(connection, 1, today())
    by_card = [reasons for number, _, reasons in _dues(url) if number is None]
    engine = _do(url, list_models)["engine"]
    assert engine["model"] == 1 and len(by_card) > 0
    judged = [state for number, state, _ in _dues(url) if number == 1]
    assert bool(judged) == engine["judged"] and "suspended" not in judged


def test_a_gate_that_fails_brings_the_card_back_and_every_due_says_so(
    city_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = city_url
    _train(url)
    _force(url)
    monkeypatch.setattr("gridward.renewal.learned.judging.holds", lambda *_: True)
    with connect(url, "test") as connection:
        refresh_dues(connection, 1, today())
    assert any(number == 1 for number, _, _ in _dues(url))
    listed = _do(url, list_models)
    assert listed["engine"]["judged"]
    # The months held back from training have closed before today.
    assert [one["month"] for one in listed["watched"]] == [
        one["month"] for one in listed["models"][0]["figures"]["months"]
    ]

    monkeypatch.setattr("gridward.renewal.learned.judging.holds", lambda *_: False)
    with connect(url, "test") as connection:
        assert judge_dues(connection, 1) > 0
    dues = _dues(url)
    assert all(number is None for number, _, _ in dues)
    assert all(reasons[0]["code"] == "card_for_model" for _, _, reasons in dues)
    assert _do(url, list_models)["engine"]["why_not"] == "risk.gate"

    _do(url, activate_model, None, "back", "Wu")
    with connect(url, "test") as connection:
        refresh_dues(connection, 1, today())
    assert _do(url, list_models)["engine"] is None
    assert not any(one["code"] == "card_for_model" for _, _, reasons in _dues(url) for one in reasons)


def test_a_file_of_another_version_or_a_damaged_one_brings_the_card_back(city_url: str) -> None:
    url = city_url
    _train(url)
    _force(url)
    with connect(url, "test") as connection:
        connection.execute("UPDATE renewal.risk_model_file SET content = content || 'x'::bytea")
        with pytest.raises(Invalid) as refused:
            model_in_force(connection, 1)
        assert refused.value.code == "risk.model_unreadable"
        refresh_dues(connection, 1, today())
    assert _do(url, list_models)["engine"]["why_not"] == "risk.model_unreadable"
    assert all(number is None for number, _, _ in _dues(url))
    # What mends it is a new model, which is then held against the card.
    assert _train(url)["state"] == "trained"


def test_an_order_is_carried_out_once_and_left_to_whoever_trains_it(city_url: str) -> None:
    for _ in range(2):
        with connect(city_url, "test") as connection:
            note_order(connection, 1, "Lin")
    assert [one["number"] for one in _do(city_url, list_models)["models"]] == [1]
    with connect(city_url, "test") as training:
        training.execute("SELECT FROM renewal.risk_model FOR UPDATE")
        train_model(city_url, 1)
        assert _do(city_url, list_models)["models"][0]["state"] == "training"


def test_without_a_lapse_training_says_why(city_url: str) -> None:
    with connect(city_url, "test") as connection:
        connection.execute(
            "UPDATE book.instalment SET paid_on = due_on, paid_amount = amount, channel = NULL"
        )
    model = _train(city_url)
    assert model["state"] == "failed"
    assert model["problem"]["code"] == "risk.no_lapse"
    assert model["problem"]["hint"] and json.dumps(model["problem"])


def _force(url: str) -> None:
    """Approve and put in force, whatever its figures are."""
    with connect(url, "test") as connection:
        connection.execute("UPDATE renewal.risk_model SET figures = jsonb_set(figures, '{opens}', 'true')")
    _do(url, approve_model, 1, "Wu")
    _do(url, activate_model, 1, "test", "Wu")
