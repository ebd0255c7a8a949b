"""Persistency over HTTP: cohorts by any definition, one cohort by owner, and the policies behind each figure."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query

from gridward.identity.public import Read
from gridward.insights.persistency.definition import (
    ALL_YEARS,
    Against,
    Basis,
    Definition,
    Pay,
    Served,
    Timing,
    Window,
)
from gridward.insights.persistency.figures import (
    COHORTS,
    MOST_COHORTS,
    cohort_figures,
    newest_cohort,
    owner_figures,
)
from gridward.insights.persistency.owners import By
from gridward.insights.persistency.rows import Order, Wanted, cohort_rows
from gridward.insights.persistency.schemas import CohortList, OwnersOut, PersistencyOut
from gridward.insights.seen import Month, OwnerKey, Search, Seen, Word
from gridward.platform.paging import Cursor, Limit, page

router = APIRouter(tags=["insights"], prefix="/cities/{code}/cockpit/persistency")

Years = Literal["1", "2", "3", "4", "5", "all"]


def _definition(
    k: Annotated[
        Years, Query(description="policy years: 1 is the 13th month; `all` every renewal year")
    ] = "1",
    basis: Basis = "premium",
    against: Annotated[
        Against, Query(description="cumulative: the first year; conditional: the year before")
    ] = "first_year",
    timing: Annotated[
        Timing, Query(description="in time to the end of 宽末月, or to the last day of grace")
    ] = "month",
    pay: Pay = "yearly",
    apl: bool = False,
    reinstated: bool = False,
    suspended_out: bool = False,
    claims_in: bool = False,
    riders: bool = True,
    window: Window = "month",
    served: Annotated[Served, Query(description="by whom on the due date")] = "any",
) -> Definition:
    years = ALL_YEARS if k == "all" else int(k)
    return Definition(
        years, basis, against, timing, pay, apl, reinstated, suspended_out, claims_in, riders, window, served
    )


How = Annotated[Definition, Depends(_definition)]


@router.get("", response_model=PersistencyOut)
async def persistency(
    view: Seen,
    session: Read,
    how: How,
    cohort_month: Month | None = None,
    cohorts: Annotated[int, Query(ge=1, le=MOST_COHORTS)] = COHORTS,
) -> dict[str, Any]:
    """Cohorts by a definition, up to a month; by default up to the newest that is wholly due."""
    return {
        "as_of": view.as_of,
        "newest": newest_cohort(view.as_of, how),
        "formula": how.name,
        "cohorts": await cohort_figures(session, view, how, cohort_month, cohorts),
    }


@router.get("/owners", response_model=OwnersOut)
async def persistency_owners(
    view: Seen, session: Read, how: How, cohort_month: Month, by: By
) -> dict[str, Any]:
    """One cohort by its owners on the due date."""
    return {
        "as_of": view.as_of,
        "cohort": (await cohort_figures(session, view, how, cohort_month, 1))[0],
        "owners": await owner_figures(session, view, how, cohort_month, by),
    }


@router.get("/policies", response_model=CohortList)
async def persistency_policies(
    view: Seen,
    session: Read,
    how: How,
    cohort_month: Month,
    verdict: Word = None,
    by: By = "city",
    owner: OwnerKey = None,
    order: Order = "policy",
    descending: bool = False,
    q: Search = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> dict[str, Any]:
    """The policies of a cohort, those left out included, each with its verdict; `verdict` may be `in` or `out`, too."""
    wanted = Wanted(verdict, by, owner, q, order, descending)
    rows = await cohort_rows(session, view, how, cohort_month, wanted, cursor, limit + 1)
    return page(rows, limit, "policy_id")
