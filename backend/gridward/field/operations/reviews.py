"""Policy reviews that were looked at together, and answers to recommendations."""

from sqlalchemy.ext.asyncio import AsyncSession

from gridward.customer360.public import standing_of
from gridward.field.operations.work import Result, Work
from gridward.field.payloads_review import RecommendationDecide, ReviewShown
from gridward.recommendation.contract import Decided, Shown
from gridward.recommendation.public import keep_answer, keep_review


async def shown(session: AsyncSession, work: Work, payload: ReviewShown) -> Result:
    """Keep what was looked at. Raises `review.closed`, `review.changed`, `review.id_taken`."""
    standing = await standing_of(session, work.city_id, work.person)
    review = Shown(
        payload.review_id,
        work.city_id,
        work.person,
        payload.figures,
        work.at,
        work.account_id,
        work.specialist_id,
        work.cell_id,
    )
    await keep_review(session, review, standing)
    return Result()


async def decide(session: AsyncSession, work: Work, payload: RecommendationDecide) -> Result:
    """Keep his answer.

    Raises `recommendation.closed`, `recommendation.not_offered`, `recommendation.changed`, `recommendation.id_taken`.
    """
    standing = await standing_of(session, work.city_id, work.person)
    answer = Decided(
        payload.proposal_id,
        work.city_id,
        work.person,
        payload.product_code,
        payload.figures,
        payload.decision,
        payload.reason,
        work.at,
        work.account_id,
        work.specialist_id,
        work.cell_id,
        work.cell_now,
    )
    await keep_answer(session, answer, standing)
    return Result()
