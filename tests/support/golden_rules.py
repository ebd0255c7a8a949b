"""Golden cases of the rules that server and tablet both have.

`PYTHONPATH=tests python -m support.golden_rules` writes them anew. The cases are drawn by lot, the same in each run; what
comes out of them is what the server's functions say. Look at what changes before it is committed: the tablet's functions are
held to it (`frontend/tests/rules.test.ts`).
"""

import json
import random
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from gridward.engagement.budget import Used, budget_at, budget_rules
from gridward.engagement.contract import FactKind, Stage
from gridward.engagement.journey import Standing, UnpaidDue, journey_rules, missing, next_stage, stage_reached
from gridward.engagement.service_items import Said, lacking, service_items
from gridward.kernel.masking import mask_address, mask_mobile
from gridward.platform.rules import RulePart
from gridward.renewal.calendar import OpenDue, urgency, why

FOLDER = Path(__file__).parents[1] / "golden"
_DAY = date(2026, 11, 24)
_MIDNIGHT = datetime(2026, 11, 24, tzinfo=UTC)
_CASES = 80

Case = dict[str, Any]


def budget_found(case: Case) -> Case:
    """Whether a customer may be called or visited."""
    past = [Used(**{**one, "at": datetime.fromisoformat(one["at"])}) for one in case["past"]]
    at = datetime.fromisoformat(case["at"])
    found = budget_at(budget_rules(), past, case["purpose"], case["channel"], at, passes=case["passes"])
    return {
        "used": [len(window.used) for window in found.windows],
        "reasons": list(found.reasons),
        "free_at": found.free_at and found.free_at.astimezone(UTC).isoformat(),
    }


def journey_found(case: Case) -> Case:
    """What comes next for a customer, and what keeps it closed."""
    standing, day = _standing(case["standing"]), date.fromisoformat(case["day"])
    return {
        "next": next_stage(standing),
        "missing": missing(standing, day),
        "reached": stage_reached(standing, day),
    }


def task_found(case: Case) -> Case:
    """How urgent the work on a due is on a day, and why now. What is not due yet, or is suspended, stays as it was told."""
    due, day = case["due"], date.fromisoformat(case["day"])
    if due["state"] == "suspended" or due["due_on"] > case["day"]:
        return {"priority": case["priority"], "why": case["why"]}
    open_due = OpenDue(
        policy_id=due["policy_id"],
        customer_id=1,
        cell_id=1,
        number=1,
        due_on=date.fromisoformat(due["due_on"]),
        grace_ends=date.fromisoformat(due["grace_ends"]),
        amount=Decimal(due["amount"]),
        failure=due["failure"],
        risk=due["risk"],
        tier=due["tier"],
        premium_a_year=Decimal(0),
        suspended=False,
        promised=False,
        offered=any(reason["code"] == "offer_options" for reason in case["why"]),
    )
    return {"priority": urgency(open_due, day), "why": list(why(open_due, day))}


def needs_found(case: Case) -> Case:
    """What a request lacks."""
    said = Said(case["has_policy"], case["note"], case["values"], case["papers"])
    return {"lacks": lacking(service_items().needs_of(case["item"]), said)}


def masks_found(case: Case) -> Case:
    """How a number and an address are shown."""
    return {"mobile": mask_mobile(case["mobile"]), "address": mask_address(case["address"])}


def _standing(told: Case) -> Standing:
    dues = [
        UnpaidDue(due["policy_no"], date.fromisoformat(due["due_on"]), Decimal(due["amount"]), due["failure"])
        for due in told["dues"]
    ]
    facts = {FactKind(kind): date.fromisoformat(day) for kind, day in told["facts"].items()}
    return Standing(**{**told, "stage": Stage(told["stage"]), "dues": dues, "facts": facts})


def _budget_case(lot: random.Random) -> Case:
    at = _MIDNIGHT + timedelta(minutes=lot.randrange(24 * 60))
    past = [
        {
            "at": (at - timedelta(minutes=lot.randrange(-60, 40 * 24 * 60))).isoformat(),
            "purpose": lot.choice(["service", "marketing"]),
            "channel": lot.choice(["call", "call", "visit"]),
            "department": lot.choice(["seat", "field", "理赔"]),
        }
        for _ in range(lot.randrange(9))
    ]
    return {
        "past": past,
        "purpose": lot.choice(["service", "marketing"]),
        "channel": lot.choice(["call", "call", "visit"]),
        "at": at.isoformat(),
        "passes": lot.random() < 0.1,
    }


