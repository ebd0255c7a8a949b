"""Two cities at work in one database, with somebody of every role in the first of them, to see who sees what."""

import asyncio
import hashlib
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.testclient import TestClient

from gridward.city.public import add_city
from gridward.grids.contract import BuildOrder
from gridward.grids.public import add_plan, build_plan
from gridward.identity.contract import Role
from gridward.identity.public import COOKIE, NewAccount, add_account, everything
from gridward.kernel.clock import frozen, now, today
from gridward.kernel.ids import new_id
from gridward.ops.day import run_day
from gridward.ops.publishing import publish_plan
from gridward.platform.crypto import cipher
from gridward.platform.db import connect, in_transaction
from support import small_city
from support.events import write_down
from support.extract import Extract, import_extract
from support.field_work import STAFFED_DAYS, one, rows
from support.maps import basic
from support.published import PASSWORD, cell_ids, lead_of_cell, person_in, specialist_of_cell
from support.work import move_to_new_station

OTHER = "yunshan"
NOBODY = 2**40
NO_ID = "01936b2e-0000-7000-8000-000000000000"


@dataclass(frozen=True)
class Person:
    """Somebody who is signed in, with what is his and what is not, by the name of a path's parameter."""

    login: str
    role: Role
    cookie: str
    map_key: dict[str, str]
    """What his map program sends; nothing for one who may not make a key."""
    own: dict[str, Any]
    foreign: dict[str, dict[str, Any]] = field(default_factory=dict)
    """For each parameter what he may not see, by what it is."""


def make(url: str, folder: Path) -> None:
    """To the small city at work add another one, and run the day in both."""
    with connect(url, "test") as connection:
        other = add_city(connection, OTHER, "云山市", "Yunshan", small_city.files(folder)).city.id
    import_extract(url, Extract(folder / "extract"), other)
    with connect(url, "test") as connection:
        plan_id = add_plan(connection, other, BuildOrder(cells=3), "test")
    build_plan(url, plan_id)
    # Some days ago, as in the first one: nobody is visited for the first time on a Sunday.
    with frozen(now() - timedelta(days=STAFFED_DAYS)):
        asyncio.run(
            in_transaction(url, lambda session: publish_plan(session, everything(), plan_id, today(), "test"))
        )
    move_to_new_station(url, cell_ids(url)[:2])
    for city in (1, other):
        run_day(url, city, today())
        write_down(url, city)


def people(url: str, client: TestClient) -> list[Person]:
    """Somebody of every role in the first city; the seats have claimed a customer each."""
    here, there = _city(url, small_city.CODE), _city(url, OTHER)
    first, *_, last = cell_ids_of(url, 1)
    logins = {
        Role.SPECIALIST: specialist_of_cell(url, first),
        Role.SUPERVISOR: lead_of_cell(url, first),
    }
    for role in (Role.SEAT, Role.OPS, Role.AUDITOR, Role.ADMIN):
        logins[role] = _account(url, role.value, role)
    colleague = sign_in(client, _account(url, "colleague", Role.SEAT))
    claims = {"claim_id": _claim(client, colleague)}
    other_key, _ = _map_key(client, sign_in(client, _account(url, "other-ops", Role.OPS)))
    found = []
    for role, login in logins.items():
        cookie = sign_in(client, login)
        sign_in(client, login)
        own = here | {"session_id": _session(client, cookie), "number": 1, "z": 3, "x": 6, "y": 3}
        own["station_no"] = one(url, "SELECT min(station_no) FROM stations.station WHERE city_id = 1")
        foreign: dict[str, dict[str, Any]] = {name: {"of another city": there[name]} for name in there}
        foreign["session_id"] = {"of another account": _session(client, colleague)}
        foreign["number"] = {"missing": 9999}
        # Shipped with the program: there in every city.
        own["card"] = "v2"
        own["key_id"], map_key = _map_key(client, cookie)
        foreign["key_id"] = {"of another account": other_key}
        own["move_id"] = _move(url, 1, login)
        foreign["move_id"] = {"of another city": _move(url, there["city_id"], login)}
        own["matter_id"] = _matter(url, 1, login, first)
        foreign["matter_id"] = {"of another city": _matter(url, there["city_id"], login, None)}
        if role is Role.SEAT:
            own["claim_id"] = _claim(client, cookie)
            foreign["claim_id"] = {"of another seat": claims["claim_id"]}
            own["review_id"] = _review(url, first, login)
            foreign["review_id"] = {"of another seat": _review(url, first, "colleague")}
        if role in (Role.SPECIALIST, Role.SUPERVISOR):
            own |= _of_cell(url, first)
            for name, value in _of_cell(url, last).items():
                foreign[name]["of another cell"] = value
        found.append(Person(login, role, cookie, map_key, own, foreign))
    return found


