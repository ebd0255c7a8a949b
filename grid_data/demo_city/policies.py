"""Who bought what, when and from whom."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from grid_data.demo_city.calendar import NEVER, Days, Texts, add_months, month_of
from grid_data.demo_city.chance import digits, distinct
from grid_data.demo_city.people import CHILD, HEAD, PARENT, SPOUSE, YEAR, Agents, Families, People
from grid_data.demo_city.products import (
    ACCIDENT,
    ANNUITY,
    FOR_LIFE,
    ILLNESS,
    MEDICAL,
    PRODUCTS,
    agree_terms,
    choose_products,
)
from grid_data.demo_city.sellers import find_sellers, find_takers

_ROLE_NAMES: Final = {HEAD: "配偶", SPOUSE: "配偶", CHILD: "子女", PARENT: "父母"}
_YEARS_AGO: Final = (
    (0, 1, 2, 4, 6, 8, 10, 12, 15, 18, 22),
    (1.2, 1.4, 1.5, 1.4, 1.6, 2.4, 2.5, 1.9, 1.4, 1.0, 0.5),
)
_TAKEN_OVER: Final = 0.06


@dataclass(frozen=True)
class Policies:
    """Policies sorted by day of issue. `every` is months between
    instalments (0: single premium), `months` those of paying."""

    number: Texts
    holder: NDArray[np.int64]
    insured: NDArray[np.int64]
    relation: Texts
    product: NDArray[np.int64]
    category: NDArray[np.int64]
    issued: Days
    every: NDArray[np.int64]
    months: NDArray[np.int64]
    annual: NDArray[np.float64]
    instalment: NDArray[np.float64]
    sum_insured: NDArray[np.float64]
    matures: Days
    seller: NDArray[np.int64]
    seller_left: Days
    taken_over: NDArray[np.bool_]
    taker: NDArray[np.int64]
    latent: NDArray[np.float64]
    strain: NDArray[np.float64]
    """Logarithm of the yearly premium over a twentieth of the family's income."""
    quirk: NDArray[np.float64]
    """A number from 0 to 1 that decides how the core files the policy once its seller has left."""

    def __len__(self) -> int:
        return len(self.number)

    def served(self, today: int) -> NDArray[np.bool_]:
        """Whether an agent in service looks after each policy on a day."""
        in_service: NDArray[np.bool_] = (self.seller_left > today) | self.handed_over(today)
        return in_service

    def handed_over(self, today: int) -> NDArray[np.bool_]:
        """Whether another agent has taken the policy over, which takes about a quarter of a year."""
        done: NDArray[np.bool_] = self.taken_over & (self.seller_left + 90 <= today)
        return done


def sell(
    people: People,
    families: Families,
    agents: Agents,
    district: NDArray[np.int64],
    today: int,
    rng: np.random.Generator,
) -> Policies:
    """Every policy on file or sold within 60 days after `today`; `district` is that of each family."""
    holder, insured = _pairs(people, rng)
    issued = _issue_days(people, holder, insured, today, rng)
    product = choose_products(issued, (issued - people.born[insured]) / YEAR, rng)
    order = np.lexsort((insured, holder, issued))
    order = order[product[order] >= 0]
    holder, insured, issued, product = holder[order], insured[order], issued[order], product[order]
    n, family = len(holder), people.family[holder]
    income = families.income[family]
    annual, every, years = agree_terms(product, income, rng)
    instalment = annual * np.select([every == 6, every == 3, every == 1], [0.52, 0.265, 0.09], 1.0)
    seller = find_sellers(issued, family, district[family], agents, rng)
    left = agents.left[seller]
    taken_over = (rng.random(n) < _TAKEN_OVER) & (left < NEVER)
    relation = np.array([_ROLE_NAMES[role] for role in range(4)], dtype=object)[people.role[insured]]
    return Policies(
        number="P" + digits(distinct(rng, 10**7, 10**8, n), 12),
        holder=holder,
        insured=insured,
        relation=np.where(holder == insured, "本人", relation),
        product=product,
        category=np.array([p.category for p in PRODUCTS])[product],
        issued=issued,
        every=every,
        months=years * 12,
        annual=annual,
        instalment=instalment.round(2),
        sum_insured=_sums_insured(product, annual, (issued - people.born[insured]) / YEAR),
        matures=_maturities(product, issued, years),
        seller=seller,
        seller_left=left,
        taken_over=taken_over,
        taker=find_takers(left, agents, rng),
        latent=people.latent[holder] + rng.normal(0, 0.25, n),
        strain=np.log(annual * 20 / income).clip(-2, 2),
        quirk=rng.random(n),
    )


