"""One customer's due from the extract to the visit and back, over HTTP, as each role does its part.

Every step looks at what the application answers and says what it found in figures; the first thing that is not as it
should be ends the walk.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from gridward.demo.client import Person
from gridward.demo.walking import expect, operation, refusal, send, until, utc_now
from gridward.kernel.clock import today
from gridward.kernel.ids import new_id


@dataclass
class Walk:
    """What the steps need and what they find on the way."""

    city: str
    extract: Path
    cells: int
    person: Callable[[str], Person]
    """Signs in a person by his login: `ops`, `seat`, `seat2`."""
    specialist: Callable[[str], Person]
    """Gives a specialist of the staff list an account and signs him in, by his staff number."""
    staffed: list[dict[str, Any]] = field(default_factory=list)
    item: dict[str, Any] = field(default_factory=dict)
    claim: dict[str, Any] = field(default_factory=dict)
    due: dict[str, Any] = field(default_factory=dict)
    request: dict[str, Any] = field(default_factory=dict)

    @property
    def responsible(self) -> Person:
        """The specialist of that cell."""
        return self.specialist(_worker(self.cell)["staff_no"])

    @property
    def cell(self) -> dict[str, Any]:
        """The cell of the customer whom the walk follows."""
        return next(cell for cell in self.staffed if cell["name"] == self.item["cell_name"])


def import_extract(walk: Walk) -> str:
    """Ops delivers the insurer's extract in the browser and starts the import."""
    ops = walk.person("ops")
    delivered = ops.deliver(f"/cities/{walk.city}/imports", sorted(walk.extract.glob("*.csv")))
    ops.post(f"/imports/{delivered['id']}/start")
    done = until(
        lambda: ops.get(f"/imports/{delivered['id']}"), lambda found: found["status"] in {"done", "failed"}
    )
    expect(done["status"] == "done", f"the import failed: {done['problem']}")
    rows = sum(file["rows"] for file in done["files"])
    refused = sum(file["refused"] for file in done["files"])
    census = ops.get(f"/cities/{walk.city}/census")
    expect(census["kinds"]["orphan"] > 0, "there are no orphans")
    return f"{rows:,} rows, {refused:,} refused; {census['persons']:,} persons, {census['kinds']['orphan']:,} orphans"


def build(walk: Walk) -> str:
    """Ops orders cells, and a job cuts them."""
    ops = walk.person("ops")
    ordered = ops.post(f"/cities/{walk.city}/plans", {"cells": walk.cells})
    plan = until(
        lambda: ops.get(f"/plans/{ordered['id']}"), lambda found: found["status"] in {"draft", "failed"}
    )
    expect(plan["status"] == "draft", f"the plan failed: {plan['problem']}")
    expect(
        plan["quality"]["cells_in_pieces"] == 0 and plan["quality"]["buildings_split"] == 0,
        "a cell is broken",
    )
    deviation = plan["quality"]["max_deviation"]
    return f"{plan['cells']} cells for {plan['customers']:,} persons, none off by more than {deviation:.1%}"


def publish(walk: Walk) -> str:
    """Ops publishes the plan from today on."""
    ops = walk.person("ops")
    plan = ops.get(f"/cities/{walk.city}/plans")["items"][0]
    published = ops.post(f"/plans/{plan['id']}/publish", {"effective_from": today().isoformat()})
    expect(published["cells"] == walk.cells, "cells are missing")
    return f"{published['customers']:,} persons have a cell"


def staff(walk: Walk) -> str:
    """Each cell has one specialist, or is vacant and has a stand-in."""
    staffing = walk.person("ops").get(f"/cities/{walk.city}/staffing")
    walk.staffed = staffing["cells"]
    responsible = [cell["responsible"]["specialist_id"] for cell in walk.staffed if cell["responsible"]]
    expect(len(set(responsible)) == len(responsible), "a specialist has two cells")
    uncovered = [cell["name"] for cell in walk.staffed if not cell["responsible"] and not cell["stand_in"]]
    expect(not uncovered, f"nobody works {', '.join(uncovered)}")
    way = staffing["mean_way_m"] / 1000
    return f"{len(responsible)} specialists, {staffing['vacant']} vacant cells with stand-ins, mean way {way:.1f} km"


