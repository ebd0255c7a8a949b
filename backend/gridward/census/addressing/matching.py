"""Which community does an address name, and how sure is that?

A name that stands in the address counts where it may stand (after the city, the district, a town or a road) and where a
number or the end follows; the longest one wins. Where none does, what stands between the prefix and the first number is
compared with the names of the stated district by the slips that people make. Whatever is left has a reason for which a
person must look at it.
"""

from dataclasses import dataclass

from gridward.census.addressing.gazetteer import Gazetteer
from gridward.census.addressing.writing import (
    head,
    may_follow,
    may_precede,
    normal_address,
    only_nearby,
    other_province,
    skip_city,
)

_EXACT, _FUZZY, _LONE = 1.0, 0.8, 0.6


@dataclass(frozen=True)
class Match:
    """What an address tells."""

    precision: str
    """`exact`, `fuzzy` (community), `district` or `none`."""
    reason: str | None
    """Why a person has to look at it; None where the community may be taken."""
    district: int = -1
    """The stated district."""
    community: int = -1
    score: float = 0.0


def match_address(address: str, gazetteer: Gazetteer) -> Match:
    """Find the community that an address names."""
    text = normal_address(address)
    if not text:
        return Match("none", "no_address")
    if other_province(text, gazetteer.short_city):
        return Match("none", "outside_city")
    district, starts = _prefix(text, gazetteer)
    if only_nearby(text):
        return (
            Match("district", "district_only", district)
            if district >= 0
            else Match("none", "unknown_district")
        )
    return (
        _exact(text, starts, district, gazetteer)
        or _inexact(text, starts, district, gazetteer)
        or _no_community(text, district)
    )


def _prefix(text: str, gazetteer: Gazetteer) -> tuple[int, set[int]]:
    """The stated district, and the positions at which a community's name may begin.

    A short district (静安) may be the beginning of a community's name as well (静安豪景), so both positions stay open.
    """
    start = skip_city(text, gazetteer.city, gazetteer.short_city)
    # A community's name may begin with the city's: 上海康城.
    starts, district = {start, max(0, start - len(gazetteer.short_city))}, -1
    for length in range(min(8, len(text) - start), 1, -1):
        found = gazetteer.districts.get(text[start : start + length])
        if found is not None:
            district = found
            starts.add(start + length)
            break
    for begin in sorted(starts):
        starts |= {
            begin + length for length in range(2, 9) if text[begin : begin + length] in gazetteer.circles
        }
    return district, starts


def _exact(text: str, starts: set[int], district: int, gazetteer: Gazetteer) -> Match | None:
    found = [
        (end - start, communities)
        for start in range(min(starts), len(text))
        if may_precede(text, start, starts)
        for end, communities in gazetteer.found_at(text, start)
        if may_follow(text, end)
    ]
    found.sort(key=lambda one: -one[0])
    for _, communities in found:
        here = {one for one in communities if district < 0 or gazetteer.district[one] == district}
        if here and gazetteer.one_place(here):
            return Match("exact", None, district, min(here), _EXACT)
        if here:
            return Match("fuzzy", "fuzzy_ambiguous", district, min(here), _LONE)
    if found and district >= 0:
        # The name stands there, but in another district than the address says: one of the two is wrong.
        elsewhere = set(found[0][1])
        return Match("district", "position_conflict", district, min(elsewhere) if len(elsewhere) == 1 else -1)
    return None


def _inexact(text: str, starts: set[int], district: int, gazetteer: Gazetteer) -> Match | None:
    if district < 0:
        return None
    for start in sorted(starts, reverse=True):
        found = gazetteer.nearly(head(text, start).strip("()-"), district) or gazetteer.nearly(
            head(text, start), district
        )
        if found and gazetteer.one_place(found):
            return Match("fuzzy", None, district, min(found), _FUZZY)
        if found:
            return Match("fuzzy", "fuzzy_ambiguous", district, min(found), _LONE)
    return None


def _no_community(text: str, district: int) -> Match:
    if district < 0:
        return Match("none", "unknown_district")
    return Match("district", "no_community", district)
