"""Working an order to cut all cities off: read, cut elsewhere, store here, city by city."""

from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from uuid import UUID

import psycopg
import structlog

from gridward.grids.batch.jobs import Cutter, Done, Jobs
from gridward.grids.batch.orders import (
    OpenBatch,
    OrderedCity,
    begin_city,
    end_batch,
    end_city,
    only_batch,
    open_batch,
)
from gridward.grids.building import PreparedPlan, prepare_plan, store_plan
from gridward.grids.contract import BuildOrder
from gridward.grids.leftovers import interrupted
from gridward.grids.store import save_failure
from gridward.kernel.errors import GridwardError
from gridward.platform.db import connect
from gridward.platform.progress import announce

_log = structlog.get_logger()


@dataclass(frozen=True)
class CityOutcome:
    """How a city ended: built, or why not."""

    city: OrderedCity
    done: Done
    version: int = 0
    problem: GridwardError | None = None


@contextmanager
def all_cities(url: str, order: BuildOrder, by: str, *, anew: bool = False) -> Iterator["Run"]:
    """An order to cut all cities, begun or gone on with. Raises `batch.busy` and `batch.no_cities`."""
    with connect(url, by, autocommit=True) as notes, only_batch(notes):
        with connect(url, by) as connection:
            batch = open_batch(connection, order, by, anew=anew)
        yield Run(url, notes, order, by, batch)


class Run:
    """One try to cut what is left of an order."""

    def __init__(
        self, url: str, notes: psycopg.Connection, order: BuildOrder, by: str, batch: OpenBatch
    ) -> None:
        self.batch = batch
        self.left = [city for city in batch.cities if not city.built]
        """What is to be cut, in this order."""
        self._url, self._notes, self._order, self._by = url, notes, order, by
        self._at_work: dict[UUID, tuple[OrderedCity, PreparedPlan]] = {}
        self._refused: list[CityOutcome] = []

    def build(self, cutter: Cutter) -> Generator[CityOutcome, None, None]:
        """Cut and store what is left; each city as it is done. What is being cut when this ends early has failed."""
        built = 0
        try:
            with closing(cutter(self._jobs())) as cut:
                for plan_id, done in cut:
                    yield (outcome := self._store(plan_id, done))
                    built += outcome.problem is None
                    yield from self._take_refused()
            yield from self._take_refused()
        finally:
            for plan_id, (city, _) in list(self._at_work.items()):
                self._note(plan_id, city, interrupted())
        if built == len(self.left):
            end_batch(self._notes, self.batch)

    def _jobs(self) -> Jobs:
        for city in self.left:
            with connect(self._url, self._by) as connection:
                plan_id = begin_city(connection, self.batch, city, self._order, self._by)
            try:
                with connect(self._url, self._by) as connection:
                    prepared = prepare_plan(connection, plan_id)
            except GridwardError as error:
                self._note(plan_id, city, error)
                self._refused.append(CityOutcome(city, Done(error), problem=error))
                continue
            self._at_work[plan_id] = city, prepared
            yield plan_id, prepared.job

    def _take_refused(self) -> list[CityOutcome]:
        refused, self._refused = self._refused, []
        return refused

    def _store(self, plan_id: UUID, done: Done) -> CityOutcome:
        city, prepared = self._at_work[plan_id]
        problem = done.cut if isinstance(done.cut, GridwardError) else None
        if not isinstance(done.cut, GridwardError):
            try:
                with connect(self._url, f"plan {plan_id}") as connection:
                    store_plan(connection, prepared, done.cut)
            except GridwardError as error:
                problem = error
            except psycopg.IntegrityError:
                # The city's communities, or the plan itself, changed while it was cut.
                _log.exception("city_not_stored", city=city.code)
                problem = interrupted()
        self._note(plan_id, city, problem)
        return CityOutcome(city, done, prepared.plan.version, problem)

    def _note(self, plan_id: UUID, city: OrderedCity, problem: GridwardError | None) -> None:
        if problem is not None:
            save_failure(self._notes, plan_id, problem)
        end_city(self._notes, self.batch, city)
        announce(self._notes, "plan", plan_id)
        self._at_work.pop(plan_id, None)
