"""What customers confirmed, and what the insurer's core delivers afterwards."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from gridward.identity.contract import Role
from gridward.identity.public import NewAccount, add_account
from gridward.kernel.clock import frozen, now, today
from gridward.ops.day import run_day
from gridward.platform.db import connect, in_transaction
from gridward.policycare.public import SettledDetails, settle_details
from support.clients import client_at
from support.days import on
from support.extract import Extract, import_extract
from support.field_work import one, rows
from support.policy_service import MOBILE, code_of, core_lines, details_of, wanted
from support.published import PASSWORD

API = "/api/v1"
OTHER = "16500001234"


@dataclass
class Customer:
    """A customer with his row of the extract, and a seat who serves him."""

    url: str
    client: TestClient
    extract: Extract
    row: int
    customer_id: int
    delivered: dict[str, str]

    def confirm(self, **values: Any) -> str:
        """Let him confirm new details; returns the request's id."""
        body = wanted(**values)
        request_id = str(body["request_id"])
        path = f"{API}/customers/{self.customer_id}/service-requests"
        for address, sent in (
            (path, body),
            (f"{API}/service-requests/{request_id}/code", None),
            (f"{API}/service-requests/{request_id}/confirmation", "code"),
        ):
            json = {"code": code_of(self.url, request_id)} if sent == "code" else sent
            answer = self.client.post(address, json=json)
            assert answer.status_code in {200, 201}, answer.text
        return request_id

    def deliver(self, **columns: str) -> SettledDetails:
        """Deliver his row again, with some columns changed, and do what is done after an import."""
        for column, value in columns.items():
            self.extract.set("customers", self.row, column, value)
        import_extract(self.url, self.extract)
        return asyncio.run(settle_details(self.url, 1))

    @property
    def details(self) -> dict[str, str]:
        return details_of(self.url, self.customer_id)

    def state(self, request_id: str) -> tuple[Any, ...]:
        (found,) = rows(self.url, "SELECT state, reason FROM policycare.request WHERE id = %s", request_id)
        return found


@pytest.fixture
def customer(city_url: str, small_city: Path, tmp_path: Path) -> Iterator[Customer]:
    """A person with one customer number."""
    extract = Extract.copy(small_city / "extract", tmp_path / "extract").keep("customers")
    header, table = extract.table("customers")
    number = one(
        city_url,
        """SELECT min(c.customer_no) FROM book.customer c JOIN census.placement p ON p.customer_id = c.id
           WHERE p.precision = 'exact' AND c.mobile_sealed IS NOT NULL AND c.landline_sealed IS NOT NULL
             AND (SELECT count(*) FROM book.customer o WHERE o.mobile_key = c.mobile_key) = 1
             AND NOT EXISTS (SELECT FROM book.agent a WHERE a.mobile_key = c.mobile_key)
             AND 1 = (SELECT count(*) FROM census.customer_standing s JOIN census.customer_standing n USING (person_id)
                      WHERE n.customer_id = c.id)""",
    )
    row = next(at for at, line in enumerate(table) if line[header.index("客户号")] == number)
    seat = NewAccount("seat", "座席", frozenset({Role.SEAT}), PASSWORD, all_cities=True)
    asyncio.run(in_transaction(city_url, lambda session: add_account(session, seat)))
    with client_at(city_url) as client:
        client.post(f"{API}/session", json={"login": "seat", "password": PASSWORD})
        customer_id = one(city_url, "SELECT id FROM book.customer WHERE customer_no = %s", number)
        delivered = dict(zip(header, table[row], strict=True))
        yield Customer(city_url, client, extract, row, customer_id, delivered)


def test_a_correction_is_what_an_import_of_the_same_values_would_be(customer: Customer) -> None:
    columns = "mobile_masked, mobile_key, address_masked, address_key, postcode"
    query = f"SELECT {columns} FROM book.customer WHERE id = %s"
    place = "SELECT precision, reason, community_id, lon, lat, address_key FROM census.placement WHERE customer_id = %s"
    address = customer.delivered["通讯地址"] + "附1"
    customer.confirm(mobile=MOBILE, landline="021-91230000", address=address, postcode="200000")
    ours = [rows(customer.url, query, customer.customer_id), rows(customer.url, place, customer.customer_id)]
    details = customer.details
    customer.deliver(手机=MOBILE, 固定电话="021-91230000", 通讯地址=address, 邮编="200000")
    assert ours == [
        rows(customer.url, query, customer.customer_id),
        rows(customer.url, place, customer.customer_id),
    ]
    assert customer.details == details


def test_the_same_delivery_again_changes_nothing(customer: Customer) -> None:
    request = customer.confirm(mobile=MOBILE)
    assert customer.deliver() == SettledDetails()
    assert (customer.details["mobile"], customer.state(request)) == (MOBILE, ("in_review", None))


