"""Which agent sold which policy."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from grid_data.demo_city.calendar import NEVER, Days, month_of
from grid_data.demo_city.names import DISTRICTS
from grid_data.demo_city.people import Agents

_RENEWS_WITH_FORMER_SELLER: Final = 0.88


def find_sellers(
    issued: Days,
    family: NDArray[np.int64],
    district: NDArray[np.int64],
    agents: Agents,
    rng: np.random.Generator,
) -> NDArray[np.int64]:
    """The family's former agent where still there, else one of
    the district's agents in service that month."""
    month = month_of(issued)
    months = np.arange(month.min(), month.max() + 1)
    start, end = month_of(agents.entered), month_of(np.minimum(agents.left, issued.max() + 100))
    agent, at = np.nonzero((start[:, None] < months) & (end[:, None] > months))
    slot = at * len(DISTRICTS) + agents.district[agent]
    order = np.argsort(slot, kind="stable")
    first = np.searchsorted(slot[order], np.arange(len(months) * len(DISTRICTS) + 1))
    wanted = (month - months[0]) * len(DISTRICTS) + district
    many = first[wanted + 1] - first[wanted]
    drawn = first[wanted] + (rng.random(len(issued)) * many).astype(np.int64)
    anyone = find_takers(issued - 31, agents, rng)
    seller = np.where(many > 0, agent[order][np.minimum(drawn, len(order) - 1)], anyone)
    loyal = rng.random(len(issued)) < _RENEWS_WITH_FORMER_SELLER
    return _keep_former(seller, issued, family, loyal, agents)


def find_takers(left: Days, agents: Agents, rng: np.random.Generator) -> NDArray[np.int64]:
    """Agents to take over policies whose sellers leave on these days: they were there before and stay."""
    staying = np.flatnonzero(agents.left >= NEVER)
    staying = staying[np.argsort(agents.entered[staying], kind="stable")]
    ready = np.maximum(np.searchsorted(agents.entered[staying], left), 1)
    return staying[(rng.random(len(left)) * ready).astype(np.int64)]


def _keep_former(
    seller: NDArray[np.int64],
    issued: Days,
    family: NDArray[np.int64],
    loyal: NDArray[np.bool_],
    agents: Agents,
) -> NDArray[np.int64]:
    """Walk each family's policies in the order of issue, all families at once."""
    order = np.argsort(family, kind="stable")
    turn = np.arange(len(order)) - np.searchsorted(family[order], family[order])
    for step in range(1, int(turn.max(initial=0)) + 1):
        here = np.flatnonzero(turn == step)
        now, before = order[here], seller[order[here - 1]]
        stays = loyal[now] & (agents.left[before] > issued[now]) & (agents.entered[before] <= issued[now])
        seller[now] = np.where(stays, before, seller[now])
    return seller