def sign_in(client: TestClient, login: str) -> str:
    """Sign in; the header that carries the session. The client itself keeps no cookie."""
    answer = client.post("/api/v1/session", json={"login": login, "password": PASSWORD})
    assert answer.status_code == 201, answer.text
    client.cookies.clear()
    return f"{COOKIE}={answer.cookies[COOKIE]}"


def cell_ids_of(url: str, city: int) -> list[int]:
    """The cells in force in a city."""
    return [
        row[0]
        for row in rows(
            url,
            """SELECT c.id FROM grids.cell c JOIN grids.plan p ON p.id = c.plan_id
               WHERE c.city_id = %s AND p.effective @> %s ORDER BY c.number""",
            city,
            today(),
        )
    ]


def personal_values(folder: Path) -> set[str]:
    """Names, numbers and addresses that the extract holds in the clear."""
    columns = ("姓名", "证件号码", "手机", "固定电话", "通讯地址", "家庭地址")
    found = set()
    for name in ("customers", "agents", "specialists"):
        header, rows_ = Extract(folder / "extract").table(name)
        found |= {
            row[index].strip()
            for row in rows_
            for index, column in enumerate(header)
            if column in columns and index < len(row)
        }
    return {value for value in found if len(value) > 1}


def _city(url: str, code: str) -> dict[str, Any]:
    city = one(url, "SELECT id FROM city.city WHERE code = %s", code)
    return {
        "code": code,
        "city_id": city,
        "import_id": one(url, "SELECT id FROM census.import_run WHERE city_id = %s", city),
        "file_id": _debit_file(url, city),
        "delivery_id": _debit_delivery(url, city),
        "row_id": one(
            url,
            """SELECT min(r.id) FROM census.refused_row r JOIN census.import_run i ON i.id = r.import_id
               WHERE i.city_id = %s""",
            city,
        ),
        "plan_id": one(url, "SELECT id FROM grids.plan WHERE city_id = %s", city),
        "job_id": _failed_job(url, city),
        "event_id": one(url, "SELECT id FROM activities.event WHERE city_id = %s", city),
        "claim_id": NO_ID,
        "collection_id": f"customers-{code}",
        **_of_cell(url, cell_ids_of(url, city)[-1]),
    }


def _debit_file(url: str, city: int) -> UUID:
    """A debit return file that was taken, without any rows."""
    found: UUID = one(
        url,
        """INSERT INTO renewal.debit_file (id, city_id, name, sender, number, day, digest, created_by, created_at, rows,
               accepted, failed, reversed, refused, amount)
           VALUES (gen_random_uuid(), %s, 'return.txt', 'BANK', '1', %s, '', 'test', %s, 0, 0, 0, 0, 0, 0) RETURNING id""",
        city,
        today(),
        now(),
    )
    return found


def _debit_delivery(url: str, city: int) -> UUID:
    """A debit return file that was delivered and refused."""
    found: UUID = one(
        url,
        """INSERT INTO renewal.debit_delivery (id, city_id, name, status, created_by, created_at)
           VALUES (gen_random_uuid(), %s, 'return.txt', 'failed', 'test', %s) RETURNING id""",
        city,
        now(),
    )
    return found


def _failed_job(url: str, city: int) -> int:
    return int(
        one(
            url,
            """INSERT INTO procrastinate_jobs (queue_name, task_name, args, status)
               VALUES ('city', 'deliver_messages', jsonb_build_object('city_id', %s::text), 'failed') RETURNING id""",
            city,
        )
    )


