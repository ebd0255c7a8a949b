"""What keeps the recommendation closed: service before sale, permission, licence, and the review that comes first. Pure."""

from collections.abc import Sequence
from datetime import date, timedelta

from gridward.engagement.contract import FactKind, Stage
from gridward.engagement.public import Standing, missing_up_to
from gridward.recommendation.facts import Reason, Seller, reason
from gridward.recommendation.rules import ReviewRules


def review_closed(standing: Standing | None) -> list[Reason]:
    """Why there is no review yet. It is a service: all that it needs is that he was met."""
    if standing is None:
        return [reason("not_in_care")]
    return [] if standing.first_contact else [reason("no_first_contact")]


def offer_closed(
    standing: Standing | None,
    marketing: Sequence[Reason],
    seller: Seller | None,
    day: date,
    rules: ReviewRules,
) -> list[Reason]:
    """Why no product may be shown to him on a day; empty where one may. `marketing` is what forbids a marketing contact."""
    if standing is None:
        return [reason("not_in_care")]
    said = {one["code"] for one in marketing}
    missing = missing_up_to(Stage.RECOMMENDATION, standing, day)
    unsaid = [one for one in missing if one["code"] not in said]
    return [*unsaid, *marketing, *_licence(seller, rules), *_review(standing, day, rules)]


def _licence(seller: Seller | None, rules: ReviewRules) -> list[Reason]:
    if seller is None or rules.licence not in seller.qualifications:
        return [reason("no_licence")]
    return [] if seller.status in rules.on_duty else [reason("off_duty", status=seller.status)]


def _review(standing: Standing, day: date, rules: ReviewRules) -> list[Reason]:
    shown = standing.facts.get(FactKind.POLICY_REVIEWED)
    holds = timedelta(days=rules.review_holds_days)
    return [] if shown is not None and shown + holds >= day else [reason("review_not_shown")]
