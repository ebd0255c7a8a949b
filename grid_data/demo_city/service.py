"""Contacts, claims and service requests. Every department calls by
its own calendar, and none looks at the others'."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from grid_data.demo_city.book import Book
from grid_data.demo_city.calendar import NEVER, Days, Texts, add_months, iso
from grid_data.demo_city.chance import digits, money, pick
from grid_data.demo_city.premiums import CLAIM, GRACE, final_day
from grid_data.demo_city.products import ACCIDENT, ILLNESS, MEDICAL
from grid_data.demo_city.write import Table, rows_of

AHEAD: Final = 60
"""The tables reach so many days beyond the extract's day, for the changes that follow it."""

Weighted = tuple[Sequence[str], Sequence[float]]
_RENEWAL_RESULTS: Final[Weighted] = (
    ("接通-承诺缴费", "无人接听", "接通-拒绝", "空号", "停机", "非本人接听"),
    (34, 33, 13, 7, 4, 9),
)
_RENEWAL_NOTES: Final[Weighted] = (
    ("", "客户称稍后缴费", "客户称原业务员已离职,不清楚如何缴费", "账户已换,需办理变更", "要求不再来电"),
    (58, 15, 13, 10, 4),
)
_SALES_RESULTS: Final[Weighted] = (
    ("无人接听", "接通-拒绝", "接通-有意向", "接通-再联系", "空号", "拒接"),
    (38, 25, 8, 12, 7, 10),
)
_DESK_NOTES: Final[Weighted] = (
    ("", "查询保单", "咨询缴费", "变更资料", "投诉:来电过于频繁"),
    (60, 14, 14, 9, 3),
)
_REQUESTS: Final[Weighted] = (
    (
        "变更联系方式",
        "变更通讯地址",
        "变更受益人",
        "变更银行账户",
        "复效申请",
        "保单贷款",
        "退保咨询",
        "补发保单",
        "生存金领取",
        "缴费方式变更",
    ),
    (20, 14, 6, 16, 5, 9, 12, 4, 10, 4),
)
_REMINDERS: Final = ((10, 0.6), (28, 0.5), (48, 0.45))
"""Days after the due date by which an unpaid instalment is called for, and how often that is done."""


@dataclass(frozen=True)
class Dated:
    """A table and the day on which each row came to be; `closed` is when it was finished."""

    table: Table
    day: Days
    closed: Days


@dataclass(frozen=True)
class _Calls:
    record: NDArray[np.int64]
    day: Days
    words: tuple[Texts, Texts, Texts, Texts, Texts]
    """Department, way, direction, result, note."""


def _calls(record: NDArray[np.int64], day: Days, *words: Texts | str) -> _Calls:
    n = len(record)
    a, b, c, d, e = (np.full(n, word, dtype=object) if isinstance(word, str) else word for word in words)
    return _Calls(record, day, (a, b, c, d, e))


def contact_table(book: Book, rng: np.random.Generator) -> Dated:
    """contacts.csv: 24 months and 60 days more."""
    since, until = int(add_months(book.today, -24)), book.today + AHEAD
    adult = np.flatnonzero(book.people.age(book.today)[book.records.person] > 18)
    groups = [*_renewal(book, since, until, rng), *_campaigns(adult, since, until, rng)]
    groups += [*_desks(adult, since, until, rng), *_crowded_weeks(adult, since, until, rng)]
    record = np.concatenate([group.record for group in groups])
    day = np.concatenate([group.day for group in groups])
    words = [np.concatenate([group.words[at] for group in groups]) for at in range(5)]
    minute = (rng.normal(14, 2.6, len(day)).clip(8.6, 20.4) * 60).astype(np.int64)
    minute = np.where(rng.random(len(day)) < 0.02, rng.integers(1230, 1375, len(day)), minute)
    real = (day >= since) & (day <= until) & (book.records.first_seen[record] <= day)
    order = np.flatnonzero(real)[np.lexsort((record[real], minute[real], day[real]))]
    clock = np.array([f" {at // 60:02d}:{at % 60:02d}" for at in range(24 * 60)], dtype=object)
    headers = ("部门", "方式", "方向", "结果", "备注")
    table = {"客户号": book.records.code[record[order]], "时间": iso(day[order]) + clock[minute[order]]}
    table |= {header: column[order] for header, column in zip(headers, words, strict=True)}
    return Dated(table, day[order], day[order])


