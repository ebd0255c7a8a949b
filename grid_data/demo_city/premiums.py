"""The payment history: each policy is walked from instalment to instalment, all policies of one payment mode
together.

The strengths below are invented; they are set so that the 13-month persistency of orphaned policies lies
about 15 points below that of policies whose seller is still there, which is what insurers publish.
"""

from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from grid_data.demo_city.calendar import NEVER, Days, add_months, month_of
from grid_data.demo_city.people import YEAR, People
from grid_data.demo_city.policies import Policies
from grid_data.demo_city.products import ILLNESS, LIFE, UNIVERSAL

GRACE: Final = 60
SURRENDER, CLAIM, PAID_UP = 1, 2, 3
TRANSFER, APP, WEB, COUNTER, REINSTATED, LOAN = range(6)
NO_REASON, NO_FUNDS, CLOSED, PAUSED, UNAUTHORISED, REFUSED = range(6)
BANK_OK, BANK_BROKEN, BANK_NONE = range(3)

_UNPAID_LOGIT: Final = ((1, 12, 24, 36, 60, 120, 240), (-3.4, -3.0, -3.0, -3.4, -3.8, -4.1, -4.2))
"""Log-odds that a yearly instalment is unpaid at the end of grace,
by months since issue, with an agent in service."""
_ORPHAN_LOGIT: Final = 1.9
_ORPHAN_FADES: Final = ((12, 24, 36, 120), (1.0, 0.75, 0.55, 0.45))
_HANDED_OVER: Final = 0.35
_AGE_LOGIT: Final = ((20, 28, 38, 50, 65), (0.45, 0.3, 0.05, -0.1, -0.2))
_SURRENDER_A_YEAR: Final = ((0, 12, 36, 96), (0.006, 0.016, 0.018, 0.010))
_PAID_UP_SURRENDER_A_YEAR: Final = 0.012
_LOAN_SHARE, _REDUCED_SHARE = 0.3, 0.05
_BACK_SHARE: Final = (0.14, 0.07)
"""Share of lapsed policies that are reinstated: with an agent in service, without."""


@dataclass(frozen=True)
class Dues:
    """Instalments after the first, sorted by policy and number.
    `hidden` ones fell due during a suspension."""

    policy: NDArray[np.int64]
    number: NDArray[np.int64]
    due: Days
    paid: Days
    channel: NDArray[np.int64]
    reason: NDArray[np.int64]
    hidden: NDArray[np.bool_]


@dataclass(frozen=True)
class History:
    """What became of the policies: instalments, ends (day and kind),
    and suspensions with the day of reinstatement."""

    dues: Dues
    ended: Days
    end_kind: NDArray[np.int64]
    bank: NDArray[np.int64]
    lapsed_policy: NDArray[np.int64]
    lapsed_due: Days
    lapsed_back: Days


@dataclass
class _Walk:
    """The state of every policy while it is walked."""

    policies: Policies
    insured_age: NDArray[np.float64]
    holder_age: NDArray[np.float64]
    rng: np.random.Generator
    alive: NDArray[np.bool_]
    behind: Days
    back: Days
    ended: Days
    end_kind: NDArray[np.int64]
    bank: NDArray[np.int64]
    lateness: Days
    loans: NDArray[np.bool_]
    rows: list[tuple[NDArray[Any], ...]] = field(default_factory=list)
    lapses: list[tuple[NDArray[np.int64], ...]] = field(default_factory=list)


