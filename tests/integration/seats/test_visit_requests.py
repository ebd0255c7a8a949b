"""A visit that a seat asks for: to whom it goes, what becomes of it, and what the seat sees of that."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.engagement.contract import NewRequest, RequestReason, ReturnReason, VisitRequestRef
from gridward.engagement.public import (
    RequestFilter,
    accept_request,
    complete_requests,
    expire_requests,
    raise_request,
    request_rows,
    return_request,
)
from gridward.identity.contract import DataScope
from gridward.identity.public import everything
from gridward.kernel.clock import frozen, now, today
from gridward.kernel.errors import GridwardError
from gridward.platform.db import connect, in_transaction
from gridward.worker.tasks import make_worker
from support.published import cell_ids, person_in
from support.seat_work import CITY, people

SEAT = uuid4()
Do = Callable[[Callable[[AsyncSession], Awaitable[Any]]], Any]


@pytest.fixture
def do(worked_url: str) -> Do:
    return lambda act: asyncio.run(in_transaction(worked_url, act))


def _new(customer_id: int, **more: Any) -> NewRequest:
    return NewRequest(CITY, customer_id, RequestReason.LAPSE_RISK, SEAT, now(), **more)


def _raise(do: Do, customer_id: int, **more: Any) -> VisitRequestRef:
    request: VisitRequestRef = do(
        lambda session: raise_request(session, everything(), _new(customer_id, **more))
    )
    return request


def _seen(do: Do, scope: DataScope | None = None) -> list[dict[str, Any]]:
    """What the seat sees of its requests."""
    rows: list[dict[str, Any]] = do(
        lambda session: request_rows(session, scope or everything(), RequestFilter(raised_by=SEAT))
    )
    return rows


def _workers(url: str, cell_id: int) -> list[int]:
    return [
        row[0]
        for row in _all(
            url,
            "SELECT specialist_id FROM staffing.tenure WHERE cell_id = %s AND during @> %s ORDER BY role",
            cell_id,
            today(),
        )
    ]


def _all(url: str, query: str, *values: object) -> list[tuple[Any, ...]]:
    with psycopg.connect(url) as connection:
        return connection.execute(query.encode(), values).fetchall()


def _code(do: Do, act: Callable[[AsyncSession], Awaitable[Any]]) -> str:
    with pytest.raises(GridwardError) as caught:
        do(act)
    return caught.value.code


def _vacate(url: str, cell_id: int) -> None:
    with psycopg.connect(url) as connection:
        connection.execute("DELETE FROM staffing.tenure WHERE cell_id = %s", [cell_id])


def _seat_tasks(url: str) -> list[tuple[Any, ...]]:
    return _all(
        url,
        """SELECT t.kind, t.state, t.why -> 0 ->> 'code', q.id IS NOT NULL FROM engagement.task t
           LEFT JOIN seats.queue_item q ON q.task_id = t.id WHERE t.workplace = 'seat' ORDER BY t.id""",
    )


def _state(url: str, request: VisitRequestRef) -> tuple[Any, ...]:
    (row,) = _all(
        url,
        """SELECT r.state, t.state FROM engagement.visit_request r JOIN engagement.task t ON t.id = r.task_id
           WHERE r.id = %s""",
        request.id,
    )
    return row


def test_it_goes_to_whoever_works_the_customers_cell_and_is_done_with_its_outcome(
    worked_url: str, do: Do
) -> None:
    cell = cell_ids(worked_url)[0]
    customer, (specialist, *_) = person_in(worked_url, cell), _workers(worked_url, cell)
    request = _raise(do, customer, note="家里老人做主", risk=0.4, wished_part="evening")
    assert request.cell_id == cell
    task = _all(
        worked_url,
        """SELECT kind, workplace, priority, cell_id, source_key, why -> 0 FROM engagement.task WHERE id = %s""",
        request.task_id,
    )
    flagged = {"code": "flagged_by_seat", "params": {"reason": "lapse_risk"}}
    assert task == [("flagged_visit", "field", 100.4, cell, f"flag/{request.id}", flagged)]
    (seen,) = _seen(do)
    assert (seen["state"], seen["note"], seen["cell_id"]) == ("pending", "家里老人做主", cell)
    assert seen["accept_by"] - seen["raised_at"] == timedelta(hours=24)

    for _ in range(2):
        do(lambda session: accept_request(session, request.id, specialist, now()))
    (seen,) = _seen(do)
    assert seen["state"] == "accepted" and seen["specialist"] and seen["answered_at"]
    assert do(lambda session: complete_requests(session, [(request.task_id, "promised", now())], specialist))
    assert not do(
        lambda session: complete_requests(session, [(request.task_id, "promised", now())], specialist)
    )
    (seen,) = _seen(do)
    assert (seen["state"], seen["outcome"]) == ("done", "promised") and seen["closed_at"]
    assert not do(lambda session: complete_requests(session, [(uuid4(), "promised", now())]))
    assert _code(do, lambda session: accept_request(session, request.id, specialist, now())) == (
        "request.answered"
    )


def test_a_specialist_of_another_cell_can_neither_accept_nor_return_it(worked_url: str, do: Do) -> None:
    cells = cell_ids(worked_url)
    own = _workers(worked_url, cells[0])
    stranger = next(one for cell in cells[1:] for one in _workers(worked_url, cell) if one not in own)
    request = _raise(do, person_in(worked_url, cells[0]))
    for act in (
        lambda session: accept_request(session, request.id, stranger, now()),
        lambda session: return_request(session, request.id, stranger, ReturnReason.UNSAFE, now()),
        lambda session: accept_request(session, uuid4(), own[0], now()),
    ):
        assert _code(do, act) == "request.not_found"
    assert _state(worked_url, request) == ("pending", "open")
    elsewhere = DataScope(False, frozenset({CITY}), frozenset({cells[1]}))
    here = DataScope(False, frozenset({CITY}), frozenset({cells[0]}))
    assert _seen(do, elsewhere) == [] and len(_seen(do, here)) == 1
    assert _seen(do, DataScope(False, frozenset({CITY + 1}))) == []


def test_a_vacant_cells_stand_in_gets_it(worked_url: str, do: Do) -> None:
    first, second = cell_ids(worked_url)[:2]
    stand_in = _workers(worked_url, second)[0]
    _vacate(worked_url, first)
    with psycopg.connect(worked_url) as connection:
        connection.execute(
            """INSERT INTO staffing.tenure (id, city_id, cell_id, specialist_id, role, during, reason, created_by)
               VALUES (gen_random_uuid(), %s, %s, %s, 'stand_in', daterange(%s, %s), 'chosen', 'test')""",
            [CITY, first, stand_in, today(), today() + timedelta(days=30)],
        )
    request = _raise(do, person_in(worked_url, first))
    assert request.cell_id == first
    do(lambda session: accept_request(session, request.id, stand_in, now()))
    assert _seen(do)[0]["state"] == "accepted"


def test_where_nobody_works_the_cell_it_waits_for_a_supervisor(worked_url: str, do: Do) -> None:
    cell = cell_ids(worked_url)[0]
    _vacate(worked_url, cell)
    request = _raise(do, person_in(worked_url, cell))
    assert request.cell_id is None
    led = DataScope(False, frozenset({CITY}), frozenset({cell}))
    (seen,) = _seen(do, led)
    assert (seen["state"], seen["cell_id"], seen["cell_name"]) == ("pending", None, None)
    # Nobody was asked, so no time runs out.
    with connect(worked_url, "test") as connection:
        assert expire_requests(connection, CITY, now() + timedelta(days=3)) == 0
    assert _state(worked_url, request) == ("pending", "open")


def test_whoever_lives_in_no_cell_can_be_flagged_too(worked_url: str, do: Do) -> None:
    with_cell = {row[0] for row in _all(worked_url, "SELECT DISTINCT customer_id FROM grids.membership")}
    outside = next(one for one in people(worked_url, 600) if one not in with_cell)
    request = _raise(do, outside)
    assert request.cell_id is None and _state(worked_url, request) == ("pending", "open")
    led = DataScope(False, frozenset({CITY}), frozenset(cell_ids(worked_url)))
    assert _seen(do, led) == [] and len(_seen(do)) == 1


def test_one_visit_at_a_time_is_asked_for(worked_url: str, do: Do) -> None:
    cell = cell_ids(worked_url)[0]
    customer, (specialist, *_) = person_in(worked_url, cell), _workers(worked_url, cell)
    request = _raise(do, customer)
    again = _code(do, lambda session: raise_request(session, everything(), _new(customer)))
    assert again == "request.open_already"
    assert len(_all(worked_url, "SELECT FROM engagement.task WHERE kind = 'flagged_visit'")) == 1
    do(lambda session: return_request(session, request.id, specialist, ReturnReason.NO_CAPACITY, now()))
    assert _raise(do, customer).id != request.id
    assert _code(
        do, lambda session: raise_request(session, everything(), _new(customer, policy_id=2**40))
    ) == ("policy.not_found")
    wished = today() - timedelta(days=1)
    assert _code(
        do, lambda session: raise_request(session, everything(), _new(customer, wished_on=wished))
    ) == ("request.wished_in_past")
    out_of_scope = DataScope(False, frozenset({99}))
    assert _code(do, lambda session: raise_request(session, out_of_scope, _new(customer))) == (
        "customer.not_found"
    )


@pytest.mark.parametrize("accepted", [False, True])
def test_returned_it_goes_back_to_the_seats_with_the_reason(worked_url: str, do: Do, accepted: bool) -> None:
    cell = cell_ids(worked_url)[0]
    specialist = _workers(worked_url, cell)[0]
    request = _raise(do, person_in(worked_url, cell), risk=0.25)
    if accepted:
        do(lambda session: accept_request(session, request.id, specialist, now()))
    for _ in range(2):
        do(lambda session: return_request(session, request.id, specialist, ReturnReason.MOVED_AWAY, now()))
    (seen,) = _seen(do)
    assert (seen["state"], seen["returned_reason"]) == ("returned", "moved_away")
    assert _state(worked_url, request) == ("returned", "cancelled")
    assert _seat_tasks(worked_url) == [("callback", "open", "returned_by_specialist", True)]
    assert _all(worked_url, "SELECT priority FROM seats.queue_item") == [(60.25,)]
    assert _code(do, lambda session: accept_request(session, request.id, specialist, now())) == (
        "request.answered"
    )
    # He went there all the same: that counts, and nobody has to call.
    do(lambda session: complete_requests(session, [(request.task_id, "informed", now())], specialist))
    assert _seen(do)[0]["state"] == "done"
    assert _seat_tasks(worked_url) == [("callback", "cancelled", "returned_by_specialist", True)]


def test_what_nobody_accepts_in_time_runs_out_once(worked_url: str, do: Do) -> None:
    cell = cell_ids(worked_url)[0]
    specialist = _workers(worked_url, cell)[0]
    request = _raise(do, person_in(worked_url, cell))
    with connect(worked_url, "test") as connection:
        assert expire_requests(connection, CITY, request.accept_by) == 0
        assert expire_requests(connection, CITY, request.accept_by + timedelta(seconds=1)) == 1
        assert expire_requests(connection, CITY, request.accept_by + timedelta(hours=1)) == 0
    assert _seen(do)[0]["state"] == "expired"
    assert _state(worked_url, request) == ("expired", "cancelled")
    assert _seat_tasks(worked_url) == [("callback", "open", "request_expired", True)]
    late = request.accept_by + timedelta(minutes=1)
    assert (
        _code(do, lambda session: accept_request(session, request.id, specialist, late)) == "request.expired"
    )
    back = _code(
        do, lambda session: return_request(session, request.id, specialist, ReturnReason.UNSAFE, now())
    )
    assert back == "request.expired"


def test_the_worker_notices_within_minutes(worked_url: str, do: Do) -> None:
    request = _raise(do, person_in(worked_url, cell_ids(worked_url)[0]))
    with frozen(request.accept_by + timedelta(minutes=1)):
        asyncio.run(make_worker(worked_url).tasks["expire_requests"](timestamp=0))
    assert _state(worked_url, request) == ("expired", "cancelled")


def test_what_was_accepted_in_time_but_arrived_late_is_accepted(worked_url: str, do: Do) -> None:
    cell = cell_ids(worked_url)[0]
    customer, (specialist, *_) = person_in(worked_url, cell), _workers(worked_url, cell)
    request = _raise(do, customer)
    with connect(worked_url, "test") as connection:
        expire_requests(connection, CITY, request.accept_by + timedelta(hours=1))
    do(lambda session: accept_request(session, request.id, specialist, now()))
    assert _state(worked_url, request) == ("accepted", "open")
    assert _seat_tasks(worked_url) == [("callback", "cancelled", "request_expired", True)]


def test_what_was_asked_for_anew_meanwhile_is_not_accepted_as_well(worked_url: str, do: Do) -> None:
    cell = cell_ids(worked_url)[0]
    customer, (specialist, *_) = person_in(worked_url, cell), _workers(worked_url, cell)
    request = _raise(do, customer)
    with connect(worked_url, "test") as connection:
        expire_requests(connection, CITY, request.accept_by + timedelta(hours=1))
    _raise(do, customer)
    act = _code(do, lambda session: accept_request(session, request.id, specialist, now()))
    assert act == "request.expired"


def test_two_flags_at_once_make_one_request(worked_url: str) -> None:
    customer = person_in(worked_url, cell_ids(worked_url)[0])

    async def one() -> str:
        try:
            await in_transaction(
                worked_url, lambda session: raise_request(session, everything(), _new(customer))
            )
        except GridwardError as error:
            return error.code
        return "raised"

    async def both() -> list[str]:
        return sorted(await asyncio.gather(one(), one()))

    assert asyncio.run(both()) == ["raised", "request.open_already"]
    assert len(_all(worked_url, "SELECT FROM engagement.task WHERE kind = 'flagged_visit'")) == 1


def test_the_seat_and_the_cell_are_told(worked_url: str, do: Do) -> None:
    cell = cell_ids(worked_url)[0]
    customer, (specialist, *_) = person_in(worked_url, cell), _workers(worked_url, cell)
    with psycopg.connect(worked_url, autocommit=True) as listener:
        listener.execute("LISTEN progress")
        request = _raise(do, customer)
        assert _heard(listener) == {f"requests:{SEAT}", f"cell:{cell}"}
        do(lambda session: accept_request(session, request.id, specialist, now()))
        assert _heard(listener) == {f"requests:{SEAT}", f"cell:{cell}"}
        do(lambda session: return_request(session, request.id, specialist, ReturnReason.UNSAFE, now()))
        assert _heard(listener) == {f"requests:{SEAT}", f"cell:{cell}", f"queue:{CITY}"}


def _heard(listener: psycopg.Connection) -> set[str]:
    listener.execute("SELECT 1")
    return {notice.payload for notice in listener.notifies(timeout=0.5)}


def test_pages_of_requests_are_newest_first(worked_url: str, do: Do) -> None:
    cells = cell_ids(worked_url)
    made: list[UUID] = [_raise(do, person_in(worked_url, cell)).id for cell in cells]
    first = do(lambda session: request_rows(session, everything(), RequestFilter(), None, 2))
    rest = do(lambda session: request_rows(session, everything(), RequestFilter(), first[-1]["id"], 10))
    assert [row["id"] for row in first + rest] == made[::-1]
    assert do(lambda session: request_rows(session, everything(), RequestFilter(states=["done"]))) == []
    hidden = do(lambda session: request_rows(session, everything(), RequestFilter(), notes=False))
    assert {row["note"] for row in hidden} == {""}
