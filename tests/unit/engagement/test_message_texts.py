"""The texts of messages."""

import re
import tomllib

import pytest

from gridward.engagement.messages.gateway import Envelope, Refused
from gridward.engagement.messages.templates import compose, message_rules
from gridward.kernel.ids import new_id
from gridward.platform.paths import resource

PERSON = {"customer": "陈岚琳", "specialist": "周岩", "staff_no": "70001", "station": "青榆站", "policies": 2}
BROUGHT = {
    "code": "012345",
    "minutes": "10",
    "on": "2026-12-01",
    "due_on": "2026-12-01",
    "debit_on": "2026-12-02",
    "amount": "1234.00",
    "grace_ends": "2027-01-30",
    "until": "2028-06-30",
    "years": 5,
    "time": "14:30",
}
EVENT = {
    "event": "秋日健康讲座",
    "event_day": "2026-12-05",
    "event_time": "14:00",
    "event_place": "青榆站二楼",
    "answer_by": "2026-12-03",
}


def test_the_notice_names_the_specialist_and_the_day() -> None:
    text = compose("specialist_changed", {**PERSON, "on": "2026-12-01"})
    assert (
        "陈岚琳" in text
        and "服务专员变更为周岩（工号70001）" in text
        and "2026年12月1日" in text
        and "2件保单" in text
    )


def test_the_notice_to_a_cell_that_nobody_works_names_nobody() -> None:
    text = compose("specialist_changed", {**PERSON, "specialist": "", "staff_no": "", "on": "2026-12-01"})
    assert "工号" not in text and "新的服务专员确定后" in text


def test_every_text_can_be_filled_in_and_is_one_line() -> None:
    for name in message_rules().templates:
        text = compose(name, {**PERSON, **BROUGHT, **EVENT})
        assert "\n" not in text and not re.search(r"[{}]", text), name


def test_no_text_calls_a_customer_what_the_insurer_calls_him() -> None:
    raw = (resource("grid_data") / "rules" / "messages" / "v1.toml").read_text("utf-8")
    texts = str(tomllib.loads(raw))
    assert "孤儿" not in texts


def test_an_unknown_text_and_a_missing_value_are_refused() -> None:
    with pytest.raises(Refused) as unknown:
        compose("nothing", PERSON)
    with pytest.raises(Refused) as incomplete:
        compose("due_soft", PERSON)
    assert (unknown.value.code, incomplete.value.code) == ("message.unknown_template", "message.incomplete")


def test_an_envelope_that_is_printed_shows_nothing_personal() -> None:
    envelope = Envelope(new_id(), "sms", "statutory", "x", "13812345678", "138****5678", "陈岚琳", "陈**")
    assert "13812345678" not in repr(envelope) and "陈岚琳" not in repr(envelope)


def test_an_invitation_says_how_to_have_no_more_of_them_and_names_no_advantage() -> None:
    for specialist in ("周岩", ""):
        text = compose("event_invitation", {**PERSON, **EVENT, "specialist": specialist})
        assert "回复“拒收”" in text and "不以购买保险为条件" in text
        assert "2026年12月5日14:00" in text and not re.search("礼|奖|优惠|返", text)
