"""What other rooms may know of identity. Only this room makes actors and scopes."""

from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from gridward.kernel.errors import Forbidden, NotFound


class Role(StrEnum):
    """What somebody is to the insurer."""

    SPECIALIST = "specialist"
    SEAT = "seat"
    SUPERVISOR = "supervisor"
    OPS = "ops"
    AUDITOR = "auditor"
    ADMIN = "admin"


class Action(StrEnum):
    """What somebody may be allowed to do."""

    SEE_CENSUS = "see_census"
    IMPORT = "import"
    PLACE = "place"
    UNMASK = "unmask"
    SEE_GRID = "see_grid"
    BUILD_GRID = "build_grid"
    PUBLISH_GRID = "publish_grid"
    SEE_STAFFING = "see_staffing"
    STAFF = "staff"
    KEEP_STAFF = "keep_staff"
    """Say what the staff list does not of specialists: languages, grade, capacity, leave."""
    SEE_COCKPIT = "see_cockpit"
    SEE_CUSTOMER = "see_customer"
    REVEAL = "reveal"
    """See a customer's name, telephone number and address in the clear, which is recorded."""
    CALL = "call"
    SEE_SEATS = "see_seats"
    """See what waits for the seats, who of them is where, and how their calls were scored."""
    LEAD_SEATS = "lead_seats"
    """Move items between seats, draw calls and score them."""
    WORK_CELL = "work_cell"
    SEE_EVENTS = "see_events"
    EDIT_EVENTS = "edit_events"
    DECIDE_WORK = "decide_work"
    """Decide what becomes of work from tablets that could not simply be applied."""
    SEE_DEVICES = "see_devices"
    """See the tablets of specialists: when they were in touch, and what waits on them."""
    KEEP_DEVICES = "keep_devices"
    """Let a tablet in no more, or have it empty itself."""
    SERVE = "serve"
    """Take in what a customer asks for about his policies, and let him confirm it."""
    SEE_JOBS = "see_jobs"
    RUN_JOBS = "run_jobs"
    """Try a failed job again, run a city's day."""
    SEE_RISK = "see_risk"
    """See by what the risk of a lapse is judged, and what comes of it."""
    EDIT_RISK = "edit_risk"
    """Make points cards and put them in force."""


_READ = frozenset(
    {
        Action.SEE_CENSUS,
        Action.SEE_GRID,
        Action.SEE_STAFFING,
        Action.SEE_COCKPIT,
        Action.SEE_CUSTOMER,
        Action.SEE_EVENTS,
        Action.SEE_JOBS,
        Action.SEE_RISK,
        Action.SEE_SEATS,
        Action.SEE_DEVICES,
    }
)
_OPS = frozenset(Action) - {Action.CALL, Action.WORK_CELL, Action.SERVE}
_ALLOWED: dict[Role, frozenset[Action]] = {
    Role.OPS: _OPS,
    Role.ADMIN: _OPS,
    Role.AUDITOR: _READ,
    Role.SUPERVISOR: frozenset(
        {
            Action.SEE_GRID,
            Action.SEE_STAFFING,
            Action.KEEP_STAFF,
            Action.SEE_COCKPIT,
            Action.SEE_CUSTOMER,
            Action.REVEAL,
            Action.SEE_EVENTS,
            Action.DECIDE_WORK,
            Action.SEE_SEATS,
            Action.LEAD_SEATS,
            Action.SEE_DEVICES,
            Action.KEEP_DEVICES,
        }
    ),
    Role.SEAT: frozenset({Action.CALL, Action.SERVE, Action.SEE_CUSTOMER, Action.REVEAL}),
    Role.SPECIALIST: frozenset({Action.WORK_CELL, Action.SERVE, Action.SEE_CUSTOMER, Action.REVEAL}),
}


CellSource = Callable[[AsyncSession, UUID, frozenset[Role]], Awaitable[frozenset[int] | None]]
"""The cells to which an account with these roles is confined today; None for somebody who sees whole cities.

A port: who serves which cell is known to staffing, which lies above this room; the application joins the two.
"""


@dataclass(frozen=True)
class DataScope:
    """The cities, and perhaps only some of their cells, whose data somebody may see.

    A mandatory argument of every query; made only by identity.
    """

    all_cities: bool
    city_ids: frozenset[int]
    cells: frozenset[int] | None = None
    """Only these cells; None for all cells of the cities."""

    def allows_city(self, city_id: int) -> bool:
        """Whether the city's data may be seen."""
        return self.all_cities or city_id in self.city_ids

    def require_city(self, city_id: int) -> None:
        """Raises `city.not_found` for a city out of scope: to this person it does not exist."""
        if not self.allows_city(city_id):
            raise NotFound("city.not_found", "There is no such city.", "See the list of your cities.")

    def allows_cell(self, city_id: int, cell_id: int | None) -> bool:
        """Whether what belongs to a cell may be seen; without a cell it is for those who see the whole city."""
        return self.allows_city(city_id) and (self.cells is None or cell_id in self.cells)

    def only_cell(self, city_id: int, cell_id: int) -> "DataScope":
        """What of the scope is in one cell."""
        cells = frozenset({cell_id}) if self.allows_cell(city_id, cell_id) else frozenset()
        return DataScope(False, frozenset({city_id}) if cells else frozenset(), cells)

    @property
    def cell_list(self) -> list[int] | None:
        """The cells as a query takes them: `:cells IS NULL OR cell_id = ANY(:cells)`."""
        return None if self.cells is None else sorted(self.cells)


@dataclass(frozen=True)
class Actor:
    """Somebody who is signed in."""

    account_id: UUID
    session_id: UUID
    login: str
    roles: frozenset[Role]
    scope: DataScope

    def may(self, action: Action) -> bool:
        """Whether one of the roles allows an action."""
        return any(action in _ALLOWED[role] for role in self.roles)

    def require(self, action: Action) -> None:
        """Raises `access.denied`, with the roles that would be needed."""
        if not self.may(action):
            roles = sorted(role.value for role, allowed in _ALLOWED.items() if action in allowed)
            raise Forbidden(
                "access.denied",
                "Your role does not allow this.",
                f"It takes one of these: {', '.join(roles)}. Ask your administrator.",
                action=action.value,
                roles=roles,
            )


def parse_roles(texts: Collection[str]) -> frozenset[Role]:
    """Roles by their names, as they are stored."""
    return frozenset(Role(text) for text in texts)
