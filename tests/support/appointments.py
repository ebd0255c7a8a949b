"""Appointments as tablets send them, and what has become of them."""

from datetime import datetime, time, timedelta
from typing import Any

from gridward.kernel.clock import POLICY_ZONE, today
from support.field_work import Tablet, operation, rows

NOON = datetime.combine(today() + timedelta(days=2), time(12), POLICY_ZONE)


def appointment(kind: str, number: str, person: int, **more: Any) -> dict[str, Any]:
    """An operation about one."""
    return operation(f"appointment.{kind}", {"appointment_id": number, "customer_id": person, **more})


def states_of(tablet: Tablet, person: int) -> dict[str, str]:
    """Of a customer's appointments, by number."""
    return {one["id"]: one["state"] for one in tablet.get(f"/customers/{person}")["appointments"]}


def queued_about_appointments(url: str) -> list[tuple[Any, ...]]:
    """The messages about appointments that have not left: which, and the time that each names."""
    return rows(
        url,
        """SELECT template, params ->> 'time' FROM engagement.message
           WHERE template LIKE 'appointment%%' AND state = 'queued'""",
    )
