"""Families, the people in them, and the agents who sold to them. All are invented."""

from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

from grid_data.demo_city.calendar import NEVER, Days, Texts, compact, day_of
from grid_data.demo_city.chance import digits, distinct, mobiles, person_names, pick, with_check_digit
from grid_data.demo_city.geography import Points
from grid_data.demo_city.names import DISTRICTS, ID_PREFIX
from grid_data.demo_city.places import Communities

HEAD, SPOUSE, CHILD, PARENT = range(4)
YEAR: Final = 365.25
_HEAD_AGES: Final = ((0, 0.05, 0.25, 0.5, 0.75, 0.95, 1), (23, 28, 37, 47, 58, 72, 86))
_SHARES: Final = {"spouse": 0.44, "child": 0.38, "second child": 0.08, "parent": 0.07}
_PROVINCES: Final = ("32", "33", "34", "36", "37", "41", "42", "43", "51", "61")


@dataclass(frozen=True)
class Families:
    """Where each family lives. `income` is in yuan a year;
    `latent` moves all its members' readiness to pay."""

    community: NDArray[np.int64]
    at: Points
    building: NDArray[np.int64]
    room: NDArray[np.int64]
    income: NDArray[np.float64]
    latent: NDArray[np.float64]


@dataclass(frozen=True)
class People:
    """Persons, sorted by family; the last ones (`late`) become customers only after the extract's day."""

    family: NDArray[np.int64]
    role: NDArray[np.int64]
    woman: NDArray[np.bool_]
    born: Days
    surname: Texts
    given: Texts
    identity: Texts
    phone: Texts
    latent: NDArray[np.float64]
    late: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.family)

    def age(self, when: Days | int) -> NDArray[np.float64]:
        """Years of age on a day."""
        years: NDArray[np.float64] = (np.asarray(when) - self.born) / YEAR
        return years


@dataclass(frozen=True)
class Agents:
    """Everybody who ever sold here. `left` is `NEVER` for those whose end isn't in sight."""

    code: Texts
    name: Texts
    woman: NDArray[np.bool_]
    entered: Days
    left: Days
    district: NDArray[np.int64]
    team: NDArray[np.int64]
    phone: Texts

    def __len__(self) -> int:
        return len(self.code)


def populate(
    n: int, late: int, places: Communities, today: int, rng: np.random.Generator
) -> tuple[Families, People]:
    """`n` people and `late` more, in families that live in communities by number of households."""
    total = n + late
    size = total + 8
    age = np.interp(rng.random(size), *_HEAD_AGES)
    woman = rng.random(size) < 0.48
    members = [(np.arange(size), np.full(size, HEAD), woman, age)]
    for role, share, gap, spread, oldest in (
        (SPOUSE, _SHARES["spouse"], 0.5, 2.6, 99),
        (CHILD, _SHARES["child"], -28.5, 4, 99),
        (CHILD, _SHARES["second child"], -32.0, 4, 99),
        (PARENT, _SHARES["parent"], 27.0, 4, 60),
    ):
        has = np.flatnonzero((rng.random(size) < share) & (age > 25) & (age < oldest))
        years = age[has] + gap + rng.normal(0, spread, len(has)).clip(-6, 6)
        sex = ~woman[has] if role == SPOUSE else rng.random(len(has)) < 0.5
        alive = (years > 0.1) & (years < 98)
        members.append((has[alive], np.full(alive.sum(), role), sex[alive], years[alive]))
    family, roles, women, ages = (np.concatenate(column) for column in zip(*members, strict=True))
    order = np.lexsort((roles, family))[:total]
    born = (today - ages[order] * YEAR).astype(np.int64)
    families = _settle(int(family[order].max()) + 1, places, rng)
    return families, _persons(families, family[order], roles[order], women[order], born, late, rng)