def _of_cell(url: str, cell: int) -> dict[str, Any]:
    person = person_in(url, cell)
    task = one(
        url,
        "SELECT id FROM engagement.task WHERE cell_id = %s AND workplace = 'field' ORDER BY id LIMIT 1",
        cell,
    )
    return {
        "sha256": _attachment(url, person, specialist_of_cell(url, cell)),
        "cell_id": cell,
        "customer_id": person,
        "policy_id": one(
            url,
            """SELECT min(p.id) FROM book.policy p JOIN grids.cells_on(%s) k ON k.customer_id = p.holder_id
               WHERE k.cell_id = %s""",
            today(),
            cell,
        ),
        "feature_id": person,
        "task_id": task,
        "request_id": _request(url, person),
        "review_id": _review(url, cell, "colleague"),
        "op_id": _waiting(url, cell),
        "message_id": _memo(url),
        "device_id": _device(url, specialist_of_cell(url, cell)),
        "specialist_id": one(
            url,
            "SELECT specialist_id FROM staffing.tenure WHERE cell_id = %s AND during @> %s ORDER BY role LIMIT 1",
            cell,
            today(),
        ),
    }


def _waiting(url: str, cell: int) -> UUID:
    """Something that a tablet sent and a person must decide about."""
    op_id = new_id()
    sealed = cipher().seal("{}", f"field.operation.payload/{op_id}")
    with connect(url, "test") as connection:
        connection.execute(
            """INSERT INTO field.operation (op_id, account_id, kind, protocol, occurred_at, city_id, cell_id, payload_sealed,
                   state, receipt)
               SELECT %(id)s, %(id)s, 'visit.teleport', 1, now(), city_id, id, %(payload)s, 'needs_attention',
                   '{"code": "kind.unknown", "fields": []}' FROM grids.cell WHERE id = %(cell)s""",
            {"id": op_id, "payload": sealed, "cell": cell},
        )
    return op_id


def _memo(url: str) -> UUID:
    """A message that somebody sent whom nobody knows: it is nobody's to withdraw."""
    with connect(url, "test") as connection:
        connection.execute(
            """INSERT INTO field.memo (id, city_id, origin, sender_id, sent_at)
               VALUES (%(id)s, 1, 'supervisor', %(id)s, now())""",
            {"id": (memo_id := new_id())},
        )
    return memo_id


def _attachment(url: str, person: int, login: str) -> str:
    """Something that a request of a person's names, sent by somebody."""
    name = hashlib.sha256(new_id().bytes).hexdigest()
    with connect(url, "test") as connection:
        connection.execute(
            """WITH sender AS (SELECT id FROM identity.account WHERE login = %(login)s),
               named AS (INSERT INTO engagement.matter (id, city_id, customer_id, kind, attachments, source_key, opened_by,
                       opened_at)
                   SELECT gen_random_uuid(), city_id, person_id, 'renewal_account', ARRAY[%(name)s], %(name)s, sender.id,
                       now()
                   FROM census.customer_standing, sender WHERE customer_id = %(person)s)
               INSERT INTO field.attachment (account_id, sha256, kind, size_bytes, state)
               SELECT id, %(name)s, 'image/png', 0, 'complete' FROM sender""",
            {"login": login, "name": name, "person": person},
        )
    return name


def _device(url: str, login: str) -> UUID:
    """A tablet of somebody's."""
    device_id = new_id()
    with connect(url, "test") as connection:
        connection.execute(
            """INSERT INTO identity.device (id, account_id, name, public_key, app_version)
               SELECT %s, id, 'Chrome', '', '1' FROM identity.account WHERE login = %s""",
            [device_id, login],
        )
    return device_id


