"""The insurer's tables as they stand on a day. The history reaches
beyond that day, so that a later day gives the changes."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from grid_data.demo_city.calendar import (
    NEVER,
    Days,
    Texts,
    add_months,
    compact,
    iso,
    month_of,
    slashed,
)
from grid_data.demo_city.chance import money
from grid_data.demo_city.names import DISTRICTS, branch
from grid_data.demo_city.people import YEAR, Agents, Families, People
from grid_data.demo_city.places import Communities
from grid_data.demo_city.policies import Policies
from grid_data.demo_city.premiums import (
    BANK_OK,
    CLAIM,
    GRACE,
    LOAN,
    PAID_UP,
    SURRENDER,
    Dues,
    History,
    final_day,
)
from grid_data.demo_city.products import CATEGORIES, PRODUCTS
from grid_data.demo_city.records import Companies, Links, Records
from grid_data.demo_city.write import Table, rows_of

_MODES: Final = {12: "年缴", 6: "半年缴", 3: "季缴", 1: "月缴", 0: "趸缴"}
_CHANNELS: Final = np.array(
    ["银行转账", "微信缴费", "网银/APP", "柜面现金", "柜面(复效)", "自动垫交"], dtype=object
)
_REASONS: Final = np.array(["", "余额不足", "账户注销", "客户要求暂停", "授权失效", "客户拒缴"], dtype=object)
_BANKS: Final = np.array(["正常", "账户注销", "未授权"], dtype=object)
_COMPANY_ITSELF: Final = "99999999"
_REINSTATABLE_DAYS: Final = 730


@dataclass(frozen=True)
class Book:
    """Everything that the core system knows, before and after the extract's day."""

    today: int
    places: Communities
    families: Families
    people: People
    agents: Agents
    policies: Policies
    history: History
    records: Records
    links: Links
    companies: Companies
    group_policies: NDArray[np.int64]
    """Policies that a company holds for its employee, with `group_holders` the company's row."""
    group_holders: NDArray[np.int64]

    def on_file(self) -> NDArray[np.bool_]:
        """Policies that haven't been archived: those that ended four years before the day are."""
        kept: NDArray[np.bool_] = final_day(self.history, self.policies) > int(add_months(self.today, -48))
        return kept


@dataclass(frozen=True)
class State:
    """Each policy on a day: its status, the day to which it is paid, and which instalments are on file."""

    status: Texts
    paid_to: Days
    seen: NDArray[np.int64]


def state_on(book: Book, day: int) -> State:
    """The policies' states on a day."""
    policies, history, dues = book.policies, book.history, book.history.dues
    seen = np.flatnonzero(((dues.due <= day) & ~dues.hidden) | (dues.paid <= day))
    unpaid = seen[dues.paid[seen] > day]
    behind = np.full(len(policies), NEVER)
    np.minimum.at(behind, dues.policy[unpaid], dues.due[unpaid])
    open_lapse = (history.lapsed_due <= day) & (history.lapsed_back > day)
    np.minimum.at(behind, history.lapsed_policy[open_lapse], history.lapsed_due[open_lapse])
    paid_to = _paid_to(policies, history, dues, seen[dues.paid[seen] <= day], day, behind)
    return State(_status(policies, history, dues, seen, behind, day), paid_to, seen)


def _paid_to(
    policies: Policies, history: History, dues: Dues, paid: NDArray[np.int64], day: int, behind: Days
) -> Days:
    """The next day on which money is due, or was when it was first
    missed; the end of paying once all is paid."""
    reached = np.full(len(policies), day)
    np.maximum.at(reached, dues.policy[paid], dues.due[paid])
    reached = np.minimum(reached, np.where(history.ended <= day, history.ended, NEVER))
    step = np.maximum(policies.every, 1)
    turns = (month_of(reached) - month_of(policies.issued)) // step
    upcoming = add_months(policies.issued, turns * step)
    upcoming = np.where(upcoming <= reached, add_months(policies.issued, (turns + 1) * step), upcoming)
    date = np.minimum(np.minimum(upcoming, add_months(policies.issued, policies.months)), behind)
    return np.where(policies.every == 0, NEVER, date)


def _status(
    policies: Policies, history: History, dues: Dues, seen: NDArray[np.int64], behind: Days, day: int
) -> Texts:
    newest = np.full(len(policies), -1)
    newest[dues.policy[seen]] = seen
    on_loan = (newest >= 0) & (dues.channel[newest] == LOAN)
    ended, kind = history.ended <= day, history.end_kind
    overdue = day - behind
    long_gone = (overdue > GRACE + _REINSTATABLE_DAYS) & (policies.quirk < 0.7)
    return np.select(
        [
            ended & (kind == CLAIM),
            (ended & (kind == SURRENDER)) | ((policies.matures > day) & long_gone),
            (policies.matures <= day) & (overdue < 0),
            overdue > GRACE,
            overdue >= 0,
            ended & (kind == PAID_UP),
            on_loan,
        ],
        ["理赔终止", "退保", "满期", "中止(失效)", "宽限期", "减额交清", "自动垫交"],
        "有效",
    ).astype(object)


