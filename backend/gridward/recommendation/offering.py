"""What may be offered to a person, with all that decides it read anew: for the screen, and again when he has answered."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from gridward.engagement.contract import Purpose
from gridward.engagement.public import Standing, latest_consents, marketing_allowed
from gridward.kernel.clock import policy_day
from gridward.recommendation.choosing import choose, plain_list
from gridward.recommendation.facts import About, Offer, Reason, Review
from gridward.recommendation.gate import offer_closed
from gridward.recommendation.obstacles import Situation
from gridward.recommendation.reading import read_answers, read_products, read_seller
from gridward.recommendation.rules import review_rules


@dataclass(frozen=True)
class Reviewed:
    """A person as he was reviewed at a moment."""

    city_id: int
    person_id: int
    at: datetime
    about: About
    review: Review

    @property
    def day(self) -> date:
        """The day of the moment, in the policies' time zone."""
        return policy_day(self.at)


async def offer_to(
    session: AsyncSession, person: Reviewed, standing: Standing | None, specialist_id: int | None
) -> tuple[list[Reason], Offer | None]:
    """What keeps the recommendation closed, or what it is: never both. Behind a closed gate no product is even looked at."""
    rules = review_rules()
    seller = None if specialist_id is None else await read_seller(session, specialist_id)
    marketing = await marketing_allowed(session, person.person_id, person.at)
    closed = offer_closed(standing, marketing, seller, person.day, rules)
    if closed or seller is None:
        return closed, None
    answers = await read_answers(session, person.person_id)
    situation = Situation(person.about, person.review, seller, answers, person.day, rules)
    on_sale = await read_products(session, person.city_id)
    if await _refused_profiling(session, person.person_id):
        return [], plain_list(situation, on_sale)
    return [], choose(situation, on_sale)


async def _refused_profiling(session: AsyncSession, person_id: int) -> bool:
    consents = await latest_consents(session, person_id)
    return any(one["purpose"] == Purpose.PROFILING and not one["given"] for one in consents)
