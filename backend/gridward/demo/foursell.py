"""One customer's way through the four-sell, over HTTP, after `walk` brought him his specialist.

First contact, contact details confirmed by a code on his telephone, an event, a review of his cover, a recommendation: each
opens the next, and what is not open yet says why.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any

from gridward.demo.client import Person
from gridward.demo.walking import BrokenError, expect, refusal, send
from gridward.kernel.clock import POLICY_ZONE, today
from gridward.kernel.ids import new_id

CODE = "details_code"
"""The template of the message that brings it."""
_CANDIDATES = 40
_LANDLINE = "0512-69000000"


@dataclass
class Guided:
    """What the steps need and find."""

    city: str
    ops: Person
    specialist: Person
    newest_code: Callable[[], str]
    """The newest message with a code as it was sent, read as whoever runs the installation reads it."""
    customer: int = 0
    event: str = ""
    stages: list[str] = field(default_factory=list)

    def story(self) -> dict[str, Any]:
        """The customer's page as his specialist sees it."""
        found: dict[str, Any] = self.specialist.get(f"/customers/{self.customer}")
        return found

    def expect_stage(self, stage: str) -> list[str]:
        """Say that he stands in a stage; returns what still keeps the next one closed."""
        care = self.story()["care"]
        expect(care["stage"] == stage, f"he stands in {care['stage']}, not in {stage}: {care['missing']}")
        self.stages.append(stage)
        return [one["code"] for one in care["missing"]]


def first_contact(guided: Guided) -> str:
    """The specialist reaches a customer who owes nothing: he enters at policy service."""
    guided.customer = _somebody(guided)
    expect(
        guided.expect_stage("connect") == ["no_first_contact"], "something else keeps the next stage closed"
    )
    entry = {
        "contact_id": str(new_id()),
        "customer_id": guided.customer,
        "channel": "call",
        "result": "reached",
    }
    _apply(guided, "contact.log", entry)
    missing = guided.expect_stage("policy_service")
    expect(missing == ["details_unconfirmed"], f"the next stage waits for {missing}")
    return "reached; he owes nothing and enters at policy service"


def policy_service(guided: Guided) -> str:
    """His contact details change, and he confirms it with a code: a wrong one is refused, the right one updates him."""
    request = str(new_id())
    path = f"/customers/{guided.customer}/service-requests"
    guided.specialist.post(path, {"request_id": request, "landline": _LANDLINE})
    sent = guided.specialist.post(f"/service-requests/{request}/code")["code"]
    found = re.search(r"(?<!\d)\d{6}(?!\d)", guided.newest_code())
    expect(found is not None, "no code was sent")
    assert found is not None
    code = found[0]
    wrong = f"{(int(code) + 1) % 10**6:06}"
    confirmation = f"/service-requests/{request}/confirmation"
    refused = refusal(lambda: guided.specialist.post(confirmation, {"code": wrong}))
    expect(refused == "service.code_wrong", f"a wrong code ended with {refused or 'success'}")
    guided.specialist.post(confirmation, {"code": code})
    known = guided.specialist.post(f"/customers/{guided.customer}/reveal")["landline"]
    expect(known == _LANDLINE, f"his landline is {known}")
    missing = guided.expect_stage("activities")
    return (
        f"confirmed by a code sent to {sent['number_masked']}; the next stage waits for {', '.join(missing)}"
    )


def activities(guided: Guided) -> str:
    """Ops makes an event, the customer signs up for two, and agrees to be told of products."""
    guided.event = _event(guided)
    answer = {
        "event_id": guided.event,
        "customer_id": guided.customer,
        "answer": "signed_up",
        "persons": 2,
    }
    _apply(guided, "event.answer", answer)
    event = guided.ops.get(f"/events/{guided.event}")
    expect(event["signed_up"] == 2, f"{event['signed_up']} persons have a seat")
    missing = guided.expect_stage("activities")
    expect(missing == ["no_marketing_consent"], f"the next stage waits for {missing}")
    consent = {
        "consent_id": str(new_id()),
        "customer_id": guided.customer,
        "purpose": "marketing",
        "given": True,
        "how": "face_to_face",
    }
    _apply(guided, "consent.record", consent)
    guided.expect_stage("recommendation")
    return "two seats taken; with his consent the last stage is open"


