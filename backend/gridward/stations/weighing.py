"""What candidates for stations are worth, one by one and together. Pure: arrays in, arrays out; positions in metres."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gridward.stations.choosing import choose_stations, close_stations, hang_cells


@dataclass(frozen=True)
class Covered:
    """Arrays with one entry a candidate."""

    customers: NDArray[np.int64]
    """Within the radius."""
    mean_way_m: NDArray[np.float64]
    """Of these; nan where there are none."""


def coverage(
    candidates: NDArray[np.float64],
    places: NDArray[np.float64],
    customers: NDArray[np.int64],
    radius_m: float,
) -> Covered:
    """The customers around each of the candidates (m, 2), who live at places (n, 2)."""
    reached = np.zeros(len(candidates), np.int64)
    way = np.full(len(candidates), np.nan)
    # One after the other: all candidates by all places of a large city would not fit into memory.
    for at, candidate in enumerate(candidates):
        distance = np.hypot(*(places - candidate).T)
        near = distance <= radius_m
        reached[at] = customers[near].sum()
        if reached[at]:
            way[at] = np.average(distance[near], weights=customers[near])
    return Covered(reached, way)


@dataclass(frozen=True)
class Choice:
    """So many stations together."""

    chosen: NDArray[np.bool_]
    """(candidates,)"""
    station: NDArray[np.int64]
    """(cells,): the candidate on which each cell hangs."""
    mean_way_m: float
    """Of the customers, from their cell's middle to its station."""
    monthly_cost: float
    gap: float
    """By what share another choice could be better at most; 0 where none is."""


def choose(
    way: NDArray[np.float64],
    customers: NDArray[np.int64],
    room: NDArray[np.int64],
    kept: NDArray[np.bool_],
    cost: NDArray[np.float64],
    wanted: int,
    closed: NDArray[np.bool_] | None = None,
) -> Choice:
    """The `wanted` stations with the shortest ways, those of `kept` among them; more where specialists find no room.

    Where fewer are wanted than are `kept`, those of them stay of which closing the others costs the least way for a yuan.
    `closed` are none of them in any case. `way` is (cells, candidates) in metres, `customers` weighs the cells, `room`
    counts specialists, `cost` is a month's.
    """
    usable = np.flatnonzero(np.ones(len(kept), np.bool_) if closed is None else ~closed)
    stays = np.flatnonzero(kept[usable])
    chosen = np.zeros(len(kept), np.bool_)
    if 0 < wanted < len(stays):
        among = usable[stays]
        found = close_stations(way[:, among], customers, room[among], cost[among], wanted)
    else:
        among = usable
        found = choose_stations(way[:, among], customers, room[among], kept[among], wanted)
    chosen[among] = found.chosen
    stations = np.flatnonzero(chosen)
    station = stations[hang_cells(way[:, stations], room[stations])]
    total = (way[np.arange(len(way)), station] * customers).sum()
    return Choice(
        chosen, station, float(total / max(customers.sum(), 1)), float(cost[chosen].sum()), found.gap
    )
