"""The rules of policy service: what a detail may be, when a code may be sent, what a delivery says of a confirmed value."""

from datetime import UTC, datetime, timedelta

import pytest

from gridward.book.public import same_detail
from gridward.kernel.errors import Invalid
from gridward.kernel.ids import new_id
from gridward.policycare.codes import key_of_code, wait_for_code
from gridward.policycare.comparing import Confirmed, Fate, fates
from gridward.policycare.details import checked, mask_detail
from gridward.policycare.rules import CodeRules, service_rules

AT = datetime(2026, 11, 24, 10, tzinfo=UTC)
RULES = CodeRules(digits=6, minutes=10, tries=5, again_after_seconds=60, a_day=3)
KEPT, DONE, LOST = Fate.WAITING, Fate.EXECUTED, Fate.SUPERSEDED


@pytest.mark.parametrize(
    ("name", "typed", "stored"),
    [
        ("mobile", " +86 138-1234-5678 ", "13812345678"),
        ("mobile", "１３８１２３４５６７８", "13812345678"),
        ("mobile", "23812345678", None),
        ("mobile", "1381234567", None),
        ("landline", "021－91234567", "021-91234567"),
        ("landline", "91234567-801", "91234567-801"),
        ("landline", "12", None),
        ("address", "  水湾区  安宁花园 3号楼 ", "水湾区 安宁花园 3号楼"),
        ("address", "水湾区3号", None),
        ("address", "水湾区安宁花园\x00号楼", None),
        ("address", "x" * 201, None),
        ("postcode", "２００１２３", "200123"),
        ("postcode", "20012", None),
    ],
)
def test_what_a_detail_may_be(name: str, typed: str, stored: str | None) -> None:
    if stored is not None:
        assert checked({name: typed}) == {name: stored}
        return
    with pytest.raises(Invalid) as refused:
        checked({name: typed})
    assert (refused.value.code, refused.value.params) == ("service.invalid_detail", {"field": name})
    assert typed.strip() not in refused.value.detail


def test_what_is_not_given_stays() -> None:
    assert checked({"mobile": None, "address": None}) == {}


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        ("mobile", "13812345678", "138****5678"),
        ("landline", "021-91234567", "**********67"),
        ("address", "汀澜市水湾区安宁花园3号楼", "汀澜市水湾区****"),
        ("postcode", "200123", "****23"),
        ("landline", "", ""),
    ],
)
def test_what_a_list_shows(name: str, value: str, shown: str) -> None:
    assert mask_detail(name, value) == shown


@pytest.mark.parametrize(
    ("name", "one", "other", "same"),
    [
        ("mobile", "13812345678", "+86 138 1234 5678", True),
        ("mobile", "13812345678", "13812345679", False),
        ("landline", "021-91234567", "02191234567", True),
        ("address", "水湾区安宁花园 3号楼", "水湾区安宁花园３号楼", True),
        ("address", "水湾区安宁花园3号楼", "水湾区安宁花园4号楼", False),
        ("postcode", "", "200123", False),
    ],
)
def test_when_two_details_say_the_same(name: str, one: str, other: str, same: bool) -> None:
    assert same_detail(name, one, other) is same


A, B, C, X = "13800000001", "13800000002", "13800000003", "13800000009"


@pytest.mark.parametrize(
    ("confirmed", "delivered", "found"),
    [
        ([(A, B)], A, [KEPT]),
        ([(A, B)], B, [DONE]),
        ([(A, B)], f"86{B}", [DONE]),
        ([(A, B)], X, [LOST]),
        ([(A, B)], "", [LOST]),
        ([("", B)], "", [KEPT]),
        # He changed it twice: the core is one step behind, two, or done.
        ([(A, B), (B, C)], A, [KEPT, KEPT]),
        ([(A, B), (B, C)], B, [DONE, KEPT]),
        ([(A, B), (B, C)], C, [DONE, DONE]),
        ([(A, B), (B, C)], X, [LOST, LOST]),
        # And back again: what was delivered is what he wants.
        ([(A, B), (B, A)], A, [DONE, DONE]),
    ],
)
def test_what_a_delivery_says(confirmed: list[tuple[str, str]], delivered: str, found: list[Fate]) -> None:
    assert fates("mobile", [Confirmed(*one) for one in confirmed], delivered) == found


def _ago(*seconds: int) -> list[datetime]:
    return [AT - timedelta(seconds=one) for one in seconds]


@pytest.mark.parametrize(
    ("sent", "code", "wait"),
    [
        ([], None, 0),
        (_ago(60), None, 0),
        (_ago(59), "service.code_too_soon", 1),
        (_ago(7200, 3600), None, 0),
        (_ago(10800, 7200, 3600), "service.codes_used_up", 86_400 - 10_800),
        (_ago(10800, 7200, 3600, 30), "service.code_too_soon", 30),
    ],
)
def test_when_a_code_may_be_sent(sent: list[datetime], code: str | None, wait: int) -> None:
    refusal = wait_for_code(RULES, sent, sent[-1] if sent else None, AT)
    assert (refusal and refusal.code) == code
    if refusal is not None:
        assert refusal.params["retry_after_s"] == wait


def test_a_code_is_kept_as_a_hash_that_hangs_on_its_row() -> None:
    first, second = new_id(), new_id()
    assert key_of_code(first, "012345") == key_of_code(first, "012345")
    assert (
        len({key_of_code(first, "012345"), key_of_code(second, "012345"), key_of_code(first, "012346")}) == 3
    )


def test_the_rules_that_ship_can_be_read() -> None:
    assert service_rules().code == RULES
