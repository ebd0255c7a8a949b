"""What no delivery says: who is the same person, where people live,
and which policies are orphaned. For tests only."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from grid_data.demo_city.addresses import merged
from grid_data.demo_city.book import Book
from grid_data.demo_city.calendar import NEVER, Texts, iso
from grid_data.demo_city.chance import digits
from grid_data.demo_city.geography import degrees
from grid_data.demo_city.names import DISTRICTS, MERGED_DISTRICT
from grid_data.demo_city.places import Communities
from grid_data.demo_city.write import Table, sorted_by, stacked


def served_people(book: Book) -> NDArray[np.bool_]:
    """Persons who hold or are insured under a policy on file that an agent in service looks after."""
    return _touched(book, book.policies.served(book.today))


def _touched(book: Book, these: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Persons who hold or are insured under one of these policies on file."""
    live = these & book.on_file() & (book.policies.issued <= book.today)
    touched = np.zeros(len(book.people), dtype=bool)
    touched[book.policies.holder[live]] = True
    touched[book.policies.insured[live]] = True
    return touched


def orphaned_people(book: Book) -> NDArray[np.bool_]:
    """Persons with policies on file, none of which an agent in service looks after."""
    return _touched(book, np.ones(len(book.policies), dtype=bool)) & ~served_people(book)


def customer_truth(book: Book) -> Table:
    """One row for each customer number, also those opened after the extract."""
    r, person, places = book.records, book.records.person, book.places
    family = book.people.family[person]
    home, at = book.families.community[family], degrees(book.families.at[family])
    any_policy = _touched(book, np.ones(len(book.policies), dtype=bool))
    people = {
        "customer_no": r.code,
        "person_id": "N" + digits(person, 7),
        "family_id": "F" + digits(family, 7),
        "second": _flags(r.second),
        "organisation": _flags(np.zeros(len(r), dtype=bool)),
        "true_community_id": places.ids[home],
        "true_lon": _texts(at[:, 0]),
        "true_lat": _texts(at[:, 1]),
        "address_community_id": np.where(r.community >= 0, places.ids[r.community], ""),
        "address_outdated": _flags(r.moved),
        "has_policy": _flags(any_policy[person]),
        "orphan": _flags(orphaned_people(book)[person]),
        "first_seen": iso(r.first_seen),
    }
    c = book.companies
    groups = {header: np.full(len(c.code), "", dtype=object) for header in people}
    groups |= {"customer_no": c.code, "person_id": "O" + digits(c.company, 6), "first_seen": iso(c.opened)}
    groups["organisation"] = np.full(len(c.code), "1", dtype=object)
    return sorted_by(stacked(people, groups), "customer_no")


def policy_truth(book: Book) -> Table:
    """One row for each policy on file on the day of the extract."""
    p = book.policies
    rows = np.flatnonzero(book.on_file() & (p.issued <= book.today))
    served = p.served(book.today)
    table = {
        "policy_no": p.number[rows],
        "agent_left": iso(np.where(p.seller_left < NEVER, p.seller_left, NEVER)[rows]),
        "agent_in_service": _flags((p.seller_left > book.today)[rows]),
        "taken_over": _flags(p.handed_over(book.today)[rows]),
        "served": _flags(served[rows]),
    }
    return sorted_by(table, "policy_no")


def community_truth(places: Communities) -> Table:
    """Every community with its true position (WGS-84) and district, also those that the gazetteer lacks."""
    at = degrees(places.at)
    return {
        "id": places.ids,
        "name": places.names,
        "district": np.array([name.zh for name in DISTRICTS], dtype=object)[places.district],
        "former_district": np.where(merged(places), MERGED_DISTRICT, "").astype(object),
        "circle": places.circle,
        "households": _texts(places.households),
        "lon": _texts(at[:, 0]),
        "lat": _texts(at[:, 1]),
    }


def _flags(values: NDArray[np.bool_]) -> Texts:
    return np.where(values, "1", "0").astype(object)


def _texts(values: ArrayLike) -> Texts:
    return np.array([str(value) for value in np.asarray(values).tolist()], dtype=object)