def _review(url: str, cell: int, login: str) -> UUID:
    """A scored call that a seat made about a customer of a cell."""
    review_id = new_id()
    with connect(url, "test") as connection:
        connection.execute(
            """WITH seat AS (SELECT id FROM identity.account WHERE login = %(login)s
                   UNION ALL SELECT %(id)s LIMIT 1),
               task AS (SELECT * FROM engagement.task WHERE cell_id = %(cell)s ORDER BY id LIMIT 1),
               claim AS (INSERT INTO seats.claim (id, city_id, customer_id, task_id, account_id, claimed_at)
                   SELECT %(id)s, task.city_id, customer_id, task.id, seat.id, now() FROM task, seat RETURNING *),
               call AS (INSERT INTO seats.call (id, claim_id, content_key, city_id, customer_id, task_id, account_id,
                       begun_at, ended_at, outcome, after_lease)
                   SELECT id, id, id, city_id, customer_id, task_id, account_id, now(), now(), 'reached', false FROM claim
                   RETURNING *),
               draw AS (INSERT INTO seats.draw (id, city_id, day, each, account_id, at)
                   SELECT id, city_id, current_date, 1, id, now() FROM call RETURNING id)
               INSERT INTO seats.review (id, draw_id, call_id, city_id, account_id, sheet, scores, points, scored_at)
               SELECT call.id, draw.id, call.id, city_id, account_id, 'v1', '{}', 0, now() FROM call, draw""",
            {"id": review_id, "login": login, "cell": cell},
        )
    return review_id


def _move(url: str, city: int, login: str) -> UUID:
    """A move of no item by somebody."""
    move_id = new_id()
    with connect(url, "test") as connection:
        connection.execute(
            """INSERT INTO seats.move (id, city_id, account_id, at)
               SELECT %s, %s, id, now() FROM identity.account WHERE login = %s""",
            [move_id, city, login],
        )
    return move_id


def _matter(url: str, city: int, login: str, cell: int | None) -> UUID:
    """A suspicion of a seat's about somebody in a cell, or about a caller whom nobody knows."""
    matter_id = new_id()
    with connect(url, "test") as connection:
        connection.execute(
            """INSERT INTO engagement.matter (id, city_id, cell_id, kind, source_key, opened_by, opened_at)
               SELECT %s, %s, %s, 'organised_surrender', %s, id, now() FROM identity.account WHERE login = %s""",
            [matter_id, city, cell, f"test/{matter_id}", login],
        )
    return matter_id


def _request(url: str, person: int) -> UUID:
    """A request of a person's that waits for him."""
    request_id = new_id()
    with connect(url, "test") as connection:
        connection.execute(
            """INSERT INTO policycare.request (id, content_key, city_id, customer_id, kind, account_id, workplace, fields,
                   taken_at)
               SELECT %(id)s, %(id)s, city_id, person_id, 'details_right', %(id)s, 'seat', '{}', now()
               FROM census.customer_standing WHERE customer_id = %(person)s
               ON CONFLICT (customer_id) WHERE state = 'needs_customer' DO NOTHING""",
            {"id": request_id, "person": person},
        )
    return UUID(
        str(
            one(
                url,
                "SELECT id FROM policycare.request WHERE customer_id = %s AND state = 'needs_customer'",
                person,
            )
        )
    )


def _account(url: str, login: str, role: Role) -> str:
    new = NewAccount(login, "测试员", frozenset({role}), PASSWORD, city_ids=frozenset({1}))

    async def make_(session: AsyncSession) -> None:
        await add_account(session, new)

    asyncio.run(in_transaction(url, make_))
    return login


def _session(client: TestClient, cookie: str) -> str:
    """A session of the account: for somebody with two of them the one that is not in use."""
    items = client.get("/api/v1/sessions", headers={"cookie": cookie}).json()["items"]
    return str(min(items, key=lambda item: item["current"])["id"])


def _map_key(client: TestClient, cookie: str) -> tuple[str, dict[str, str]]:
    """A key for maps, and what sends it; nothing of it for somebody who may not make one."""
    body = {"name": "QGIS", "points": True}
    answer = client.post("/api/v1/map-keys", json=body, headers={"cookie": cookie})
    if answer.status_code == 403:
        return NO_ID, {}
    made = answer.json()
    return made["id"], basic(made["login"], made["key"])


def _claim(client: TestClient, cookie: str) -> str:
    answer = client.post(
        f"/api/v1/cities/{small_city.CODE}/queue/claims", json={}, headers={"cookie": cookie}
    )
    assert answer.status_code == 201, answer.text
    return str(answer.json()["claim_id"])
