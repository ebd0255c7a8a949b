"""This engine against the best peer of each figure, and against the floor, in one run."""

from dataclasses import dataclass

from gridward.grids.bench.peers.registry import FLOOR
from gridward.grids.bench.running import Outcome, Run

LESS_IS_BETTER = ("cpu_s", "peak_mb", "max_deviation", "mean_deviation", "mean_distance_m")
MORE_IS_BETTER = ("polsby_popper_mean", "reock_mean")
AT_ONCE = {"balance": "max_deviation", "contiguity": "cells_in_pieces", "way": "mean_distance_m"}
"""What a method has to be good at together, and the figure that says so."""


@dataclass(frozen=True)
class Ratio:
    """A figure of this engine against the best that a peer reached."""

    figure: str
    ours: float
    best: float
    peer: str

    @property
    def value(self) -> float | None:
        """Ours as a multiple of the peer's; None where the peer's is nought."""
        return self.ours / self.best if self.best else None


def rivals(run: Run) -> list[Outcome]:
    """The peers that finished and are meant to be solutions."""
    return [one for one in run.outcomes[1:] if one.why_not is None and one.method != FLOOR]


def ratios(run: Run) -> list[Ratio]:
    """One a figure, where peers finished."""
    peers = rivals(run)
    if not peers:
        return []
    found = []
    for choose, names in ((min, LESS_IS_BETTER), (max, MORE_IS_BETTER)):
        for name in names:
            best = choose(peers, key=lambda peer, name=name: peer.figures[name])  # type: ignore[misc]
            found.append(Ratio(name, run.ours.figures[name], best.figures[name], best.method))
    return found


def above_floor(run: Run) -> float | None:
    """Our mean way as a multiple of that of plain k-means, which balances nothing."""
    floor = next((one for one in run.outcomes[1:] if one.method == FLOOR and one.why_not is None), None)
    return None if floor is None else run.ours.figures["mean_distance_m"] / floor.figures["mean_distance_m"]


def ahead_in(run: Run, figure: str) -> list[str]:
    """The peers whose figure, less being better, is below ours."""
    return [peer.method for peer in rivals(run) if peer.figures[figure] < run.ours.figures[figure]]


def as_good_at_once(run: Run) -> list[str]:
    """The peers that are nowhere behind this engine in balance, contiguity and way, and split no building."""
    return [
        peer.method
        for peer in rivals(run)
        if not peer.figures["buildings_split"]
        and all(peer.figures[name] <= run.ours.figures[name] for name in AT_ONCE.values())
    ]