def _renewal(book: Book, since: int, until: int, rng: np.random.Generator) -> list[_Calls]:
    """A text before the due date, then calls while it is unpaid."""
    dues = book.history.dues
    wanted = (dues.due >= since) & (dues.due <= until + 20) & ~dues.hidden & book.on_file()[dues.policy]
    wanted &= (book.policies.every[dues.policy] >= 3) & (rng.random(len(dues.due)) < 0.8)
    rows = np.flatnonzero(wanted)
    record, due, paid = book.links.holder[dues.policy[rows]], dues.due[rows], dues.paid[rows]
    calls = [_calls(record, due - rng.integers(8, 20, len(rows)), "续收", "短信", "呼出", "已发送", "")]
    for gap, share in _REMINDERS:
        called = (paid - due > gap) & (rng.random(len(rows)) < share)
        n = int(called.sum())
        way, result, note = (
            pick(rng, ("电话", "上门"), n, [3, 1]),
            pick(rng, *_swap(_RENEWAL_RESULTS, n)),
            pick(rng, *_swap(_RENEWAL_NOTES, n)),
        )
        calls.append(
            _calls(
                record[called], due[called] + gap - rng.integers(0, 6, n), "续收", way, "呼出", result, note
            )
        )
    return calls


def _swap(options: Weighted, n: int) -> tuple[Sequence[str], int, Sequence[float]]:
    return options[0], n, options[1]


def _campaigns(adult: NDArray[np.int64], since: int, until: int, rng: np.random.Generator) -> list[_Calls]:
    """Two selling departments call in waves; some customers are on everybody's list."""
    heat = rng.gamma(0.6, 1 / 0.6, len(adult))
    waves = np.sort(rng.choice(np.arange(since, until - 6, 7), 26, replace=False))
    calls = []
    for department, mean, ways in (
        ("电销", 0.75, ("电话", "电话", "短信")),
        ("产品推广", 0.6, ("电话", "短信", "微信")),
    ):
        record = np.repeat(adult, rng.poisson(mean * heat))
        n = len(record)
        way = pick(rng, ways, n)
        result = np.where(way == "电话", pick(rng, *_swap(_SALES_RESULTS, n)), "已发送")
        note = pick(rng, ("", "要求不再来电"), n, [98, 2])
        day = waves[rng.integers(0, len(waves), n)] + rng.integers(0, 5, n)
        calls.append(_calls(record, day, department, way, "呼出", result, note))
    return calls


def _desks(adult: NDArray[np.int64], since: int, until: int, rng: np.random.Generator) -> list[_Calls]:
    """Customers who call or come, and the claims department's answers."""
    calls = []
    for department, mean, way, direction in (
        ("客服热线", 0.25, "电话", "呼入"), ("柜面", 0.12, "柜面", "到访"), ("理赔", 0.06, "短信", "呼出"),
    ):  # fmt: skip
        record = np.repeat(adult, rng.poisson(mean, len(adult)))
        n = len(record)
        result, note = pick(rng, ("已办结", "转办", "咨询"), n), pick(rng, *_swap(_DESK_NOTES, n))
        calls.append(
            _calls(record, rng.integers(since, until + 1, n), department, way, direction, result, note)
        )
    return calls


