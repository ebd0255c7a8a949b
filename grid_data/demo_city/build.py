"""The whole demo city: its map, its insurer's extract, the changes that follow, and the truth behind both."""

import json
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Final

import numpy as np

from grid_data.demo_city.book import Book
from grid_data.demo_city.calendar import day_of
from grid_data.demo_city.city_map import CityMap, design, layers
from grid_data.demo_city.deliver import changes, closing, edit, extract, prepare
from grid_data.demo_city.dirt import damage_customers
from grid_data.demo_city.moves import transfer
from grid_data.demo_city.names import CITY
from grid_data.demo_city.people import populate, recruit
from grid_data.demo_city.policies import Policies, sell
from grid_data.demo_city.premiums import pay
from grid_data.demo_city.products import ACCIDENT, MEDICAL
from grid_data.demo_city.records import file_companies, file_people
from grid_data.demo_city.streams import Streams, streams
from grid_data.demo_city.truth import community_truth, customer_truth, policy_truth
from grid_data.demo_city.write import Encoding, Manifest, Table, delimited, geojson, size

DEFAULT_SEED: Final = 20
FEWEST_CUSTOMERS: Final = 300
LONGEST_DELTA: Final = 60
_SECOND_SHARE: Final = 0.093
_CUSTOMERS_PER_COMPANY: Final = 220
_CUSTOMERS_PER_AGENT: Final = 9
_MOST_COMMUNITIES: Final = 2000
_CUSTOMERS_PER_COMMUNITY: Final = 20


def build(
    folder: Path,
    customers: int = 60_000,
    seed: int = DEFAULT_SEED,
    *,
    as_of: date,
    days: int = 0,
    daily: bool = False,
    clean: bool = False,
    encoding: Encoding = "gbk",
) -> Manifest:
    """Make the demo city in `folder` and say what was written. The same arguments give the same bytes.

    `folder` gets the city's geography as GeoJSON (WGS-84); `extract/` with the core system's delivery of
    `as_of` about `customers` customer records, and, where `days` isn't 0, the changes of the days that follow
    in `extract/delta_YYYYMMDD/`; `truth/` with what no delivery says, for tests; and `manifest.json`.

    With `daily` there is a delta for each of the days, of what changed on it, and in `closing/` the whole
    extract of the last one, to compare with. A `clean` extract has none of the damage that one has on its way.

    Raises `ValueError` for fewer than 300 customers or more than 60 days.
    """
    if customers < FEWEST_CUSTOMERS or not 0 <= days <= LONGEST_DELTA:
        raise ValueError(
            f"customers must be at least {FEWEST_CUSTOMERS} and days between 0 and {LONGEST_DELTA}"
        )
    chance, today = streams(seed), day_of(as_of)
    facts = {"city": CITY.zh, "customers": customers, "seed": seed, "as_of": as_of.isoformat()}
    options = {"days": days, **({"daily": True} if daily else {}), **({"clean": True} if clean else {})}
    manifest = Manifest(folder, {**facts, "encoding": encoding, **options})
    city = design(min(_MOST_COMMUNITIES, max(60, customers // _CUSTOMERS_PER_COMMUNITY)), chance)
    for name, features in layers(city).items():
        manifest.add(f"{name}.geojson", geojson(features), len(features))
    book = _keep_book(city, customers, today, chance)
    delivery = prepare(book, transfer(book.agents, today, today + LONGEST_DELTA, chance["moves"]), chance)
    tables = extract(delivery, city.stations, chance)
    opening = dict(tables)
    if not clean:
        damaged = damage_customers(tables.pop("customers.csv"), customers, chance["dirt"])
        manifest.facts["injected"] = damaged.injected
        text = delimited(damaged.table, encoding, damaged.damage)
        manifest.add("extract/customers.csv", text, size(damaged.table))
    _write(manifest, "extract", tables, encoding)
    _date(manifest, "extract", {"as_of": as_of})
    if days:
        edited = edit(delivery, days, city.nearest_roads(), chance)
        for since, until in pairwise(range(days + 1) if daily else (0, days)):
            from_, to = as_of + timedelta(days=since), as_of + timedelta(days=until)
            delta = f"extract/delta_{to:%Y%m%d}"
            _date(manifest, delta, {"as_of": from_, "to": to})
            _write(manifest, delta, changes(delivery, edited, today + since, today + until), encoding)
        if daily:
            _date(manifest, "closing", {"as_of": to})
            _write(manifest, "closing", closing(delivery, edited, today + days, opening), encoding)
    _write(manifest, "truth", _truth(book), "utf-8-sig")
    manifest.save()
    return manifest


def _write(manifest: Manifest, folder: str, tables: dict[str, Table], encoding: Encoding) -> None:
    for name, table in tables.items():
        manifest.add(f"{folder}/{name}", delimited(table, encoding), size(table))


def _date(manifest: Manifest, folder: str, days: dict[str, date]) -> None:
    """Say beside a delivery on which day it shows the book."""
    text = json.dumps({name: day.isoformat() for name, day in days.items()})
    manifest.add(f"{folder}/manifest.json", text.encode(), 1)


def _truth(book: Book) -> dict[str, Table]:
    return {
        "communities.csv": community_truth(book.places),
        "customers.csv": customer_truth(book),
        "policies.csv": policy_truth(book),
    }


def _keep_book(city: CityMap, customers: int, today: int, chance: Streams) -> Book:
    """People, their policies, what became of them, and how they are filed."""
    places, roads = city.communities, city.nearest_roads()
    companies = file_companies(
        max(2, customers // _CUSTOMERS_PER_COMPANY), places, roads, today, chance["companies"]
    )
    second, later = round(customers * _SECOND_SHARE), max(2, customers // 1000)
    people_on_file = customers - len(companies.code) - second
    families, people = populate(people_on_file, later, places, today, chance["people"])
    agents = recruit(max(80, customers // _CUSTOMERS_PER_AGENT), today, chance["agents"])
    district = places.district[families.community]
    policies = sell(people, families, agents, district, today, chance["policies"])
    records, links = file_people(
        people, families, policies, agents, places, roads, second, later, today, chance["records"]
    )
    group = _group_policies(policies, 2 * len(companies.code), today, chance["companies"])
    return Book(
        today=today,
        places=places,
        families=families,
        people=people,
        agents=agents,
        policies=policies,
        history=pay(policies, people, today, chance["premiums"]),
        records=records,
        links=links,
        companies=companies,
        group_policies=group,
        group_holders=np.arange(len(group)) % len(companies.code),
    )


def _group_policies(
    policies: Policies, many: int, today: int, rng: np.random.Generator
) -> np.typing.NDArray[np.int64]:
    """Small policies that a company's department holds for an employee."""
    small = np.isin(policies.category, [MEDICAL, ACCIDENT]) & (policies.holder == policies.insured)
    choice = np.flatnonzero(small & (policies.issued < today - 200))
    return rng.choice(choice, min(len(choice), many), replace=False)
