"""A city made from a seed, to measure on: as uneven as a real one, and the same bytes for the same seed.

Customers live in buildings, buildings stand in estates (towers, flats, villas) around a core and sub-centres, and some alone
in the country. Few estates and few buildings hold very many customers (Pareto and log-normal), most hold few.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from gridward.grids.bench.outline import city_land

EPSG = 32651
"""UTM 51N, the frame in which the city is drawn; it lies where Shanghai is."""
_CENTRE = np.array([351_000.0, 3_455_000.0])
_RADIUS_M, _RADIUS_POWER = 30_000.0, 0.4
"""Of a city of a million customers; a larger one is wider, and denser too."""
_CUSTOMERS_AN_ESTATE = 2_500
_ALONE = 0.02
"""Buildings that stand alone, as a share of the customers; about 0.06 of the customers live in them."""
_IN_ESTATES = 0.0885
"""Buildings in estates, as a share of the customers."""
_DECIMETRE = 1
_DRAWS = 8


@dataclass(frozen=True)
class _Kind:
    """A kind of estate."""

    share: float
    spread_m: float
    customers: float
    """Median of a building."""
    size: float
    """How many buildings it has beside other kinds."""


_KINDS = (_Kind(0.35, 180, 32, 0.7), _Kind(0.45, 260, 9, 1.2), _Kind(0.2, 500, 1.6, 1.6))
_CORE, _SUB_CENTRES, _ANYWHERE = 0.35, 0.4, 0.25
"""Where estates are."""


@dataclass(frozen=True)
class City:
    """Buildings with customers, on land; metres."""

    xy: NDArray[np.float64]
    weight: NDArray[np.int64]
    """Customers of each building."""
    land: shapely.Geometry


def make_city(customers: int, seed: int) -> City:
    """A city of exactly so many customers, with about 0.108 buildings each."""
    rng = np.random.default_rng(seed)
    radius = _RADIUS_M * (customers / 1e6) ** _RADIUS_POWER
    land = city_land(_CENTRE, radius, rng)
    shapely.prepare(land)
    estates, estate_kind = _estates(customers, land, radius, rng)
    homes, appeal = _buildings(customers, estates, estate_kind, land, rng)
    alone = _anywhere(round(_ALONE * customers), land, radius, rng)
    xy = np.concatenate([homes, alone])
    wanted = np.concatenate([appeal, rng.pareto(1.6, len(alone)).clip(0.05, 200) * 1.8])
    xy, first = np.unique(np.round(xy, _DECIMETRE), axis=0, return_index=True)
    inside = shapely.contains_xy(land, xy[:, 0], xy[:, 1])
    xy, wanted = xy[inside], wanted[first][inside]
    # Everybody lives somewhere, and nobody's building is empty.
    weight = 1 + rng.multinomial(customers - len(xy), wanted / wanted.sum())
    order = rng.permutation(len(xy))
    return City(xy[order], weight[order].astype(np.int64), land)


def _estates(
    customers: int, land: shapely.Geometry, radius: float, rng: np.random.Generator
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Centres (e, 2) of estates, and their kinds (e,)."""
    count = max(12, round(customers / _CUSTOMERS_AN_ESTATE))
    centres = _anywhere(max(4, round(np.sqrt(count) / 2)), land, radius, rng)
    where = rng.choice(3, count, p=[_CORE, _SUB_CENTRES, _ANYWHERE])
    of = rng.integers(0, len(centres), count)

    def draw(which: NDArray[np.int64]) -> NDArray[np.float64]:
        core = _CENTRE + rng.normal(0, 0.33 * radius, (len(which), 2))
        sub = centres[of[which]] + rng.normal(0, 0.1 * radius, (len(which), 2))
        anywhere = _CENTRE + rng.uniform(-1.3 * radius, 1.3 * radius, (len(which), 2))
        return np.asarray(np.choose(where[which, None], [core, sub, anywhere]))

    xy, found = _on_land(count, land, draw)
    kind = rng.choice(len(_KINDS), count, p=[kind.share for kind in _KINDS])
    return xy[found], kind[found].astype(np.int64)


def _buildings(
    customers: int,
    estates: NDArray[np.float64],
    kind: NDArray[np.int64],
    land: shapely.Geometry,
    rng: np.random.Generator,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The buildings (b, 2) of the estates, and how many customers each would have (b,)."""
    spread, median, size = np.array([(k.spread_m, k.customers, k.size) for k in _KINDS])[kind].T
    worth = (rng.pareto(2.2, len(estates)) + 0.3) * size
    count = np.maximum(1, np.round(worth / worth.sum() * _IN_ESTATES * customers)).astype(np.int64)
    # An estate of more buildings takes more ground.
    spread = spread * rng.lognormal(0, 0.4, len(estates)) * np.sqrt(np.maximum(count / count.mean(), 0.1))
    estate = np.repeat(np.arange(len(estates)), count)

    def draw(which: NDArray[np.int64]) -> NDArray[np.float64]:
        return np.asarray(
            estates[estate[which]] + spread[estate[which], None] * rng.normal(0, 1, (len(which), 2))
        )

    xy, found = _on_land(len(estate), land, draw)
    wanted = (median[estate] * rng.lognormal(0, 0.8, len(estate))).clip(0.1, 800)
    return xy[found], wanted[found]


def _anywhere(
    count: int, land: shapely.Geometry, radius: float, rng: np.random.Generator
) -> NDArray[np.float64]:
    """Points all over the land."""
    xy, found = _on_land(
        count, land, lambda which: _CENTRE + rng.uniform(-1.3 * radius, 1.3 * radius, (len(which), 2))
    )
    return xy[found]


def _on_land(
    count: int, land: shapely.Geometry, draw: Callable[[NDArray[np.int64]], NDArray[np.float64]]
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Points (count, 2), drawn again while they lie in water, and which of them came to lie on land."""
    xy = np.zeros((count, 2))
    found = np.zeros(count, bool)
    for _ in range(_DRAWS):
        which = np.flatnonzero(~found)
        xy[which] = draw(which)
        found[which] = shapely.contains_xy(land, xy[which, 0], xy[which, 1])
    return xy, found