def work(walk: Walk) -> str:
    """The day's run makes tasks of dues: the queue fills."""
    seat = walk.person("seat")
    queue = until(
        lambda: seat.get(f"/cities/{walk.city}/queue"), lambda found: _with_due(found["items"]) is not None
    )
    found = _with_due(queue["items"])
    assert found is not None
    walk.item = found
    waiting = queue["counts"]["waiting"]
    return f"{waiting:,} customers wait for a call; the first with a cell owes {walk.item['amount']}"


def claim(walk: Walk) -> str:
    """A seat takes the customer; a second one is refused."""
    path = f"/cities/{walk.city}/queue/claims"
    walk.claim = walk.person("seat").post(path, {"item_id": walk.item["item_id"]})
    refused = refusal(lambda: walk.person("seat2").post(path, {"item_id": walk.item["item_id"]}))
    expect(refused == "queue.taken", f"the second claim ended with {refused or 'success'}")
    return f"leased until {_clock(walk.claim['leased_until'])}; the second seat is refused"


def call(walk: Walk) -> str:
    """The seat sees the whole story, calls, and asks for a visit."""
    seat = walk.person("seat")
    story = seat.get(f"/customers/{walk.item['customer_id']}")
    expect("*" in story["name_masked"] and "*" in story["mobile_masked"], "personal data is not masked")
    walk.due = story["dues"][0]
    call_id = str(new_id())
    body = {
        "call_id": call_id,
        "begun_at": utc_now(),
        "outcome": "wants_visit",
        "note": "希望上门说明缴费方式",
        "visit": {"policy_id": walk.due["policy_id"], "reason": "lapse_risk", "wished_part": "afternoon"},
    }
    saved = seat.post(f"/claims/{walk.claim['claim_id']}/call", body)
    again = seat.post(f"/claims/{walk.claim['claim_id']}/call", body)
    expect(saved == again, "the same call was saved twice")
    expect(saved["request_id"] is not None, "no visit was asked for")
    walk.request = next(
        one for one in seat.get("/visit-requests")["items"] if one["id"] == saved["request_id"]
    )
    expect(walk.request["state"] == "pending", f"the request is {walk.request['state']}")
    risk, contacts = walk.due["risk"], len(story["contacts"])
    return f"risk {risk:.0%}, {contacts} past contacts; to be accepted by {_clock(walk.request['accept_by'])}"


def see_flag(walk: Walk) -> str:
    """The specialist of the cell sees the flag first in Today and accepts it."""
    specialist = walk.responsible
    today_ = specialist.get("/field/today")
    first = today_["items"][0]
    expect(
        first["request"] is not None and first["request"]["id"] == walk.request["id"],
        "the flag is not the first",
    )
    (receipt,) = send(specialist, ("request.accept", {"request_id": walk.request["id"]}))
    expect(receipt["state"] == "applied", f"accepting was {receipt['state']}: {receipt['code']}")
    counts = today_["counts"]
    return f"{counts['open']} open, {counts['overdue']} overdue, {counts['flagged']} flagged"


