"""How a model is trained."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Recipe:
    """Several rows of small trees, each on a part of rows and columns; their mean log-odds are the model's."""

    members: int = 3
    """Rows of trees."""
    most_trees: int = 400
    """Of each; how many are best is found on the newest part of the training rows."""
    leaves: int = 4
    """Of a tree."""
    more_leaves: int = 8
    """Where there are many lapses to learn from."""
    many_lapses: int = 6_000
    rate: float = 0.05
    """How much of what is left each tree explains."""
    rate_of_many: float = 0.1
    """The same where trees learn who paid late at all."""
    least_rows: int = 200
    """In a leaf."""
    share_of_rows: float = 0.7
    share_of_features: float = 0.85
    enough: float = 0.98
    """The first tree with this share of all that trees gain on newer rows is the last: what more of them find there seldom
    lasts into the time after. Rows drawn by lot have no time after, and all trees that gain are kept."""
    enough_of_many: float = 0.995
    """The same where there are many lapses: what trees find in them lasts."""
    newest: float = 0.2
    """The share of the training rows on which trees are counted and probabilities are calibrated."""
    seed: int = 7
    threads: int = 1
    """More makes it no slower on an idle machine, and much slower on a busy one."""