def _crowded_weeks(
    adult: NDArray[np.int64], since: int, until: int, rng: np.random.Generator
) -> list[_Calls]:
    """Weeks in which three departments call the same customer: what a contact budget is for."""
    n = max(3, len(adult) // 33)
    record, week = rng.choice(adult, n, replace=False), rng.integers(since, until - 7, n)
    return [
        _calls(
            record,
            week + rng.integers(0, 7, n),
            department,
            "电话",
            "呼出",
            pick(rng, ("无人接听", "接通-拒绝", "接通-再联系"), n),
            pick(rng, ("", "要求不再来电"), n, [9, 1]),
        )
        for department in ("电销", "产品推广", "续收")
    ]


def claim_table(book: Book, rng: np.random.Generator) -> Dated:
    """claims.csv: 48 months and 60 days more, as it stands once all are closed."""
    p, history = book.policies, book.history
    since, until = int(add_months(book.today, -48)), book.today + AHEAD
    frequent = np.isin(p.category, [MEDICAL, ACCIDENT]) * 0.16 + 0.008
    often = np.repeat(np.arange(len(p)), rng.poisson(frequent * book.on_file()))
    when = np.maximum(p.issued[often] + 60, since) + (rng.random(len(often)) * (until - since)).astype(
        np.int64
    )
    alive = when < np.minimum(final_day(history, p)[often] + GRACE, until - 20)
    fatal = np.flatnonzero(
        (history.end_kind == CLAIM) & (history.ended > since) & (history.ended <= until) & book.on_file()
    )
    policy, day = (
        np.concatenate([often[alive], fatal]),
        np.concatenate([when[alive], history.ended[fatal] - 20]),
    )
    final, n = np.arange(len(policy)) >= alive.sum(), len(policy)
    illness = (p.category[policy] == ILLNESS) & (rng.random(n) < 0.7)
    usual = np.where(
        p.category[policy] == ACCIDENT,
        "意外医疗",
        pick(rng, ("住院医疗", "门诊医疗", "住院津贴"), n, [60, 15, 25]),
    )
    asked = np.where(final, p.sum_insured[policy], rng.lognormal(8.2, 1.0, n)).round(2)
    refused = rng.random(n) < 0.04
    paid = np.where(refused, 0, asked * rng.uniform(0.6, 1, n))
    reported = day + rng.integers(1, 19, n)
    closed = reported + rng.integers(2, 45, n)
    order = np.lexsort((policy, reported))
    table = {
        "赔案号": "L" + digits(np.arange(1, n + 1), 9),
        "保单号": p.number[policy[order]],
        "出险人客户号": book.records.code[book.links.insured[policy[order]]],
        "理赔类型": np.select([final & illness, final], ["重大疾病", "身故"], usual).astype(object)[order],
        "出险日期": iso(day[order]),
        "报案日期": iso(reported[order]),
        "结案日期": iso(closed[order]),
        "申请金额": money(asked[order]),
        "赔付金额": money(paid[order]),
        "状态": np.where(refused, "拒赔", "已结案").astype(object)[order],
        "报案渠道": pick(rng, ("客服热线", "APP", "柜面", "业务员代报"), n),
    }
    return Dated(table, reported[order], closed[order])


def request_table(book: Book, rng: np.random.Generator) -> Dated:
    """service_requests.csv: 24 months and 60 days more, as it stands once all that will be are finished."""
    p = book.policies
    since, until = int(add_months(book.today, -24)), book.today + AHEAD
    policy = np.repeat(np.arange(len(p)), rng.poisson(0.11 * book.on_file()))
    day = rng.integers(since, until + 1, len(policy))
    real = (day > p.issued[policy]) & (day < final_day(book.history, p)[policy])
    policy, day = policy[real], day[real]
    order = np.lexsort((policy, day))
    policy, day, n = policy[order], day[order], len(order)
    closed = np.where(rng.random(n) < 0.93, day + rng.integers(0, 12, n), NEVER)
    table = {
        "受理号": "S" + digits(np.arange(1, n + 1), 9),
        "客户号": book.records.code[book.links.holder[policy]],
        "保单号": p.number[policy],
        "保全类型": pick(rng, *_swap(_REQUESTS, n)),
        "申请日期": iso(day),
        "办结日期": iso(closed),
        "渠道": pick(rng, ("柜面", "APP", "客服热线", "业务员代办"), n, [35, 35, 20, 10]),
        "备注": pick(rng, ("", "资料不全,待补", "本人办理", "代办"), n, [70, 8, 16, 6]),
        "状态": np.where(closed < NEVER, "已办结", "处理中").astype(object),
    }
    return Dated(table, day, closed)


def as_known(dated: Dated, since: int, until: int, emptied: Sequence[str]) -> Table:
    """The rows that came or were closed after `since`, as they stood
    on `until`: `emptied` while they were open."""
    new = (dated.day > since) | (dated.closed > since) & (dated.closed <= until)
    rows = np.flatnonzero((dated.day <= until) & new)
    table = dict(rows_of(dated.table, rows))
    still_open = dated.closed[rows] > until
    for header in emptied:
        table[header] = np.where(still_open, "", table[header])
    if emptied:
        table["状态"] = np.where(still_open, "处理中", table["状态"])
    return table