def recommendation(guided: Guided) -> str:
    """They look at his cover together; only then is there a recommendation, and he answers it."""
    path = f"/customers/{guided.customer}/review"
    locked = guided.specialist.get(path)
    expect(locked["recommendation"]["state"] == "locked", "a product was shown before the review")
    expect(not locked["recommendation"]["offered"], "a product leaked")
    shown = {
        "review_id": str(new_id()),
        "customer_id": guided.customer,
        "figures": locked["review"]["figures"],
    }
    _apply(guided, "review.shown", shown)
    found = guided.specialist.get(path)
    state, needs = found["recommendation"]["state"], found["review"]["needs"]
    reasons = [one["code"] for one in found["recommendation"]["reasons"]]
    expect(state != "locked", f"it is still locked: {reasons}")
    gaps = sum(need["state"] == "gap" for need in needs)
    said = f"{gaps} gaps in {len(needs)} needs"
    if state != "recommended":
        return f"{said}; nothing is recommended: {state} ({', '.join(reasons)})"
    offered = found["recommendation"]["offered"][0]
    product = offered["product"]
    decision = {
        "proposal_id": str(new_id()),
        "customer_id": guided.customer,
        "product_code": product["product_code"],
        "figures": offered["figures"],
        "decision": "later",
    }
    _apply(guided, "recommendation.decide", decision)
    answers = guided.specialist.get(path)["recommendation"]["answers"]
    expect(answers[0]["decision"] == "later", "his answer is not stored")
    others = len(found["recommendation"]["others"])
    return f"{said}; {product['name']} recommended, {others} others not, each with its reasons; he thinks it over"


STEPS: tuple[tuple[str, Callable[[Guided], str]], ...] = (
    ("First contact", first_contact),
    ("Policy service", policy_service),
    ("Activities", activities),
    ("Recommendation", recommendation),
)
"""The steps in order, with what to call them."""


def _somebody(guided: Guided) -> int:
    """A customer of the cell who was not contacted yet, owes nothing, and has a telephone; else it cannot be walked."""
    cell = guided.specialist.get("/field/today")["cells"][0]["cell_id"]
    customers = guided.specialist.get(f"/field/cell/{cell}")["customers"]
    waiting = [
        one["customer_id"] for one in customers if one["care_state"] == "allotted" and not one["due_state"]
    ]
    for customer in waiting[:_CANDIDATES]:
        story = guided.specialist.get(f"/customers/{customer}")
        free = not story["dues"] and not story["requests"] and not story["do_not_call"]
        if free and story["mobile_masked"] and story["care"]["next_stage"] == "policy_service":
            return int(customer)
    raise BrokenError("the cell has no customer with whom the four-sell could begin")


def _event(guided: Guided) -> str:
    starts = datetime.combine(today() + timedelta(days=10), time(14), POLICY_ZONE)
    body = {
        "kind": "health_talk",
        "title": "秋冬养生讲座",
        "place": "社区活动室",
        "starts_at": starts.isoformat(),
        "ends_at": (starts + timedelta(hours=2)).isoformat(),
        "answer_by": (today() + timedelta(days=8)).isoformat(),
        "seats": 30,
    }
    event = guided.ops.post(f"/cities/{guided.city}/events", body)["event_id"]
    guided.ops.put(f"/events/{event}/state", {"state": "open"})
    return str(event)


def _apply(guided: Guided, kind: str, payload: dict[str, Any]) -> None:
    (receipt,) = send(guided.specialist, (kind, payload))
    expect(receipt["state"] == "applied", f"{kind} was {receipt['state']}: {receipt['code']}")
