"""The peers by name, and the library that each needs."""

import importlib
import importlib.util
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gridward.grids.bench.case import Case

FLOOR = "kmeans"
"""The peer that is no solution: nothing balances its loads, so nearly nobody's way can be shorter."""
INSTALL = "pip install 'gridward[bench]'"


@dataclass(frozen=True)
class Peer:
    """Another way to cut a city."""

    about: str
    module: str
    """In this package."""
    function: str = "cut"
    library: str | None = None
    """What must be importable for it; nothing for those written out here."""
    of_rows: bool = False
    """Whether it labels customers rather than buildings, which it may then split."""

    @property
    def installed(self) -> bool:
        """Whether its library is there."""
        return self.library is None or importlib.util.find_spec(self.library) is not None

    def load(self) -> Callable[[Case], NDArray[np.int64]]:
        """Its function, from a case to labels of buildings or of rows; loads its library."""
        module = importlib.import_module(f"gridward.grids.bench.peers.{self.module}")
        function: Callable[[Case], NDArray[np.int64]] = getattr(module, self.function)
        return function


PEERS = {
    "pymetis_contiguous": Peer("METIS, parts kept whole", "metis", "cut_contiguous", "pymetis"),
    "pymetis": Peer("METIS", "metis", library="pymetis"),
    "bisection": Peer("recursive bisection", "bisection"),
    "gerrychain": Peer("ReCom", "recombination", library="gerrychain"),
    "kmeans_constrained": Peer(
        "k-means-constrained", "constrained", library="k_means_constrained", of_rows=True
    ),
    "spopt_skater": Peer("spopt Skater", "regions", "cut_skater", "spopt"),
    "spopt_maxp": Peer("spopt Max-p", "regions", "cut_maxp", "spopt"),
    FLOOR: Peer("k-means, the floor of travel", "kmeans"),
}
