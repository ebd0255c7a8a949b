"""One recommendation by rule, with the reason for it and against every other product that was looked at. Pure."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from gridward.recommendation.facts import Need, Offer, Offered, Product, Reason, Refused, reason
from gridward.recommendation.obstacles import Situation, answered, obstacles, unqualified

_ADVISED = "stop"


def choose(situation: Situation, on_sale: Iterable[Product]) -> Offer:
    """At most one product: of the greatest gap that he can pay for, the one with the lowest premium to begin with."""
    products = sorted(on_sale, key=lambda one: (one.premium_from or Decimal("Infinity"), one.product_code))
    looked_at = [one for one in products if situation.need_for(one) is not None]
    judged = {one.product_code: obstacles(one, situation) for one in looked_at}
    state, reasons = _before_any_product(situation)
    if state is not None:
        return Offer(state, [], [Refused(one, judged[one.product_code]) for one in looked_at], reasons)
    order = _gaps(situation)
    fitting = sorted(
        (one for one in looked_at if not judged[one.product_code]),
        key=lambda one: order.index(_need(one, situation).need),
    )
    if not fitting:
        state, reasons = _nothing(judged.values())
        return Offer(state, [], [Refused(one, judged[one.product_code]) for one in looked_at], reasons)
    chosen = fitting[0]
    others = [
        Refused(one, judged[one.product_code] or [_second(one, chosen, situation)])
        for one in looked_at
        if one is not chosen
    ]
    return Offer("recommended", [_offered(chosen, situation)], others, [])


def plain_list(situation: Situation, on_sale: Iterable[Product]) -> Offer:
    """The approved products that the specialist may explain, by their code: nothing of the customer is looked at but what he
    said to them (PIPL art. 24)."""
    offered, others = [], []
    for one in sorted(on_sale, key=lambda one: one.product_code):
        product_class = situation.rules.class_of(one.word)
        if product_class is None:
            continue
        against = [
            *unqualified(one, situation.seller, situation.rules),
            *answered(one, situation.answers, situation.day, situation.rules),
        ]
        if against:
            others.append(Refused(one, against))
        else:
            offered.append(Offered(one, product_class.code, None, [], []))
    return Offer("plain" if offered else "nothing", offered, others, [reason("profiling_refused")])


def _before_any_product(situation: Situation) -> tuple[str | None, list[Reason]]:
    """Whether it is clear before any product is looked at that none may be recommended, and why."""
    about, premium, needs = situation.about, situation.review.premium, situation.review.needs
    if about.age is None:
        return "unknown", [reason("age_unknown")]
    if about.age < situation.rules.adult_age:
        return _ADVISED, [reason("minor", age=about.age)]
    if premium.remaining is None or premium.ceiling is None:
        return "unknown", premium.unknown
    if premium.remaining <= 0:
        return _ADVISED, [reason("ability_short", yearly=premium.yearly, ceiling=premium.ceiling)]
    if any(need.state == "gap" for need in needs):
        return None, []
    unknown = [need for need in needs if need.state == "unknown"]
    if unknown:
        return "unknown", [reason("need_unknown", need=need.need.value) for need in unknown]
    return _ADVISED, [reason("needs_met")]


def _gaps(situation: Situation) -> list[str]:
    """The needs with a gap, the greatest first, weighed by the rules."""
    pairs = zip(situation.rules.needs, situation.review.needs, strict=True)
    gaps = [(rule, need) for rule, need in pairs if need.state == "gap"]
    gaps.sort(key=lambda pair: -float(pair[0].weight) * (pair[1].share or 0.0))
    return [need.need for _, need in gaps]


def _nothing(judged: Iterable[Sequence[Reason]]) -> tuple[str, list[Reason]]:
    """Nothing fits: clearly short of money where a product would fit but for its premium."""
    for against in judged:
        if [one["code"] for one in against] == ["over_ability"]:
            return _ADVISED, [reason("ability_short_for_all", **against[0]["params"])]
    return "nothing", [reason("nothing_fits")]


def _offered(product: Product, situation: Situation) -> Offered:
    need, rules = _need(product, situation), situation.rules
    remaining = situation.review.premium.remaining
    product_class = rules.class_of(product.word)
    assert product_class is not None
    reasons = [
        reason("greatest_gap", need=need.need.value, share=need.share),
        reason("affordable", premium=product.premium_from, remaining=remaining),
        reason("age_fits", age_from=product.age_from, age_to=product.age_to),
        reason("not_held"),
        reason("qualified", product_class=product_class.code),
    ]
    notes = []
    if situation.about.age is not None and situation.about.age >= rules.recording_age:
        notes.append(reason("recording", age=rules.recording_age))
    return Offered(product, product_class.code, need.need, reasons, notes)


def _second(product: Product, chosen: Product, situation: Situation) -> Reason:
    """Why a product that would fit too is not the one."""
    if _need(product, situation).need is _need(chosen, situation).need:
        return reason("dearer", premium=product.premium_from)
    return reason("smaller_gap", need=_need(product, situation).need.value)


def _need(product: Product, situation: Situation) -> Need:
    found = situation.need_for(product)
    assert found is not None
    return found[1]