def visit(walk: Walk) -> str:
    """He checks in without a position, and records outcome and promise; sent twice, it happens once."""
    specialist = walk.responsible
    customer, task = walk.item["customer_id"], specialist.get("/field/today")["items"][0]["task_id"]
    visit_id = str(new_id())
    promise = {
        "policy_id": walk.due["policy_id"],
        "number": walk.due["number"],
        "promised_on": min((today() + timedelta(days=3)).isoformat(), walk.due["grace_ends"]),
    }
    begin = {"visit_id": visit_id, "customer_id": customer, "task_id": task, "no_position": "denied"}
    complete = {
        "visit_id": visit_id,
        "customer_id": customer,
        "task_id": task,
        "policy_id": walk.due["policy_id"],
        "outcome": "promised",
        "promise": promise,
        "note": "已面见,说明了缴费方式",
    }
    operations = [operation("visit.begin", begin), operation("visit.complete", complete)]
    receipts = specialist.post("/field/operations", {"operations": operations})["receipts"]
    expect(
        [one["state"] for one in receipts] == ["applied", "applied"], f"the visit was not applied: {receipts}"
    )
    again = specialist.post("/field/operations", {"operations": operations})["receipts"]
    expect(again == receipts, "the same operations got other receipts")
    story = specialist.get(f"/customers/{customer}")
    visits = [one for one in story["contacts"] if one["ours"] and one["channel"] == "visit"]
    promises = [one for one in story["promises"] if one["state"] == "open"]
    expect(
        len(visits) == 1 and len(promises) == 1,
        f"{len(visits)} visits and {len(promises)} promises are stored",
    )
    return f"promise of {promises[0]['amount']} by {promises[0]['promised_on']}; sent twice, stored once"


def see_outcome(walk: Walk) -> str:
    """Seat and cockpit show what came of it."""
    request = next(
        one for one in walk.person("seat").get("/visit-requests")["items"] if one["id"] == walk.request["id"]
    )
    expect(
        (request["state"], request["outcome"]) == ("done", "promised"), f"the seat sees {request['state']}"
    )
    ops = walk.person("ops")
    cockpit = ops.get(f"/cities/{walk.city}/cockpit")
    done = {one["state"]: one["count"] for one in cockpit["requests"]}.get("done", 0)
    rows = ops.get(f"/cities/{walk.city}/cockpit/requests", state="done")["items"]
    expect(done == len(rows) == 1, f"the cockpit counts {done} visits done and shows {len(rows)}")
    dues = sum(one["count"] for one in cockpit["dues"])
    return f"{dues:,} open dues; 1 visit done {cockpit['hours_to_visit'] * 60:.0f} minutes after it was asked for"


def see_nothing(walk: Walk) -> str:
    """A specialist of another cell sees nothing of the customer, and his work for him is kept for a person to decide."""
    own = _worker(walk.cell)["staff_no"]
    others = [_worker(cell)["staff_no"] for cell in walk.staffed if cell["name"] != walk.cell["name"]]
    stranger = walk.specialist(next(one for one in others if one != own and not _stands_in(walk.cell, one)))
    customer = walk.item["customer_id"]
    refused = refusal(lambda: stranger.get(f"/customers/{customer}"))
    expect(refused.endswith("not_found"), f"the customer's page ended with {refused or 'success'}")
    seen = [one for one in stranger.get("/field/today")["items"] if one["customer_id"] == customer]
    expect(not seen, "the customer stands in a stranger's Today")
    entry = {"contact_id": str(new_id()), "customer_id": customer, "channel": "call", "result": "reached"}
    (receipt,) = send(stranger, ("contact.log", entry))
    expect(receipt["state"] == "needs_attention", f"a stranger's contact was {receipt['state']}")
    return "not found, not in Today; what he sends waits for a person to decide"


STEPS: tuple[tuple[str, Callable[[Walk], str]], ...] = (
    ("Import", import_extract),
    ("Build", build),
    ("Publish", publish),
    ("Staff", staff),
    ("Work", work),
    ("Claim", claim),
    ("Call and flag", call),
    ("Flag first in Today", see_flag),
    ("Check in, outcome, promise", visit),
    ("Seat and cockpit", see_outcome),
    ("A stranger", see_nothing),
)
"""The steps in order, with what to call them."""


def _with_due(items: Sequence[dict[str, Any]]) -> dict[str, Any] | None:
    return next((one for one in items if one["cell_name"] and one["amount"] and not one["claimed_by"]), None)


def _worker(cell: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = cell["responsible"] or cell["stand_in"]
    return found


def _stands_in(cell: dict[str, Any], staff_no: str) -> bool:
    return cell["stand_in"] is not None and cell["stand_in"]["staff_no"] == staff_no


def _clock(moment: str) -> str:
    return datetime.fromisoformat(moment).astimezone().strftime("%d %b %H:%M")