def pay(policies: Policies, people: People, today: int, rng: np.random.Generator) -> History:
    """The history of all policies until 60 days after `today`; instalments of the last four years."""
    n, horizon = len(policies), today + 60
    walk = _Walk(
        policies=policies,
        insured_age=(policies.issued - people.born[policies.insured]) / YEAR,
        holder_age=(policies.issued - people.born[policies.holder]) / YEAR,
        rng=rng,
        alive=np.ones(n, dtype=bool),
        behind=np.full(n, NEVER),
        back=np.full(n, NEVER),
        ended=np.full(n, NEVER),
        end_kind=np.zeros(n, dtype=np.int64),
        bank=rng.choice([BANK_OK, BANK_BROKEN, BANK_NONE], n, p=[0.86, 0.04, 0.10]),
        lateness=np.zeros(n, dtype=np.int64),
        loans=(rng.random(n) < _LOAN_SHARE) & np.isin(policies.category, [LIFE, ILLNESS]),
    )
    since = int(add_months(today, -48))
    for every in (12, 6, 3, 1):
        live = np.flatnonzero(policies.every == every)
        for turn in range(1, 30 * 12 // every):
            due = add_months(policies.issued[live], turn * every)
            stays = walk.alive[live] & (turn * every < policies.months[live])
            stays &= (due <= horizon) & (due < policies.matures[live])
            live, due = live[stays], due[stays]
            if not len(live):
                break
            _instalment(walk, live, due, turn, every, since)
    _after_paying(walk, horizon)
    return _history(walk)


def _instalment(walk: _Walk, live: NDArray[np.int64], due: Days, turn: int, every: int, since: int) -> None:
    """Decide one instalment of each live policy, and what happened since the one before it."""
    rng, held = walk.rng, turn * every
    orphan_months = (due - walk.policies.seller_left[live]) / 30.44
    orphan = orphan_months > 0
    gone = _leave(walk, live, due, held, every, orphan)
    _change_bank(walk, live, every, orphan)
    logit = _unpaid_logit(walk, live, due, held, every, orphan_months)
    resumed = walk.back[live] < due
    walk.behind[live[resumed]], walk.back[live[resumed]] = NEVER, NEVER
    behind = (walk.behind[live] < NEVER) & ~gone
    lost = behind & (walk.back[live] >= NEVER) & (due > walk.behind[live] + GRACE)
    walk.alive[live[lost]] = False
    fails = (rng.random(len(live)) < _sigmoid(logit)) & ~behind & ~gone
    loan = fails & walk.loans[live] & (held >= 36)
    reduced = fails & ~loan & (held >= 36) & (rng.random(len(live)) < _REDUCED_SHARE)
    lapse = fails & ~loan & ~reduced
    delay, channel, reason = _manner(walk, live, logit)
    paid = np.where(fails, NEVER, due + delay)
    paid, channel = np.where(loan, due + GRACE, paid), np.where(loan, LOAN, channel)
    _reduce(walk, live[reduced], due[reduced])
    _lapse(walk, live[lapse], due[lapse], orphan[lapse])
    suspended = behind | lapse
    paid = np.where(suspended, walk.back[live], paid)
    channel = np.where(suspended, REINSTATED, channel)
    hidden = behind & (due > walk.behind[live] + GRACE)
    walk.lateness[live] = np.where(fails, GRACE + 1, np.maximum(delay, 0))
    kept = ~gone & ~lost & (due >= since)
    number = np.full(len(live), turn + 1)
    columns: tuple[NDArray[Any], ...] = (live, number, due, paid, channel, reason, hidden)
    walk.rows.append(tuple(column[kept] for column in columns))


def _leave(
    walk: _Walk, live: NDArray[np.int64], due: Days, held: int, every: int, orphan: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Policies surrendered or ended by a claim since the instalment before."""
    policies, rng = walk.policies, walk.rng
    yearly = (
        np.interp(held, *_SURRENDER_A_YEAR) * np.exp(0.5 * policies.latent[live]) * np.where(orphan, 1.5, 1)
    )
    mortal = np.isin(policies.category[live], [LIFE, ILLNESS, UNIVERSAL])
    claims = 0.0006 * np.exp(0.07 * (walk.insured_age[live] + held / 12 - 30)) * mortal
    draw = rng.random(len(live)) * 12 / every
    gone = (draw < yearly + claims) & (walk.behind[live] >= NEVER)
    those = live[gone]
    walk.ended[those] = due[gone] - 1 - (rng.random(len(those)) * every * 29).astype(np.int64)
    walk.end_kind[those] = np.where(draw[gone] < yearly[gone], SURRENDER, CLAIM)
    walk.alive[those] = False
    return gone


def _change_bank(walk: _Walk, live: NDArray[np.int64], every: int, orphan: NDArray[np.bool_]) -> None:
    """Bank transfers break, and are mended sooner where an agent asks."""
    draw = walk.rng.random(len(live)) * 12 / every
    bank = walk.bank[live]
    mended = (bank == BANK_BROKEN) & (draw < np.where(orphan, 0.12, 0.35))
    broken = (bank == BANK_OK) & (draw < 0.02)
    walk.bank[live] = np.where(mended, BANK_OK, np.where(broken, BANK_BROKEN, bank))


def _unpaid_logit(
    walk: _Walk, live: NDArray[np.int64], due: Days, held: int, every: int, orphan_months: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Log-odds that the instalment is unpaid when its grace ends."""
    policies = walk.policies
    gone_for = np.maximum(orphan_months, 0)
    orphan = _ORPHAN_LOGIT * (gone_for > 0) * (0.65 + 0.35 * (1 - np.exp(-gone_for / 8)))
    orphan = orphan * np.interp(held, *_ORPHAN_FADES) * np.where(policies.taken_over[live], _HANDED_OVER, 1)
    bank = np.array([0, 0.9, 0.25])[walk.bank[live]]
    lateness = np.select([walk.lateness[live] > 25, walk.lateness[live] > 7], [0.8, 0.3], 0.0)
    season = np.array([0.15, 0.2, 0, 0, 0, -0.05, 0, 0, 0.05, 0, 0, 0.1])[month_of(due) % 12]
    logit: NDArray[np.float64] = (
        np.interp(held, *_UNPAID_LOGIT)
        + 0.95 * np.log(every / 12)
        + np.interp(walk.holder_age[live] + held / 12, *_AGE_LOGIT)
        + policies.latent[live]
        + 0.28 * policies.strain[live]
        + orphan
        + bank
        + lateness
        + season
    )
    return logit


def _manner(
    walk: _Walk, live: NDArray[np.int64], logit: NDArray[np.float64]
) -> tuple[Days, NDArray[np.int64], NDArray[np.int64]]:
    """Days after the due date, channel, and why a bank transfer
    failed: transfers come on the day, others earlier."""
    n, rng, bank = len(live), walk.rng, walk.bank[live]
    size = rng.random(n)
    late = rng.random(n) < _sigmoid(logit + 1.7)
    prompt = np.where(bank == BANK_OK, (size * 3).astype(np.int64), -(size * 15).astype(np.int64))
    delay = np.where(late, 4 + (55 * size**1.4).astype(np.int64), prompt)
    channel = np.where(bank == BANK_OK, TRANSFER, rng.choice([APP, WEB, COUNTER], n, p=[0.55, 0.35, 0.10]))
    usual = rng.choice([NO_FUNDS, PAUSED, REFUSED, NO_REASON], n, p=[0.62, 0.16, 0.08, 0.14])
    broken = rng.choice([CLOSED, UNAUTHORISED], n, p=[0.6, 0.4])
    return delay, channel, np.where(bank == BANK_BROKEN, broken, usual)


def _reduce(walk: _Walk, those: NDArray[np.int64], due: Days) -> None:
    walk.ended[those], walk.end_kind[those] = due + GRACE, PAID_UP
    walk.alive[those] = False


def _lapse(walk: _Walk, those: NDArray[np.int64], due: Days, orphan: NDArray[np.bool_]) -> None:
    """Policies that fall behind, some of which are reinstated within two years."""
    rng = walk.rng
    back = rng.random(len(those)) < np.where(orphan, _BACK_SHARE[1], _BACK_SHARE[0])
    day = due + GRACE + 5 + (rng.random(len(those)) ** 1.5 * 640).astype(np.int64)
    walk.behind[those], walk.back[those] = due, np.where(back, day, NEVER)
    walk.lapses.append((those, due, walk.back[those]))


def _after_paying(walk: _Walk, horizon: int) -> None:
    """Single-premium policies and those paid to the end can still be surrendered, or end with a claim."""
    policies = walk.policies
    quiet = np.flatnonzero(walk.alive & (walk.behind >= NEVER))
    single = policies.every[quiet] == 0
    begin = np.where(
        single, policies.issued[quiet] + 200, add_months(policies.issued[quiet], policies.months[quiet])
    )
    age = walk.insured_age[quiet] + (begin - policies.issued[quiet]) / YEAR
    mortal = np.isin(policies.category[quiet], [LIFE, ILLNESS, UNIVERSAL])
    rates = np.stack([
        _PAID_UP_SURRENDER_A_YEAR * np.exp(0.5 * policies.latent[quiet]),
        0.0008 * np.exp(0.07 * (age - 30)) * mortal + 1e-9,
    ])  # fmt: skip
    waits = (walk.rng.exponential(1, rates.shape) / rates * YEAR).clip(0, 50_000).astype(np.int64)
    when = begin + waits.min(axis=0)
    ends = when <= horizon
    walk.ended[quiet[ends]] = when[ends]
    walk.end_kind[quiet[ends]] = np.where(waits[0] <= waits[1], SURRENDER, CLAIM)[ends]


def _history(walk: _Walk) -> History:
    columns = [np.concatenate(column) for column in zip(*walk.rows, strict=True)]
    order = np.lexsort((columns[1], columns[0]))
    lapses = [np.concatenate(column) for column in zip(*walk.lapses, strict=True)]
    return History(
        Dues(*(column[order] for column in columns)), walk.ended, walk.end_kind, walk.bank, *lapses
    )


def final_day(history: History, policies: Policies) -> Days:
    """The day from which each policy is history: its surrender or claim,
    maturity, or the end of a grace never made good."""
    closed = np.isin(history.end_kind, [SURRENDER, CLAIM])
    day = np.minimum(np.where(closed, history.ended, NEVER), policies.matures)
    never = history.lapsed_back >= NEVER
    np.minimum.at(day, history.lapsed_policy[never], history.lapsed_due[never] + GRACE)
    return day


def _sigmoid(x: NDArray[np.float64]) -> NDArray[np.float64]:
    result: NDArray[np.float64] = 1 / (1 + np.exp(-x))
    return result