def test_a_row_that_changed_elsewhere_keeps_what_he_confirmed(customer: Customer) -> None:
    before = rows(
        customer.url, "SELECT community_id FROM census.placement WHERE customer_id = %s", customer.customer_id
    )
    address = "汀澜市某处没有名字的地方"
    request = customer.confirm(mobile=MOBILE, address=address)
    for job in ("护士", "医生"):
        assert customer.deliver(职业=job) == SettledDetails(kept=2)
        assert (customer.details["mobile"], customer.details["address"]) == (MOBILE, address)
        assert customer.state(request) == ("in_review", None)
        # The place is that of the address he confirmed.
        placed = rows(
            customer.url,
            """SELECT p.community_id, p.address_key = c.address_key FROM census.placement p
               JOIN book.customer c ON c.id = p.customer_id WHERE c.id = %s""",
            customer.customer_id,
        )
        assert placed == [(None, True)] and before != [(None,)]
    assert (
        one(customer.url, "SELECT occupation FROM book.customer WHERE id = %s", customer.customer_id)
        == "医生"
    )


def test_the_new_value_is_the_cores_receipt(customer: Customer) -> None:
    request = customer.confirm(mobile=MOBILE, landline="021-91230000")
    # One of the two first.
    assert customer.deliver(手机=f"{MOBILE[:3]} {MOBILE[3:]}") == SettledDetails(kept=1)
    assert customer.state(request) == ("in_review", None)
    assert customer.deliver(固定电话="02191230000") == SettledDetails(executed=1)
    assert customer.state(request) == ("executed", None)
    # What comes later is the insurer's own business again.
    customer.deliver(手机=OTHER)
    assert (customer.details["mobile"], customer.state(request)) == (OTHER, ("executed", None))


def test_a_third_value_wins_and_the_request_says_so(customer: Customer) -> None:
    request = customer.confirm(mobile=MOBILE)
    assert customer.deliver(手机=OTHER) == SettledDetails(superseded=1)
    assert (customer.details["mobile"], customer.state(request)) == (OTHER, ("declined", "superseded"))
    assert customer.deliver(手机=OTHER, 职业="护士") == SettledDetails()


def test_who_changes_it_twice_waits_for_the_last_one(customer: Customer) -> None:
    first = customer.confirm(mobile=MOBILE)
    with frozen(now() + timedelta(minutes=2)):
        second = customer.confirm(mobile=OTHER)
    assert customer.deliver(职业="护士").kept == 1
    assert customer.details["mobile"] == OTHER
    assert customer.deliver(手机=MOBILE) == SettledDetails(kept=1, executed=1)
    assert customer.details["mobile"] == OTHER
    assert (customer.state(first), customer.state(second)) == (("executed", None), ("in_review", None))
    assert customer.deliver(手机=OTHER) == SettledDetails(executed=1)


def test_what_a_customer_does_not_answer_is_closed_the_next_day(customer: Customer) -> None:
    body = wanted(mobile=MOBILE)
    path = f"{API}/customers/{customer.customer_id}/service-requests"
    assert customer.client.post(path, json=body).status_code == 201
    assert asyncio.run(settle_details(customer.url, 1)) == SettledDetails()
    with frozen(now() + timedelta(hours=25)):
        assert asyncio.run(settle_details(customer.url, 1)) == SettledDetails(expired=1)
    assert customer.state(str(body["request_id"])) == ("declined", "expired")


@pytest.fixture
def unwritten(customer: Customer, monkeypatch: pytest.MonkeyPatch) -> str:
    """A confirmed request that could not be written for the core, for the disk was full."""

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr("gridward.policycare.handing_over._append", full)
        return customer.confirm(mobile=MOBILE)


def test_what_could_not_be_written_is_written_with_the_day(customer: Customer, unwritten: str) -> None:
    handed_over = (
        "SELECT handed_over_at IS NOT NULL, told_at IS NOT NULL FROM policycare.request WHERE id = %s"
    )
    assert rows(customer.url, handed_over, unwritten) == [(False, False)]
    with on(today(), hour=10):  # when numbers are told that could not be told at once
        report = run_day(customer.url, 1, today())
    assert report.details == SettledDetails(handed_over=1)
    assert rows(customer.url, handed_over, unwritten) == [(True, True)]
    assert run_day(customer.url, 1, today()).details == SettledDetails()


def test_two_hand_overs_at_once_write_and_tell_once(customer: Customer, unwritten: str) -> None:
    late = datetime.combine(today() - timedelta(days=1), time(17), UTC)  # the next day for the policies
    with connect(customer.url, "test") as connection:
        connection.execute("UPDATE policycare.request SET confirmed_at = %s WHERE id = %s", [late, unwritten])

    async def twice() -> list[SettledDetails]:
        return await asyncio.gather(*(settle_details(customer.url, 1) for _ in range(2)))

    with on(today(), hour=10):
        assert sorted(done.handed_over for done in asyncio.run(twice())) == [0, 1]
    assert len(core_lines(unwritten)) == 1
    told = "SELECT params ->> 'on' FROM engagement.message WHERE template = 'mobile_changed'"
    assert rows(customer.url, told) == [(today().isoformat(),)]