def _journey_case(lot: random.Random) -> Case:
    dues = [
        {
            "policy_no": f"P{number}",
            "due_on": (_DAY + timedelta(days=lot.randrange(-60, 40))).isoformat(),
            "amount": f"{lot.randrange(100, 20_000)}.{lot.randrange(100):02d}",
            "failure": lot.choice([None, None, None, "余额不足"]),
        }
        for number in range(lot.choice([0, 0, 0, 1, 2]))
    ]
    standing = {
        "stage": lot.choice(list(Stage)),
        "first_contact": lot.random() < 0.9,
        "dues": dues,
        "open_requests": lot.choice([0, 0, 0, 1]),
        "open_complaints": lot.choice([0, 0, 0, 2]),
        "do_not_call": lot.random() < 0.1,
        "refused": lot.random() < 0.1,
        "marketing": lot.choice([True, True, False, None]),
        "facts": {
            kind: (_DAY - timedelta(days=lot.choice([0, 3, 364, 365, 366, 730, 731]))).isoformat()
            for kind in FactKind
            if lot.random() < 0.7
        },
    }
    return {"standing": standing, "day": _DAY.isoformat()}


def _task_case(lot: random.Random) -> Case:
    due_on = _DAY - timedelta(days=lot.choice([-3, -1, 0, 1, 12, 59, 60, 61, lot.randrange(70)]))
    risk = lot.randrange(10_000) / 10_000
    told = [{"code": "due_since", "params": {"days": 1, "amount": "1.00"}}]
    offered = [{"code": "offer_options", "params": {}}]
    return {
        "due": {
            "policy_id": 1,
            "due_on": due_on.isoformat(),
            "grace_ends": (due_on + timedelta(days=60)).isoformat(),
            "amount": f"{lot.randrange(100, 20_000)}.{lot.randrange(100):02d}",
            "failure": lot.choice([None, None, "余额不足"]),
            "risk": risk,
            "tier": "high" if risk > 0.6 else "middle",
            "state": "suspended" if lot.random() < 0.1 else "in_grace",
        },
        "priority": 12.5,
        "why": told + (offered if lot.random() < 0.3 else []),
        "day": _DAY.isoformat(),
    }


def _needs_case(lot: random.Random) -> Case:
    rules = service_items()
    item = lot.choice(rules.item)
    values = {
        need.code: lot.choice([*(one.code for one in need.choice), "a_pony", " "])
        if need.kind == "choice"
        else lot.choice(["2026-11-24", "2026-02-30", "20261124", "下周", "  "])
        for need in rules.needs_of(item.code)
        if need.kind in ("text", "day", "choice") and lot.random() < 0.8
    }
    papers = [need.code for need in rules.need if need.kind == "paper" and lot.random() < 0.5]
    return {
        "item": lot.choice([item.code] * 20 + ["a_pony"]),
        "has_policy": lot.random() < 0.7,
        "note": lot.choice(["", " ", "想改成月缴"]),
        "values": values,
        "papers": papers,
    }


def _masks_case(lot: random.Random) -> Case:
    digits = lot.choice([11, 11, 11, 0, 3, 8, 12])
    address = "澜溪市汀澜区𠮷祥路 12 弄 3 号 502 室"
    return {
        "mobile": "".join(str(lot.randrange(10)) for _ in range(digits)),
        "address": address[: lot.randrange(len(address))],
    }


RULES: dict[str, tuple[Callable[[], Any], Callable[[random.Random], Case], Callable[[Case], Case]]] = {
    "contact_budget": (budget_rules, _budget_case, budget_found),
    "journey": (journey_rules, _journey_case, journey_found),
    "masks": (RulePart, _masks_case, masks_found),
    "needs": (service_items, _needs_case, needs_found),
    "tasks": (RulePart, _task_case, task_found),
}
"""By the rule's name: the rules in use, how a case is drawn, what is found in it."""


def rules_in_use(name: str) -> Case:
    """A rule as tablets get it."""
    found: Case = RULES[name][0]().model_dump(mode="json", by_alias=True)
    return found


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _write() -> None:
    for name, (_, drawn, found) in RULES.items():
        lot = random.Random(name)
        cases = [drawn(lot) for _ in range(_CASES)]
        lines = ",\n".join(_line({"given": case, "found": found(case)}) for case in cases)
        text = f'{{"rules": {_line(rules_in_use(name))},\n"cases": [\n{lines}\n]}}\n'
        (FOLDER / f"{name}.json").write_text(text, "utf-8")


if __name__ == "__main__":
    _write()
