"""What treating a customer is worth. Pure: arrays in, arrays out.

EV(i, a) = p_i * s_a * V_i - c_a - fatigue * contacts_i, in yuan. An action reaches a customer with all his dues, so that
p_i * V_i is the sum over them.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from gridward.renewal.whom.rules import TreatmentRules, ValueOfPremium

ACTIONS: Final = ("none", "message", "call", "offer", "visit")
"""In the order of the columns; a service offer is made by call."""
NONE, MESSAGE, CALL, OFFER, VISIT = range(len(ACTIONS))

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


def premium_value(premium_a_year: Floats, years_left: Floats, rules: ValueOfPremium) -> Floats:
    """(n,) V in yuan: the margin of the premium that is due and of all that are expected after it.

    `years_left` (n,) counts the one that is due; NaN where the term is not known.
    """
    years = np.clip(
        np.where(np.isnan(years_left), rules.most_years, np.ceil(years_left)), 1, rules.most_years
    )
    expected = (1 - rules.yearly_persistency**years) / (1 - rules.yearly_persistency)
    return premium_a_year * rules.margin * expected


def expected_values(at_stake: Floats, contacts: Floats, save_rates: Floats, rules: TreatmentRules) -> Floats:
    """(n, 5) yuan by action. `at_stake` (n,) is p * V, `contacts` (n,) how often he was contacted, `save_rates` (5,)."""
    actions = rules.actions
    costs = np.array([0.0, actions.message.cost, actions.call.cost, actions.offer.cost, actions.visit.cost])
    values: Floats = at_stake[:, None] * save_rates - costs - rules.fatigue.cost * contacts[:, None]
    values[:, NONE] = 0
    return values
