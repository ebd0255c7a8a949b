"""What may be inside operations, by golden examples that clients are tested with as well."""

import json
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from gridward.field.envelope import faults_of
from gridward.field.memos.operations import OWN_KINDS
from gridward.field.operations.kinds import KINDS as CUSTOMERS
from gridward.field.operations.plain_kinds import PLAIN
from gridward.field.operations.saying import customer_said_in, said_in
from gridward.field.rules import field_rules

KINDS = CUSTOMERS | OWN_KINDS

_FOLDER = Path(__file__).parents[2] / "golden"
_GOLDEN = json.loads((_FOLDER / "operations.json").read_text("utf-8"))


def test_every_kind_has_its_examples() -> None:
    assert _GOLDEN.keys() == KINDS.keys()


@pytest.mark.parametrize("kind", KINDS)
def test_the_good_ones_are_taken(kind: str) -> None:
    for payload in _GOLDEN[kind]["good"]:
        KINDS[kind].model.model_validate(payload)


@pytest.mark.parametrize(
    ("kind", "field", "payload"),
    [(kind, field, payload) for kind, cases in _GOLDEN.items() for field, payload in cases["bad"].items()],
)
def test_the_bad_ones_are_refused_by_their_field(kind: str, field: str, payload: dict[str, Any]) -> None:
    with pytest.raises(ValidationError) as refused:
        KINDS[kind].model.model_validate(payload)
    assert [fault["field"] for fault in faults_of(refused.value.errors())] == [field]


def test_tablets_offer_to_take_back_what_may_be() -> None:
    golden = json.loads((_FOLDER / "undo.json").read_text("utf-8"))
    # A check-in goes with its visit.
    undone = {kind for kind, one in PLAIN.items() if one.undo is not None} - {"visit.begin"}
    assert (set(golden["kinds"]), golden["hours"]) == (undone, field_rules().undo.hours)


def test_what_an_operation_says_is_what_tablets_find_in_it() -> None:
    golden = json.loads((_FOLDER / "said.json").read_text("utf-8"))
    assert [said_in(one["payload"]) for one in golden] == [one["said"] for one in golden]


@pytest.mark.parametrize(
    "payload", [None, [], {}, *({"customer_id": it} for it in (None, "7", 7.0, True, 0, -7, 2**63))]
)
def test_whom_an_operation_names_is_a_number_of_a_customer_or_nobody(payload: Any) -> None:
    assert customer_said_in(payload) is None
    assert customer_said_in({"customer_id": 7}) == 7


def test_a_visit_has_room_for_ten_photos_and_a_signature() -> None:
    visit = _GOLDEN["visit.complete"]["good"][0]
    digests = [f"{number:064x}" for number in range(12)]
    signed = {"what": "visit", "text": "见过面", "how": "signed", "signature": digests[10]}
    model = KINDS["visit.complete"].model
    model.model_validate(visit | {"attachments": digests[:11], "acknowledged": signed})
    with pytest.raises(ValidationError):
        model.model_validate(visit | {"attachments": digests})


def test_what_is_wrong_in_a_correction_is_told_without_what_was_written() -> None:
    payload = _GOLDEN["operation.correct"]["good"][0]
    payload = payload | {"payload": payload["payload"] | {"text": "x" * 3000}}
    with pytest.raises(ValidationError) as refused:
        KINDS["operation.correct"].model.model_validate(payload)
    ((fault),) = faults_of(refused.value.errors())
    assert fault["detail"].startswith("text: ") and "xxx" not in fault["detail"]
