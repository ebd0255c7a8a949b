"""Who is an orphan. The definitions, as pure functions; `standing.sql` applies them to a whole city, tested to agree."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from gridward.book.public import reinstatable_to

COMPANY_AGENT = "99999999"
"""The number under which an insurer keeps policies that no agent serves."""

LIVE_STATES = frozenset({"in_force", "in_grace", "apl", "reduced_paid_up"})
"""States in which a contract covers. Suspended ones live on for two calendar years (Insurance Law art. 37)."""


@dataclass(frozen=True)
class PolicyStanding:
    """Whether anybody in service serves a policy."""

    standing: str
    """`orphan`, `served` or `ended`."""
    reason: str | None = None
    """Why it is an orphan: `agent_left`, `no_agent`, `company`, `unknown_agent`."""


def is_live(state: str, suspended_on: date | None, as_of: date) -> bool:
    """Whether a contract is in force, or suspended and may still be reinstated.

    `suspended_on` is the first day without cover; without it a suspended contract counts as reinstatable.
    """
    if state in LIVE_STATES:
        return True
    if state != "suspended":
        return False
    return suspended_on is None or as_of <= reinstatable_to(suspended_on)


def policy_standing(live: bool, agent_no: str | None, agent_in_service: bool | None) -> PolicyStanding:
    """The standing of a policy; `agent_in_service` is None for an agent that nobody knows."""
    if not live:
        return PolicyStanding("ended")
    if not agent_no:
        return PolicyStanding("orphan", "no_agent")
    if agent_no == COMPANY_AGENT:
        return PolicyStanding("orphan", "company")
    if agent_in_service is None:
        return PolicyStanding("orphan", "unknown_agent")
    return PolicyStanding("served") if agent_in_service else PolicyStanding("orphan", "agent_left")


def customer_kind(standings: Sequence[str]) -> str:
    """The kind of a person by the standings of the policies that he holds or is insured under."""
    live = [standing for standing in standings if standing != "ended"]
    if not live:
        return "dormant" if standings else "no_policy"
    orphans = live.count("orphan")
    if orphans == len(live):
        return "orphan"
    return "mixed" if orphans else "served"
