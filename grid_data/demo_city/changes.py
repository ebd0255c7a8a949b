"""Customers whose records change after the extract: new phones,
new addresses, and wishes not to be called."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from grid_data.demo_city.addresses import write_addresses
from grid_data.demo_city.calendar import Days, Texts
from grid_data.demo_city.chance import mobiles
from grid_data.demo_city.places import Communities
from grid_data.demo_city.write import Table, rows_of, size

_ONE_IN: Final = 150
_NEW_PHONE, _NEW_ADDRESS = 0.4, 0.75


@dataclass(frozen=True)
class Edited:
    """Customers' records as they are after a change, and its day."""

    table: Table
    day: Days

    def between(self, since: int, until: int) -> Table:
        """Those changed after `since` until `until`."""
        return rows_of(self.table, np.flatnonzero((self.day > since) & (self.day <= until)))


def customer_changes(
    known: Table, places: Communities, roads: Texts, today: int, days: int, rng: np.random.Generator
) -> Edited:
    """One in 150 of the known customers, changed in one field in the `days` after `today`.
    Companies keep theirs: their codes begin with 9."""
    people = np.flatnonzero(~np.char.startswith(known["客户号"].astype(str), "9"))
    rows = np.sort(rng.choice(people, max(6, size(known) // _ONE_IN), replace=False))
    table, n = rows_of(known, rows), len(rows)
    what = rng.random(n)
    community = rng.integers(0, len(places), n)
    building, room = rng.integers(1, 20, n), rng.integers(1, 7, n) * 100 + 1
    address = write_addresses(places, community, building, room, roads, rng).text
    moves = (what >= _NEW_PHONE) & (what < _NEW_ADDRESS)
    table["手机"] = np.where(what < _NEW_PHONE, mobiles(rng, n), table["手机"])
    table["通讯地址"] = np.where(moves, address, table["通讯地址"])
    table["勿扰标志"] = np.where(what >= _NEW_ADDRESS, "Y", table["勿扰标志"])
    return Edited(table, today + 1 + rng.integers(0, max(days, 1), n))
