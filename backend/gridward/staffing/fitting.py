"""What speaks for a specialist besides way and known customers, in metres of the way that it is worth. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from gridward.staffing.rules import Fit


@dataclass(frozen=True)
class Reason:
    """Something that spoke for a specialist, or against him, when a cell was given to him."""

    what: str
    """`way`, `known_customers`, `language`, `grade`, `capacity`, `experience`, `licence`, `employment`, or `chosen` by a
    person."""
    value: float | str | None
    """Metres; persons whom he knows, whose language he speaks, whom his grade suffices; the load as a share of what he can
    carry; years, the qualification, the employment, or what the person wrote."""
    worth_m: float
    """So many metres of the way from home, negative for what speaks against him."""


def fit_of(fit: Fit, employment: str, years: float | None, qualifications: Sequence[str]) -> list[Reason]:
    """What speaks for a specialist by the staff list, for any cell alike."""
    found = [Reason("employment", employment, fit.employment_m.get(employment, 0.0))]
    if years is not None:
        found.append(Reason("experience", years, min(years, fit.most_years) * fit.year_m))
    if fit.licence in qualifications:
        found.append(Reason("licence", fit.licence, fit.licence_m))
    return found
