"""The lot by which persons are left to themselves for good. Pure."""

import hmac
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

_WHOLE = 2**64


def drawn(numbers: Iterable[str], key: bytes) -> NDArray[np.float64]:
    """Each person's lot, from 0 to below 1, by his customer number: always the same, and nobody can foresee it without the
    key."""
    return np.array(
        [int.from_bytes(hmac.digest(key, number.encode(), "sha256")[:8]) / _WHOLE for number in numbers],
        dtype=np.float64,
    )
