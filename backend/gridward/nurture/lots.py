"""Who is nurtured: two lots, drawn for good, that nobody can foresee without the key."""

from collections.abc import Sequence

from gridward.nurture.rules import LotRules
from gridward.platform.crypto import cipher
from gridward.renewal.public import drawn, held_out

NURTURED, HELD_OUT, LEFT_ALONE = "nurtured", "held_out", "left_alone"


def lots(numbers: Sequence[str], rules: LotRules) -> list[str]:
    """What the lots say of persons, by their first customer numbers.

    `left_alone`: by the lot of treatment, which stands before this one; `held_out`: by the programme's own.
    """
    own = drawn(numbers, cipher().hash_key("nurture.lot")) < rules.held_out
    return [
        LEFT_ALONE if is_alone else HELD_OUT if is_held else NURTURED
        for is_alone, is_held in zip(held_out(numbers), own, strict=True)
    ]