def _sums_insured(
    product: NDArray[np.int64], annual: NDArray[np.float64], age: NDArray[np.float64]
) -> NDArray[np.float64]:
    """A multiple of the yearly premium; illness costs more the older the insured."""
    category = np.array([p.category for p in PRODUCTS])[product]
    multiple = np.select(
        [category == MEDICAL, category == ACCIDENT, category == ANNUITY, category == ILLNESS],
        [1200, 400, 6, np.interp(age, [0, 20, 40, 60], [90, 45, 25, 14])],
        15.0,
    )
    sums: NDArray[np.float64] = np.maximum((annual * multiple).round(-3), 1000)
    return sums


def _maturities(product: NDArray[np.int64], issued: Days, years: NDArray[np.int64]) -> Days:
    """The day on which cover ends, never before paying does; `NEVER` for life."""
    cover = np.array([p.cover_years for p in PRODUCTS])[product]
    ends = add_months(issued, np.where(cover == FOR_LIFE, 0, np.maximum(cover, years)) * 12)
    return np.where(cover == FOR_LIFE, NEVER, ends)


def _pairs(people: People, rng: np.random.Generator) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Holder and insured of each policy: adults buy for themselves and
    their families, heads for those left without cover."""
    n = len(people)
    adult = people.role != CHILD
    mean = np.select([people.role == HEAD, people.role == SPOUSE], [2.15, 1.35], 0.6)
    own = rng.poisson(mean) + (people.role == HEAD)
    holder = np.repeat(np.arange(n), np.where(adult, own, 0))
    head = np.searchsorted(people.family, people.family)
    size = np.searchsorted(people.family, people.family, side="right") - head
    other = head[holder] + (rng.random(len(holder)) * size[holder]).astype(np.int64)
    insured = np.where((rng.random(len(holder)) < 0.42) & (people.role[holder] != PARENT), other, holder)
    # a spouse's parents-in-law aside, nobody insures the head as anything but a spouse
    insured = np.where((people.role[holder] == SPOUSE) & (people.role[insured] == PARENT), holder, insured)
    covered = np.zeros(n, dtype=bool)
    covered[holder], covered[insured] = True, True
    bare = np.flatnonzero(~covered & (rng.random(n) < 0.93))
    return np.concatenate([holder, head[bare]]), np.concatenate([insured, bare])


def _issue_days(
    people: People,
    holder: NDArray[np.int64],
    insured: NDArray[np.int64],
    today: int,
    rng: np.random.Generator,
) -> Days:
    """Most business is seven to eleven years old; one policy in
    nine belongs to the sales season of January."""
    n, horizon = len(holder), today + 60
    ago = np.linspace(0, 22, 221)
    weight = np.interp(ago, *_YEARS_AGO)
    years = np.interp(rng.random(n), np.cumsum(weight) / weight.sum(), ago)
    issued = horizon - (years * YEAR).astype(np.int64)
    january = add_months(issued - rng.integers(0, 4, n), -(month_of(issued) % 12))
    issued = np.where(rng.random(n) < 0.11, january, issued)
    earliest = np.maximum(people.born[holder] + int(20.1 * YEAR), people.born[insured] + 30)
    early = issued < earliest
    issued = np.where(early, earliest + (rng.random(n) * (horizon - earliest)).astype(np.int64), issued)
    late = people.late[holder] | people.late[insured]
    issued = np.where(late, today + 1 + rng.integers(0, 59, n), issued)
    return np.minimum(issued, horizon)
