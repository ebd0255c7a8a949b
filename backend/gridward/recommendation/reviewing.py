"""Cover against need: pure arithmetic over what is recorded. What is not recorded is said, never guessed."""

from collections.abc import Sequence
from decimal import Decimal

from gridward.recommendation.facts import About, Held, Need, Premium, Reason, Review, reason
from gridward.recommendation.rules import NeedRule, Part, ReviewRules

_ZERO = Decimal(0)
_YUAN = Decimal(1)


def review(about: About, rules: ReviewRules) -> Review:
    """The review of a person by the rules."""
    return Review(rules.version, _premium(about, rules), [_need(about, rule, rules) for rule in rules.needs])


def _premium(about: About, rules: ReviewRules) -> Premium:
    held = [policy for policy in about.policies if policy.holds]
    unsaid = [policy for policy in held if policy.premium_a_year is None]
    unknown = [reason("premium_unknown", policy_no=policy.policy_no) for policy in unsaid]
    yearly = None if unsaid else sum((policy.premium_a_year or _ZERO for policy in held), _ZERO)
    if about.income is None:
        return Premium(yearly, None, None, None, None, [reason("income_unknown"), *unknown])
    ceiling = (about.income * rules.premium_ceiling).quantize(_YUAN)
    if yearly is None:
        return Premium(None, about.income, None, ceiling, None, unknown)
    share = round(float(yearly / about.income), 4)
    return Premium(yearly, about.income, share, ceiling, ceiling - yearly, [])


def _need(about: About, rule: NeedRule, rules: ReviewRules) -> Need:
    held = [
        policy
        for policy in about.policies
        if policy.covers_him and rules.need_of(policy.word, policy.category) is rule
    ]
    return _sum(about, rule, held, rules.least_gap) if rule.kind == "sum" else _has(about, rule, held)


def _has(about: About, rule: NeedRule, held: Sequence[Held]) -> Need:
    notes = []
    if rule.indemnity and len(held) > 1:
        notes.append(reason("indemnity_twice", count=len(held)))
    unknown = [] if held else _age_unknown(about, rule.ages)
    if held:
        state = "met"
    elif unknown:
        state = "unknown"
    else:
        state = "gap" if _inside(about, rule.ages) else "not_needed"
    share = 1.0 if state == "gap" else None
    return _found(rule, held, state, share=share, unknown=unknown, notes=notes)


def _sum(about: About, rule: NeedRule, held: Sequence[Held], least_gap: Decimal) -> Need:
    unsaid = [policy for policy in held if policy.sum_insured is None]
    cover = None if unsaid else sum((policy.sum_insured or _ZERO for policy in held), _ZERO)
    unknown = [reason("sum_unknown", policy_no=policy.policy_no) for policy in unsaid]
    missing = _age_unknown(about, rule.ages)
    if not missing and not _inside(about, rule.ages):
        return _found(rule, held, "not_needed", cover=cover)
    parts, lacking, more = _parts(about, rule.parts) if not missing else ([], missing, [])
    if lacking:
        return _found(rule, held, "unknown", cover=cover, unknown=[*unknown, *lacking])
    amount = sum((part["params"]["amount"] for part in parts), _ZERO)
    if cover is None:
        return _found(rule, held, "unknown", amount=amount, parts=parts, unknown=[*unknown, *more])
    gap = max(amount - cover, _ZERO)
    share = gap / amount if amount else _ZERO
    # With what is not recorded the need may be greater: then nobody can say that it is met.
    met = "unknown" if more else "met"
    state = "gap" if gap and share >= least_gap else met
    return _found(
        rule, held, state, cover=cover, amount=amount, gap=gap, share=round(float(share), 4), at_least=bool(more),
        parts=parts, unknown=more,
    )  # fmt: skip


def _parts(about: About, parts: Sequence[Part]) -> tuple[list[Reason], list[Reason], list[Reason]]:
    """What the need is made of; what has to be known before anything can be said; what would only add to it."""
    found: list[Reason] = []
    lacking: dict[str, Reason] = {}
    more: dict[str, Reason] = {}
    for part in parts:
        code = _lacks(about, part)
        if code == "children_unknown":
            more[code] = reason(code)
        elif code is not None:
            lacking[code] = reason(code)
        elif _applies(about, part) and (amount := _amount(about, part)):
            found.append(reason(part.code, amount=amount, times=_times(about, part)))
    return found, list(lacking.values()), list(more.values())


def _lacks(about: About, part: Part) -> str | None:
    """What is not recorded of all that a part needs to be computed."""
    if _age_unknown(about, part.ages):
        return "age_unknown"
    if not _inside(about, part.ages):
        return None
    if part.family is not None and about.has_family is None:
        return "family_unknown"
    if part.family is not None and about.has_family is not part.family:
        return None
    if part.income_times is not None and about.income is None:
        return "income_unknown"
    return "children_unknown" if part.per_child and about.children is None else None


def _applies(about: About, part: Part) -> bool:
    return _inside(about, part.ages) and (part.family is None or part.family is about.has_family)


def _times(about: About, part: Part) -> int:
    """So many years of income, or so many times the amount."""
    if part.income_times is None:
        return (about.children or 0) if part.per_child else 1
    if part.not_after is None or about.age is None:
        return part.income_times
    return max(0, min(part.income_times, part.not_after - about.age))


def _amount(about: About, part: Part) -> Decimal:
    each = about.income if part.income_times is not None else part.yuan
    return Decimal(each or 0) * _times(about, part)


def _age_unknown(about: About, ages: tuple[int, int]) -> list[Reason]:
    return [reason("age_unknown")] if about.age is None and ages != (0, 150) else []


def _inside(about: About, ages: tuple[int, int]) -> bool:
    return about.age is None or ages[0] <= about.age <= ages[1]


def _found(
    rule: NeedRule,
    held: Sequence[Held],
    state: str,
    *,
    cover: Decimal | None = None,
    amount: Decimal | None = None,
    gap: Decimal | None = None,
    share: float | None = None,
    at_least: bool = False,
    parts: Sequence[Reason] = (),
    unknown: Sequence[Reason] = (),
    notes: Sequence[Reason] = (),
) -> Need:
    return Need(
        rule.need, rule.kind, state, cover, amount, gap, share, at_least, list(parts), list(unknown), list(notes),
        [policy.policy_id for policy in held],
    )  # fmt: skip
