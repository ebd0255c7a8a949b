"""The core system's delivery of a day, and the changes of the days that follow."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from grid_data.demo_city.book import Book, agent_table, policy_table, premium_table, state_on
from grid_data.demo_city.calendar import Texts, years_of
from grid_data.demo_city.changes import Edited, customer_changes
from grid_data.demo_city.customers import customer_table
from grid_data.demo_city.moves import PERIOD, Transfers, movement_table
from grid_data.demo_city.places import Station
from grid_data.demo_city.service import Dated, as_known, claim_table, contact_table, request_table
from grid_data.demo_city.staff import (
    gazetteer_table,
    product_table,
    skill_columns,
    specialist_table,
    station_table,
)
from grid_data.demo_city.streams import Streams
from grid_data.demo_city.truth import orphaned_people
from grid_data.demo_city.write import Table, changed, rows_of, sorted_by, stacked

_CUSTOMERS_PER_SPECIALIST = 750
_BEFORE_EVERYTHING = -(10**6)
_EMPTY_WHILE_OPEN = {
    "contacts.csv": (),
    "claims.csv": ("结案日期", "赔付金额"),
    "service_requests.csv": ("办结日期",),
}


@dataclass(frozen=True)
class Delivery:
    """What both the extract and its changes are cut from."""

    book: Book
    transfers: Transfers
    everyone: Table
    seen: NDArray[np.int64]
    services: dict[str, Dated]
    core: dict[str, Table]
    """Policies, instalments and agents as they stand on the extract's day."""


def prepare(book: Book, transfers: Transfers, streams: Streams) -> Delivery:
    """Gather what the deliveries are cut from."""
    return Delivery(
        book=book,
        transfers=transfers,
        everyone=customer_table(book, streams["fields"], streams["languages"]),
        seen=np.concatenate([book.records.first_seen, book.companies.opened]),
        services={
            "contacts.csv": contact_table(book, streams["contacts"]),
            "claims.csv": claim_table(book, streams["claims"]),
            "service_requests.csv": request_table(book, streams["requests"]),
        },
        core=_core(book, transfers, book.today),
    )


def extract(delivery: Delivery, stations: list[Station], streams: Streams) -> dict[str, Table]:
    """The tables of the extract, without the damage that customers.csv suffers on its way."""
    book, moved, rng = delivery.book, delivery.transfers, streams["staff"]
    today = book.today
    specialists = max(3, round(int(orphaned_people(book).sum()) / _CUSTOMERS_PER_SPECIALIST))
    former, movements = moved.team_before, moved.moved_before
    return {
        "customers.csv": sorted_by(rows_of(delivery.everyone, delivery.seen <= today), "客户号"),
        **delivery.core,
        "agent_movements.csv": movement_table(
            book.agents, today - PERIOD, today, movements, former, moved.team
        ),
        **_services(delivery, _BEFORE_EVERYTHING, today),
        "specialists.csv": {
            **specialist_table(specialists, book.places, today, rng),
            **skill_columns(specialists, streams["languages"]),
        },
        "stations.csv": station_table(stations, rng),
        "gazetteer.csv": gazetteer_table(book.places, rng),
        "products.csv": product_table(int(years_of(today))),
    }


def edit(delivery: Delivery, days: int, roads: Texts, streams: Streams) -> Edited:
    """What changes in customers' records in the `days` after the extract."""
    book = delivery.book
    known = rows_of(delivery.everyone, delivery.seen <= book.today)
    return customer_changes(known, book.places, roads, book.today, days, streams["changes"])


def changes(delivery: Delivery, edited: Edited, since: int, until: int) -> dict[str, Table]:
    """New and changed rows, whole, of the days after `since` until `until`; nothing is ever deleted.

    Cash values and grades move by themselves: they are told when something else of their row changes.
    """
    book, moved, seen = delivery.book, delivery.transfers, delivery.seen
    before = delivery.core if since == book.today else _core(book, moved, since)
    later = _core(book, moved, until)
    arrived = rows_of(delivery.everyone, (seen > since) & (seen <= until))
    movements = movement_table(book.agents, since, until, moved.moved_after, moved.team, moved.team_after)
    return {
        "customers.csv": sorted_by(stacked(edited.between(since, until), arrived), "客户号"),
        "policies.csv": changed(before["policies.csv"], later["policies.csv"], ignored=["现金价值"]),
        "premiums.csv": changed(before["premiums.csv"], later["premiums.csv"]),
        "agents.csv": changed(before["agents.csv"], later["agents.csv"], ignored=["职级"]),
        "agent_movements.csv": movements,
        **_services(delivery, since, until),
    }


def closing(delivery: Delivery, edited: Edited, day: int, opening: dict[str, Table]) -> dict[str, Table]:
    """The whole extract of a later day; what does not change (staff, stations, products) stays as in the `opening` one."""
    book, moved = delivery.book, delivery.transfers
    known = rows_of(delivery.everyone, delivery.seen <= day)
    rows = edited.between(book.today, day)
    unedited = rows_of(
        known, np.flatnonzero(~np.isin(known["客户号"].astype(str), rows["客户号"].astype(str)))
    )
    since = day - PERIOD
    # A transfer of before the extract has another former office than one that followed.
    before = movement_table(book.agents, since, book.today, moved.moved_before, moved.team_before, moved.team)
    after = movement_table(book.agents, book.today, day, moved.moved_after, moved.team, moved.team_after)
    return {
        **opening,
        "customers.csv": sorted_by(stacked(unedited, rows), "客户号"),
        **_core(book, moved, day),
        "agent_movements.csv": sorted_by(stacked(before, after), "变动日期", "工号"),
        **_services(delivery, _BEFORE_EVERYTHING, day),
    }


def _core(book: Book, transfers: Transfers, day: int) -> dict[str, Table]:
    state = state_on(book, day)
    return {
        "policies.csv": sorted_by(policy_table(book, state, day), "保单号"),
        "premiums.csv": _by_policy(premium_table(book, state, day)),
        "agents.csv": sorted_by(agent_table(book.agents, transfers.team_on(day), day), "工号"),
    }


def _by_policy(premiums: Table) -> Table:
    """Instalments in the order of policy numbers; those of a policy are in order already."""
    return rows_of(premiums, np.argsort(premiums["保单号"].astype(str), kind="stable"))


def _services(delivery: Delivery, since: int, until: int) -> dict[str, Table]:
    return {
        name: as_known(dated, since, until, _EMPTY_WHILE_OPEN[name])
        for name, dated in delivery.services.items()
    }
