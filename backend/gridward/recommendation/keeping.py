"""A review that was looked at together, kept with its figures."""

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.engagement.contract import FactKind, NewFact
from gridward.engagement.public import Standing, note_fact
from gridward.kernel.errors import Conflict
from gridward.platform.crypto import cipher
from gridward.recommendation.contract import Shown
from gridward.recommendation.gate import review_closed
from gridward.recommendation.showing import review_at
from gridward.recommendation.snapshot import fingerprint, review_figures

_REVIEW = text(
    """INSERT INTO recommendation.review (id, city_id, customer_id, at, account_id, specialist_id, cell_id, rules,
           shown_sealed)
       VALUES (:id, :city_id, :customer_id, :at, :account_id, :specialist_id, :cell_id, :rules, :shown)
       ON CONFLICT (id) DO NOTHING RETURNING id"""
)


async def keep_review(session: AsyncSession, shown: Shown, standing: Standing | None) -> None:
    """Keep that a review was looked at together, with what it showed.

    Raises `review.closed`, `review.id_taken`, and `review.changed` where the figures on the screen are not those that the
    book gives: what is kept for trace-back has to be what was shown.
    """
    if review_closed(standing):
        raise Conflict("review.closed", "There is no review yet.", "Meet the customer first.")
    found = await review_at(session, shown.city_id, shown.customer_id, shown.at)
    figures = review_figures(found.about, found.review)
    if fingerprint(figures) != shown.figures:
        raise Conflict(
            "review.changed", "The figures have changed meanwhile.", "Look at the review once more, together."
        )
    values = {
        name: getattr(shown, name)
        for name in ("id", "city_id", "customer_id", "at", "account_id", "specialist_id", "cell_id")
    }
    sealed = cipher().seal(figures, f"recommendation.review.shown/{shown.id}")
    kept = await session.scalar(_REVIEW, {**values, "rules": found.review.rules, "shown": sealed})
    if kept is None:
        raise Conflict("review.id_taken", "Another review has this number.", "Look at it anew.")
    await note_fact(
        session,
        NewFact(
            shown.city_id, shown.customer_id, FactKind.POLICY_REVIEWED, shown.at, f"review/{shown.id}", shown.account_id,
            shown.specialist_id, shown.cell_id, {"rules": found.review.rules},
        ),
    )  # fmt: skip
