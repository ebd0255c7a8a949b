"""Why one product is not for a customer: each reason by itself, the weightiest first. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from gridward.recommendation.facts import About, Answer, Need, Product, Reason, Review, Seller, reason
from gridward.recommendation.rules import NeedRule, ReviewRules


@dataclass(frozen=True)
class Situation:
    """All that a product is held against."""

    about: About
    review: Review
    seller: Seller
    answers: Sequence[Answer]
    """What he said earlier, in any order."""
    day: date
    rules: ReviewRules

    def need_for(self, product: Product) -> tuple[NeedRule, Need] | None:
        """The need that a product answers; None where none of the rules names it."""
        for rule, found in zip(self.rules.needs, self.review.needs, strict=True):
            if product.word in rule.offers:
                return rule, found
        return None


def obstacles(product: Product, situation: Situation) -> list[Reason]:
    """Why a product that answers one of the needs may not be recommended; empty where it may. In the order of the law's
    questions: need, ability, similar cover, class and qualification, fit."""
    return [
        *_need(product, situation),
        *_ability(product, situation),
        *_similar(product, situation),
        *_qualification(product, situation),
        *_age(product, situation),
        *answered(product, situation.answers, situation.day, situation.rules),
    ]


def answered(product: Product, answers: Sequence[Answer], day: date, rules: ReviewRules) -> list[Reason]:
    """His earlier answer to this product, for as long as it counts."""
    his = [answer for answer in answers if answer.product_code == product.product_code]
    found = []
    for answer in sorted(his, key=lambda answer: answer.on, reverse=True)[:1]:
        until = answer.on + timedelta(days=rules.answer_days[answer.decision])
        if day < until:
            found.append(reason("answered", decision=answer.decision.value, until=until.isoformat()))
    return found


def unqualified(product: Product, seller: Seller, rules: ReviewRules) -> list[Reason]:
    """What the specialist lacks for a product's class."""
    approved = rules.class_of(product.word)
    if approved is None:
        return [reason("not_approved")]
    lacks = [one for one in approved.requires if one not in seller.qualifications]
    return [reason("not_qualified", qualification=one, product_class=approved.code) for one in lacks]


def _need(product: Product, situation: Situation) -> list[Reason]:
    found = situation.need_for(product)
    assert found is not None
    rule, need = found
    if need.state == "gap":
        return []
    if need.state == "met":
        return [reason("indemnity_duplicated" if rule.indemnity else "need_met", need=need.need.value)]
    return [
        reason("need_unknown" if need.state == "unknown" else "need_not_applicable", need=need.need.value)
    ]


def _ability(product: Product, situation: Situation) -> list[Reason]:
    remaining = situation.review.premium.remaining
    if product.premium_from is None:
        return [reason("price_unknown")]
    if remaining is None:
        return [reason("ability_unknown")]
    if product.premium_from > remaining:
        return [reason("over_ability", premium=product.premium_from, remaining=max(remaining, 0))]
    return []


def _similar(product: Product, situation: Situation) -> list[Reason]:
    held = [
        policy
        for policy in situation.about.policies
        if policy.covers_him and policy.product_code == product.product_code
    ]
    return [reason("held_already", policy_no=policy.policy_no) for policy in held[:1]]


def _qualification(product: Product, situation: Situation) -> list[Reason]:
    return unqualified(product, situation.seller, situation.rules)


def _age(product: Product, situation: Situation) -> list[Reason]:
    age, youngest, oldest = situation.about.age, product.age_from, product.age_to
    if age is None or youngest is None or oldest is None:
        return [reason("age_range_unknown")]
    if youngest <= age <= oldest:
        return []
    return [reason("age_out_of_range", age=age, age_from=youngest, age_to=oldest)]
