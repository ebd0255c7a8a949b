"""The programme between dues, over HTTP: its rules, what it would send tonight, and what came of it."""

from datetime import date, timedelta

import pytest

import gridward.nurture.night as night
import gridward.nurture.showing as showing
from gridward.kernel.clock import today
from support.days import found
from support.nurtured import quieten, run_night, to_all

from .conftest import SignIn

_CITY = "/api/v1/cities/tinglan/nurture"


def test_a_night_does_what_the_preview_said(
    worked_url: str, sign_in_at_work: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    quieten(worked_url)
    for module in (night, showing):
        monkeypatch.setattr(module, "nurture_rules", lambda: to_all(starts=f"{today():%m-%d}"))
    client = sign_in_at_work("ops")
    page = client.get(_CITY).json()
    assert (page["measures"], page["nights"]) == (None, [])
    assert page["programme"]["occasions"][0]["text"].startswith("【{sender}】")
    (step,) = client.get(f"{_CITY}/preview").json()["steps"]
    assert step["lots"]["nurtured"] > 0 and found(worked_url, "SELECT FROM nurture.touch") == []
    done = run_night(worked_url, today())
    assert (done.messages, done.held_out) == (
        step["lots"]["nurtured"],
        step["lots"]["held_out"] + step["lots"]["left_alone"],
    )
    page = client.get(_CITY).json()
    (shown,) = page["nights"]
    assert (shown["messages"], shown["kept_back"], shown["calls"]) == (done.messages, done.held_out, 0)
    assert shown["left_out"] == step["left_out"]
    (row,) = page["measures"]["rows"]
    assert (row["messages"], row["waiting"]) == (done.messages, done.messages)
    assert sum(client.get(f"{_CITY}/preview").json()["steps"][0]["lots"].values()) == 0
    assert date.fromisoformat(page["measured_on"]) > today() - timedelta(days=2)


@pytest.mark.parametrize("role", ["specialist", "seat", "supervisor"])
def test_it_is_for_ops_and_those_who_look_on(role: str, sign_in_at_work: SignIn) -> None:
    client = sign_in_at_work(role)
    for path in ("", "/preview"):
        assert client.get(f"{_CITY}{path}").status_code == 403
    assert sign_in_at_work("auditor").get(_CITY).status_code == 200