def _settle(n: int, places: Communities, rng: np.random.Generator) -> Families:
    """Homes for `n` families: a community, a building, a room and the point on the ground."""
    weight = places.households * rng.gamma(3, 1 / 3, len(places))
    community = rng.choice(len(places), n, p=weight / weight.sum())
    buildings = places.buildings[community]
    storeys = np.where(places.households[community] > 60 * buildings, 26, 6)
    reach = 0.012 * np.sqrt(buildings).clip(1, 12)
    turn, way = rng.random(n) * 2 * np.pi, np.sqrt(rng.random(n)) * reach
    return Families(
        community=community,
        at=places.at[community] + np.column_stack([way * np.cos(turn), way * np.sin(turn)]),
        building=1 + (rng.random(n) * np.minimum(buildings, 160)).astype(np.int64),
        room=(1 + (rng.random(n) * storeys).astype(np.int64)) * 100 + rng.integers(1, 5, n),
        income=105_000 * np.sqrt(places.price[community]) * np.exp(rng.normal(0, 0.5, n)),
        latent=rng.normal(0, 0.28, n) + rng.normal(0, 0.14, len(places))[community],
    )


def _persons(
    families: Families, family: NDArray[np.int64], role: NDArray[np.int64], woman: NDArray[np.bool_],
    born: Days, late: int, rng: np.random.Generator,
) -> People:  # fmt: skip
    """Names, documents and phones. Children mostly carry the head's
    surname; one phone in ten is the family's."""
    n = len(family)
    surname, given = person_names(rng, woman, born)
    head = np.searchsorted(family, np.arange(len(families.community)))
    child = (role == CHILD) & (rng.random(n) < 0.85)
    surname[child] = surname[head[family[child]]]
    away = pick(rng, _PROVINCES, n) + digits(rng.integers(1, 10, n), 2)
    # County codes 91 to 99 are assigned nowhere, so no number can be a living person's.
    area = np.where(rng.random(n) < 0.6, ID_PREFIX, away).astype(object) + digits(rng.integers(91, 100, n), 2)
    serial = digits(rng.integers(0, 498, n) * 2 + np.where(woman, 2, 1), 3)
    shared = (rng.random(n) < 0.10) | (role == CHILD) & (rng.random(n) < 0.7)
    return People(
        family=family,
        role=role,
        woman=woman,
        born=born,
        surname=surname,
        given=given,
        identity=with_check_digit(area + compact(born) + serial),
        phone=np.where(shared, mobiles(rng, len(families.community))[family], mobiles(rng, n)),
        latent=families.latent[family] + rng.normal(0, 0.5, n),
        late=np.arange(n) >= n - late,
    )


def recruit(n: int, today: int, rng: np.random.Generator) -> Agents:
    """`n` agents since 2002: most stay about a year, one in ten for
    many years, a few were there from the first day."""
    start, horizon = day_of(date(2002, 1, 1)), today + 60
    ago = np.linspace(0, horizon - start, 100)
    weight = np.interp(ago / YEAR, [0, 3, 6, 9, 12, 16, 25], [1.3, 1.1, 1.4, 2.4, 1.8, 1.0, 0.7])
    entered = horizon - np.interp(rng.random(n), np.cumsum(weight) / weight.sum(), ago).astype(np.int64)
    months = np.where(
        rng.random(n) < 0.10, rng.lognormal(np.log(95), 0.7, n), rng.lognormal(np.log(13), 0.85, n)
    )
    founders = max(2 * len(DISTRICTS), n // 40)
    entered[:founders], months[:founders] = start, rng.lognormal(np.log(140), 0.6, founders)
    left = entered + np.maximum(months * 30.44, 45).astype(np.int64)
    woman = rng.random(n) < 0.62
    surname, given = person_names(rng, woman, np.full(n, today) - rng.integers(24, 58, n) * 365)
    return Agents(
        code="8" + digits(distinct(rng, 10**6, 10**7, n), 8),
        name=surname + given,
        woman=woman,
        entered=entered,
        left=np.where(left > horizon + 400, NEVER, left),
        district=np.arange(n) % len(DISTRICTS),
        team=rng.integers(1, 6, n),
        phone=mobiles(rng, n),
    )
