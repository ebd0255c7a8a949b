"""Events in the small city, written down by ops over HTTP or put there as of another day."""

import asyncio
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.testclient import TestClient

from gridward.activities.contract import Channel, EventState, Said
from gridward.activities.public import EventIn, add_event, sign_up
from gridward.activities.public import invite as send_invitation
from gridward.activities.public import set_state as publish
from gridward.identity.public import everything
from gridward.kernel.clock import POLICY_ZONE, now, today
from gridward.kernel.ids import new_id
from gridward.platform.db import connect, in_transaction
from support.field_work import Tablet, rows
from support.small_city import CODE


def an_event(days: int = 7, **more: Any) -> dict[str, Any]:
    """What ops writes down: an event so many days from today, at two in the afternoon, answered up to the day before."""
    on = today() + timedelta(days=days)
    return {
        "kind": "health_talk",
        "title": "秋日健康讲座",
        "place": "社区活动室",
        "starts_at": at(on, 14).isoformat(),
        "ends_at": at(on, 16).isoformat(),
        "answer_by": (on - timedelta(days=1)).isoformat(),
        "seats": 10,
        **more,
    }


def at(day: date, hour: int) -> datetime:
    """A time of day in the policies' time zone."""
    return datetime.combine(day, time(hour), POLICY_ZONE)


def add(ops: TestClient, **more: Any) -> str:
    """Write an event down; its number."""
    answer = ops.post(f"/api/v1/cities/{CODE}/events", json=an_event(**more))
    assert answer.status_code == 201, answer.text
    return str(answer.json()["event_id"])


def write_down(url: str, city: int, state: EventState = EventState.DRAFT, **more: Any) -> UUID:
    """An event that nobody is invited to yet; its number."""
    event = EventIn.model_validate(an_event(**more))

    async def write(session: AsyncSession) -> UUID:
        event_id = await add_event(session, city, None, event)
        if state is not EventState.DRAFT:
            await publish(session, everything(), event_id, state)
        return event_id

    return asyncio.run(in_transaction(url, write))


def ask(url: str, city: int, event_id: UUID, customer: int) -> None:
    """Let a customer be invited face to face."""
    said = Said(city, customer, now(), new_id())
    asyncio.run(
        in_transaction(url, lambda session: send_invitation(session, said, event_id, Channel.FACE_TO_FACE))
    )


def answer(url: str, city: int, event_id: UUID, customer: int, persons: int) -> None:
    """Let a customer come with so many persons."""
    said = Said(city, customer, now(), new_id())
    asyncio.run(in_transaction(url, lambda session: sign_up(session, said, event_id, persons)))


def change(ops: TestClient, event_id: str, **more: Any) -> Any:
    """Change an event as it is now into `an_event` of this kind; the answer."""
    wanted = {"revision": see(ops, event_id)["revision"], **an_event(**more)}
    return ops.put(f"/api/v1/events/{event_id}", json=wanted)


def set_state(ops: TestClient, event_id: str, state: str) -> dict[str, Any]:
    """Open it, close it, call it off."""
    answer = ops.put(f"/api/v1/events/{event_id}/state", json={"state": state})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def opened(ops: TestClient, **more: Any) -> str:
    """An event that is open for answers."""
    event_id = add(ops, **more)
    set_state(ops, event_id, "open")
    return event_id


def see(ops: TestClient, event_id: str) -> dict[str, Any]:
    """The event as ops sees it."""
    answer = ops.get(f"/api/v1/events/{event_id}")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def say(tablet: Tablet, event_id: str, customer: int, persons: int = 0, **envelope: Any) -> dict[str, Any]:
    """Record an answer: how many come, 0 for a no; the receipt."""
    answer: dict[str, Any] = (
        {"answer": "signed_up", "persons": persons} if persons else {"answer": "declined"}
    )
    return tablet.send("event.answer", {"event_id": event_id, "customer_id": customer, **answer}, **envelope)


def invite(tablet: Tablet, event_id: str, customer: int, channel: str = "message") -> dict[str, Any]:
    """Invite a customer; the receipt."""
    return tablet.send("event.invite", {"event_id": event_id, "customer_id": customer, "channel": channel})


def answer_of(url: str, event_id: str, customer: int) -> tuple[str, int]:
    """What is stored of a customer's answer: its state and the number of persons."""
    ((state, persons),) = rows(
        url,
        "SELECT state, persons FROM activities.sign_up WHERE event_id = %s AND customer_id = %s",
        event_id,
        customer,
    )
    return state, persons


def messages(url: str, template: str) -> list[int]:
    """Who has a message of this text queued."""
    found = rows(
        url, "SELECT customer_id FROM engagement.message WHERE template = %s ORDER BY customer_id", template
    )
    return [customer for (customer,) in found]


def move_to(url: str, event_id: str, starts_at: datetime) -> None:
    """Let an event be at another time, as if it had been written down long ago."""
    with connect(url, "test") as connection:
        connection.execute(
            """UPDATE activities.event SET starts_at = %(at)s, ends_at = %(at)s + interval '2 hours',
                   answer_by = %(day)s WHERE id = %(event)s""",
            {"at": starts_at, "day": starts_at.astimezone(POLICY_ZONE).date(), "event": event_id},
        )


def may_be_invited(url: str, customer: int) -> None:
    """Let a customer have agreed to be told, and be on no do-not-call list."""
    with connect(url, "test") as connection:
        connection.execute("UPDATE book.customer SET do_not_call = false")
        connection.execute(
            """INSERT INTO engagement.consent (id, city_id, customer_id, purpose, given, how, at, account_id)
               VALUES (gen_random_uuid(), 1, %s, 'marketing', true, 'phone', now() - interval '1 hour',
                   gen_random_uuid())""",
            [customer],
        )


def offers(mine: Tablet, customer: int) -> list[dict[str, Any]]:
    """What a specialist may offer to a customer."""
    found: list[dict[str, Any]] = mine.get(f"/customers/{customer}/events")["items"]
    return found


def facts(url: str, customer: int) -> list[str]:
    """The kinds of facts that are known of a customer."""
    found = rows(url, "SELECT kind FROM engagement.fact WHERE customer_id = %s ORDER BY kind", customer)
    return [kind for (kind,) in found]
