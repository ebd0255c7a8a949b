"""What a customer answers to a recommendation. Nothing is sold here: who accepts is followed up."""

from datetime import timedelta

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.engagement.contract import FactKind, NewContact, NewFact, NewTask, Stage
from gridward.engagement.public import Standing, add_task, note_contact, note_fact
from gridward.kernel.clock import policy_day, today
from gridward.kernel.errors import Conflict
from gridward.kernel.working_days import working_days
from gridward.platform.crypto import cipher
from gridward.recommendation.contract import Decided, Decision
from gridward.recommendation.facts import Offer, Offered
from gridward.recommendation.offering import offer_to
from gridward.recommendation.rules import review_rules
from gridward.recommendation.showing import review_at
from gridward.recommendation.snapshot import fingerprint, proposal_figures

_PRIORITY = 40.0
"""Above visits to be made again, below promises to check."""

_ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(hashtextextended('recommendation/' || :person, 0))")
_PROPOSAL = text(
    """INSERT INTO recommendation.proposal (id, city_id, customer_id, product_code, decision, reason, at, account_id,
           specialist_id, cell_id, rules, shown_sealed)
       VALUES (:id, :city_id, :customer_id, :product_code, :decision, :reason, :at, :account_id, :specialist_id, :cell_id,
           :rules, :shown)
       ON CONFLICT (id) DO NOTHING RETURNING id"""
)


async def keep_answer(session: AsyncSession, decided: Decided, standing: Standing | None) -> None:
    """Keep an answer with what follows from it.

    Raises `recommendation.closed`, `recommendation.not_offered` for a product that would not have been,
    `recommendation.changed` where it would have been for other reasons than those on the screen, and
    `recommendation.id_taken`.
    """
    await session.execute(_ONE_AT_A_TIME, {"person": str(decided.customer_id)})
    offer = await _offer(session, decided, standing)
    offered = next((one for one in offer.offered if one.product.product_code == decided.product_code), None)
    if offered is None:
        raise Conflict(
            "recommendation.not_offered",
            "This product would not have been offered to him.",
            "Load the recommendation anew.",
        )
    figures = proposal_figures(offered, offer.others)
    if fingerprint(figures) != decided.figures:
        raise Conflict(
            "recommendation.changed",
            "The reasons have changed since he was shown the product.",
            "Load the recommendation anew, and ask him once more.",
        )
    await _keep(session, decided, figures)
    await _tell(session, decided)
    if decided.decision is Decision.ACCEPT:
        await _follow_up(session, decided, offered)


async def _offer(session: AsyncSession, decided: Decided, standing: Standing | None) -> Offer:
    found = await review_at(session, decided.city_id, decided.customer_id, decided.at)
    closed, offer = await offer_to(session, found, standing, decided.specialist_id)
    if offer is None:
        raise Conflict(
            "recommendation.closed",
            "Nothing may be recommended to this customer at that time.",
            "The reasons stand on his review.",
            reasons=[one["code"] for one in closed],
        )
    return offer


async def _keep(session: AsyncSession, decided: Decided, figures: str) -> None:
    shown = cipher().seal(figures, f"recommendation.proposal.shown/{decided.id}")
    values = {**vars(decided), "rules": review_rules().version, "shown": shown}
    del values["cell_now"], values["figures"]
    if await session.scalar(_PROPOSAL, values) is None:
        raise Conflict("recommendation.id_taken", "Another answer has this number.", "Answer anew.")


async def _tell(session: AsyncSession, decided: Decided) -> None:
    """Count it as the marketing contact that it was, and note the answer."""
    who = (decided.account_id, decided.specialist_id, decided.cell_id)
    await note_contact(
        session,
        NewContact(
            decided.id, decided.city_id, decided.customer_id, decided.at, "marketing", "visit", "field",
            f"proposal_{decided.decision}", True, "", *who,
        ),
    )  # fmt: skip
    params = {"product_code": decided.product_code, "decision": decided.decision.value}
    await note_fact(
        session,
        NewFact(
            decided.city_id, decided.customer_id, FactKind.RECOMMENDATION_ANSWERED, decided.at, f"proposal/{decided.id}",
            *who, params,
        ),
    )  # fmt: skip


async def _follow_up(session: AsyncSession, decided: Decided, offered: Offered) -> None:
    due_on = working_days(today() + timedelta(days=1), review_rules().follow_up.working_days)[-1]
    why = {
        "code": "proposal_accepted",
        "params": {"product": offered.product.name, "on": policy_day(decided.at).isoformat()},
    }
    await add_task(
        session,
        NewTask(
            decided.city_id, decided.customer_id, "proposal_follow_up", Stage.RECOMMENDATION, "field", due_on, _PRIORITY,
            f"proposal/{decided.id}", cell_id=decided.cell_now, why=(why,),
        ),
    )  # fmt: skip