def policy_table(book: Book, state: State, day: int) -> Table:
    """policies.csv on a day."""
    p, agents = book.policies, book.agents
    rows = np.flatnonzero(book.on_file() & (p.issued <= day))
    holder = book.records.code[book.links.holder]
    holder[book.group_policies] = book.companies.code[book.group_holders]
    relation = p.relation.copy()
    relation[book.group_policies] = "雇员"
    cash = _cash_values(p, state, day)
    loan = np.where((p.quirk < 0.06) & (cash > 5000), (1000 + p.annual).clip(0, 200_000).round(-2), 0.0)
    loan = loan + np.where(state.status == "自动垫交", p.annual, 0.0)
    bank = np.where(
        (state.status == "宽限期") & (book.history.bank == BANK_OK), "余额不足", _BANKS[book.history.bank]
    )
    table = {
        "保单号": p.number,
        "投保人客户号": holder,
        "被保险人客户号": book.records.code[book.links.insured],
        "与投保人关系": relation,
        "险种代码": np.array([product.code for product in PRODUCTS], dtype=object)[p.product],
        "险种名称": np.array([product.name for product in PRODUCTS], dtype=object)[p.product],
        "险种大类": np.array(CATEGORIES, dtype=object)[p.category],
        "生效日期": compact(p.issued),
        "缴费方式": np.array([_MODES.get(months, "") for months in range(13)], dtype=object)[p.every],
        "缴费年期": (p.months // 12).astype(str).astype(object),
        "期缴保费": money(p.instalment),
        "基本保额": money(p.sum_insured),
        "币种": np.where(p.quirk > 0.998, "USD", "CNY").astype(object),
        "保单状态": state.status,
        "交至日期": compact(state.paid_to),
        "首期业务员工号": agents.code[p.seller],
        "现服务人员工号": _served_by(p, agents, day),
        "银行转账状态": np.where(p.every == 0, "", bank),
        "现金价值": money(cash),
        "贷款余额": money(loan),
    }
    return rows_of(table, rows)


def _served_by(p: Policies, agents: Agents, day: int) -> Texts:
    """The number under which a policy is filed: a departed agent's
    stays, is emptied, or becomes the company's own."""
    gone = p.seller_left <= day
    code: Texts = np.select(
        [gone & p.handed_over(day), gone & (p.quirk > 0.85), gone & (p.quirk > 0.6)],
        [
            agents.code[p.taker],
            np.full(len(p), _COMPANY_ITSELF, dtype=object),
            np.full(len(p), "", dtype=object),
        ],
        agents.code[p.seller],
    )
    return code


def _cash_values(p: Policies, state: State, day: int) -> NDArray[np.float64]:
    paid_until = np.minimum(state.paid_to, day)
    years = np.where(p.every == 0, 1, ((paid_until - p.issued) / YEAR).clip(0, p.months / 12))
    share = np.array([0.72, 0.35, 0.0, 0.86, 0.0, 0.9])[p.category]
    ripeness = np.interp((day - p.issued) / YEAR, [0, 1, 3, 8, 20], [0.05, 0.25, 0.6, 0.95, 1.25])
    ended = np.isin(state.status, ["退保", "理赔终止", "满期"])
    return np.where(ended, 0.0, p.annual * years * share * ripeness)


def premium_table(book: Book, state: State, day: int) -> Table:
    """premiums.csv on a day."""
    dues, policies = book.history.dues, book.policies
    rows = state.seen[book.on_file()[dues.policy[state.seen]]]
    owner = dues.policy[rows]
    paid = dues.paid[rows] <= day
    amount = money(policies.instalment)[owner]
    late = (dues.paid[rows] - dues.due[rows] > 3) & (dues.channel[rows] != LOAN)
    return {
        "保单号": policies.number[owner],
        "期次": dues.number[rows].astype(str).astype(object),
        "应缴日期": iso(dues.due[rows]),
        "应缴保费": amount,
        "实缴日期": iso(np.where(paid, dues.paid[rows], NEVER)),
        "实缴保费": np.where(paid, amount, ""),
        "缴费渠道": np.where(paid, _CHANNELS[dues.channel[rows]], ""),
        "失败原因": np.where(~paid | late, _REASONS[dues.reason[rows]], ""),
    }


def agent_table(agents: Agents, team: NDArray[np.int64], day: int) -> Table:
    """agents.csv on a day, with the teams of that day."""
    rows = np.flatnonzero(agents.entered <= day)
    gone = agents.left <= day
    served = (np.minimum(agents.left, day) - agents.entered) / 30.44
    rank = np.select([served > 120, served > 60, served > 24], ["高级经理", "业务经理", "业务主任"], "业务员")
    table = {
        "工号": agents.code,
        "姓名": agents.name,
        "性别": np.where(agents.woman, "女", "男").astype(object),
        "入司日期": slashed(agents.entered),
        "离司日期": slashed(np.where(gone, agents.left, NEVER)),
        "状态": np.where(gone, "离职", "在职").astype(object),
        "职级": rank.astype(object),
        "机构": offices(agents, team),
        "手机": agents.phone,
    }
    return rows_of(table, rows)


def offices(agents: Agents, team: NDArray[np.int64]) -> Texts:
    """Where each agent belongs: a branch's sales department."""
    branches = np.array([branch(at) for at in range(len(DISTRICTS))], dtype=object)[agents.district]
    texts: Texts = branches + "营销服务" + team.astype(str).astype(object) + "部"
    return texts
