"""Agents who left or changed their office, as agent_movements.csv tells it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from grid_data.demo_city.book import offices
from grid_data.demo_city.calendar import Days, Texts, iso
from grid_data.demo_city.people import Agents
from grid_data.demo_city.write import Table, sorted_by

PERIOD = 90
"""The table reaches so many days back."""


@dataclass(frozen=True)
class Transfers:
    """Who changed teams in the 90 days before and the 60 days after the extract's day, and when."""

    team_before: NDArray[np.int64]
    team: NDArray[np.int64]
    team_after: NDArray[np.int64]
    moved_before: Days
    moved_after: Days

    def team_on(self, day: int) -> NDArray[np.int64]:
        """Each agent's team on the extract's day or a later one."""
        return np.where((self.moved_after >= 0) & (self.moved_after <= day), self.team_after, self.team)


def transfer(agents: Agents, today: int, later: int, rng: np.random.Generator) -> Transfers:
    """One agent in a hundred changes teams before `today`, one in two hundred between then and `later`."""
    n = len(agents)
    draw = rng.random(n)
    settled = (agents.entered <= today - PERIOD) & (agents.left > later)
    before, after = settled & (draw < 0.010), settled & (draw > 0.995)
    span = max(later - today, 1)
    return Transfers(
        team_before=np.where(before, agents.team % 5 + 1, agents.team),
        team=agents.team,
        team_after=np.where(after, agents.team % 5 + 1, agents.team),
        moved_before=np.where(before, today - PERIOD + 1 + rng.integers(0, PERIOD, n), -1),
        moved_after=np.where(after, today + 1 + rng.integers(0, span, n), -1),
    )


def movement_table(
    agents: Agents, since: int, until: int, moved: Days, former: NDArray[np.int64], current: NDArray[np.int64]
) -> Table:
    """Departures after `since` until `until`, and transfers on the days `moved` (-1: none)."""
    left = (agents.left > since) & (agents.left <= until)
    rows = np.flatnonzero(left | (moved > since) & (moved <= until))
    gone = left[rows]
    day = np.where(gone, agents.left[rows], moved[rows])

    def words(if_gone: str, if_moved: str) -> Texts:
        return np.where(gone, if_gone, if_moved).astype(object)

    table = {
        "工号": agents.code[rows],
        "变动类型": words("离司", "机构调动"),
        "变动日期": iso(day),
        "原机构": offices(agents, former)[rows],
        "新机构": np.where(gone, "", offices(agents, current)[rows]),
        "原状态": words("在职", "在职"),
        "新状态": words("离职", "在职"),
    }
    return sorted_by(table, "变动日期", "工号")
