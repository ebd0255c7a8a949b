"""The extract: documented columns, keys that meet, numbers that nobody has, and dirt in the shares stated."""

import re
from collections import Counter
from datetime import date, datetime

import pytest

from .conftest import CUSTOMERS, Made, Row

COLUMNS = {
    "customers.csv": (
        "客户号 姓名 性别 出生日期 证件类型 证件号码 手机 固定电话 通讯地址 邮编 "
        "客户等级 婚姻 子女数 职业 年收入档 兴趣标签 微信绑定 勿扰标志 建档日期 建档机构 首选语言"
    ),
    "policies.csv": (
        "保单号 投保人客户号 被保险人客户号 与投保人关系 险种代码 险种名称 险种大类 "
        "生效日期 缴费方式 缴费年期 期缴保费 基本保额 币种 保单状态 交至日期 "
        "首期业务员工号 现服务人员工号 银行转账状态 现金价值 贷款余额"
    ),
    "premiums.csv": ("保单号 期次 应缴日期 应缴保费 实缴日期 实缴保费 缴费渠道 失败原因"),
    "agents.csv": ("工号 姓名 性别 入司日期 离司日期 状态 职级 机构 手机"),
    "agent_movements.csv": ("工号 变动类型 变动日期 原机构 新机构 原状态 新状态"),
    "contacts.csv": ("客户号 时间 部门 方式 方向 结果 备注"),
    "claims.csv": (
        "赔案号 保单号 出险人客户号 理赔类型 出险日期 报案日期 结案日期 申请金额 赔付金额 状态 报案渠道"
    ),
    "service_requests.csv": ("受理号 客户号 保单号 保全类型 申请日期 办结日期 渠道 备注 状态"),
    "specialists.csv": (
        "工号 姓名 用工类型 入职日期 家庭地址 家经度 家纬度 坐标系 资质 服务年限 状态 执业登记号 "
        "语言 级别 工时比例 可服务客户数"
    ),
    "stations.csv": ("网点编号 名称 经度 纬度 坐标系 可容纳人数 月成本"),
    "gazetteer.csv": ("小区名称 区 商圈 经度 纬度 坐标系"),
    "products.csv": (
        "险种代码 险种名称 险种大类 需求类别 投保年龄下限 投保年龄上限 最低年缴保费 "
        "最高年缴保费 缴费年期 起售年份 停售年份 在售"
    ),
}
DELTA = (
    "customers",
    "policies",
    "premiums",
    "agents",
    "agent_movements",
    "contacts",
    "claims",
    "service_requests",
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CREDIT = "0123456789ABCDEFGHJKLMNPQRTUWXY"


@pytest.mark.parametrize("name", COLUMNS)
def test_headers_are_the_documented_ones(made: Made, name: str) -> None:
    assert made.header(name) == COLUMNS[name].split()


@pytest.mark.parametrize("name", COLUMNS)
def test_only_the_injected_rows_have_a_wrong_width(made: Made, name: str) -> None:
    wide = Counter(len(line) - len(made.header(name)) for line in made.lines(name))
    del wide[0]
    damaged = sum(wide.values())
    assert damaged == (6 if name == "customers.csv" else 0)
    assert sum(count for width, count in wide.items() if width < 0) == damaged // 2


def test_there_are_as_many_records_as_asked_for_and_a_few_numbers_come_twice(made: Made) -> None:
    numbers = Counter(line[0] for line in made.lines("customers.csv"))
    assert len(numbers) == CUSTOMERS
    assert (
        sum(count - 1 for count in numbers.values())
        == 3
        == made.manifest.facts["injected"]["repeated_customer_numbers"]
    )  # type: ignore[index]
    assert all(re.fullmatch(r"\d{10}", number) for number in numbers)


def test_identity_numbers_are_valid_and_nobodys(made: Made) -> None:
    whole = [
        row["证件号码"]
        for row in made.rows("customers.csv")
        if re.fullmatch(r"\d{17}[\dXx]", row["证件号码"])
    ]
    assert len(whole) > 0.9 * CUSTOMERS
    assert all(int(number[4:6]) >= 91 for number in whole)
    valid = [number for number in whole if _checked(number) == number[-1].upper()]
    assert 0.98 < len(valid) / len(whole) < 1, "some are mistyped on purpose"


def test_most_identity_numbers_agree_with_birthday_and_sex(made: Made) -> None:
    rows = [
        row
        for row in made.rows("customers.csv")
        if re.fullmatch(r"\d{17}[\dX]", row["证件号码"]) and row["出生日期"] and row["性别"]
    ]
    agree = [
        r
        for r in rows
        if (r["证件号码"][6:14], int(r["证件号码"][16]) % 2 == 1)
        == (_compact(r["出生日期"]), r["性别"] == "男")
    ]
    assert len(agree) > 0.97 * len(rows)


def test_company_codes_have_a_valid_check_character(made: Made) -> None:
    codes = [row["证件号码"] for row in made.rows("customers.csv") if row["证件类型"] == "统一社会信用代码"]
    assert len(codes) > CUSTOMERS / 300
    for code in codes:
        assert (
            sum(_CREDIT.index(letter) * pow(3, at, 31) for at, letter in enumerate(code[:17])) % 31
            == -_CREDIT.index(code[17]) % 31
        )


def test_phones_are_in_blocks_without_subscribers(made: Made) -> None:
    phones = [row["手机"] for row in made.rows("customers.csv") + made.rows("agents.csv") if row["手机"]]
    assert all(re.fullmatch(r"1(54|6[013489]|69|79)\d{8}", phone) for phone in phones)
    assert Counter(phones).most_common(1)[0][1] > 5, "agents put their own number on customers"


def test_references_meet(made: Made) -> None:
    customers = {line[0] for line in made.lines("customers.csv")}
    agents = {row["工号"] for row in made.rows("agents.csv")}
    policies = {row["保单号"]: row for row in made.rows("policies.csv")}
    for row in policies.values():
        assert {row["投保人客户号"], row["被保险人客户号"]} <= customers
        assert row["首期业务员工号"] in agents
        assert row["现服务人员工号"] in agents | {"", "99999999"}
    assert {row["保单号"] for row in made.rows("premiums.csv")} <= policies.keys()
    assert {
        row["保单号"] for row in made.rows("claims.csv") + made.rows("service_requests.csv")
    } <= policies.keys()
    assert {row["客户号"] for row in made.rows("contacts.csv")} <= customers


def test_nothing_in_the_extract_lies_after_its_day(made: Made) -> None:
    assert max(row["生效日期"] for row in made.rows("policies.csv")) <= "20261122"
    assert max(row["实缴日期"] for row in made.rows("premiums.csv")) <= "2026-11-22"
    assert max(row["时间"] for row in made.rows("contacts.csv")) < "2026-11-23"
    assert max(row["结案日期"] for row in made.rows("claims.csv")) <= "2026-11-22"
    assert max(_compact(row["建档日期"]) for row in made.rows("customers.csv")) <= "20261122"


def test_a_policys_state_agrees_with_its_instalments(made: Made) -> None:
    open_since: dict[str, str] = {}
    for row in made.rows("premiums.csv"):
        if not row["实缴日期"]:
            open_since.setdefault(row["保单号"], row["应缴日期"])
    for row in made.rows("policies.csv"):
        due = open_since.get(row["保单号"])
        if row["保单状态"] == "宽限期":
            assert due is not None and 0 <= (date(2026, 11, 22) - date.fromisoformat(due)).days <= 60
            assert row["交至日期"] == due.replace("-", "")
        if row["保单状态"] in ("有效", "自动垫交"):
            assert due is None, row["保单号"]


def test_second_records_are_a_tenth_and_truth_names_the_person(made: Made) -> None:
    truth = [row for row in made.truth("customers.csv") if row["organisation"] == "0"]
    second = [row for row in truth if row["second"] == "1"]
    first = {row["person_id"] for row in truth if row["second"] == "0"}
    assert 0.08 < len(second) / len(truth) < 0.11
    assert {row["person_id"] for row in second} <= first


def test_served_policies_are_those_under_an_agent_in_service(made: Made) -> None:
    in_service = {row["工号"] for row in made.rows("agents.csv") if row["状态"] == "在职"}
    served = {row["policy_no"]: row["served"] == "1" for row in made.truth("policies.csv")}
    found = {row["保单号"]: row["现服务人员工号"] in in_service for row in made.rows("policies.csv")}
    assert found == served
    assert 0.25 < sum(served.values()) / len(served) < 0.5


def test_persistency_of_orphaned_policies_is_about_fifteen_points_lower(made: Made) -> None:
    left = {row["policy_no"]: row["agent_left"] for row in made.truth("policies.csv")}
    yearly = {row["保单号"] for row in made.rows("policies.csv") if row["缴费方式"] == "年缴"}
    kept: dict[bool, list[bool]] = {True: [], False: []}
    for row in made.rows("premiums.csv"):
        if row["期次"] == "2" and row["保单号"] in yearly and row["应缴日期"] < "2026-09-20":
            orphaned = bool(left[row["保单号"]]) and left[row["保单号"]] <= row["应缴日期"]
            kept[orphaned].append(_in_grace(row))
    share = {orphaned: sum(paid) / len(paid) for orphaned, paid in kept.items()}
    assert 0.90 < share[False] < 0.96
    assert 0.09 < share[False] - share[True] < 0.21


def test_addresses_name_a_listed_community_in_most_cases(made: Made) -> None:
    names = sorted((row["小区名称"] for row in made.rows("gazetteer.csv")), key=len, reverse=True)
    addresses = [row["通讯地址"] for row in made.rows("customers.csv")][:1500]
    found = sum(any(name in address for name in names) for address in addresses)
    assert 0.83 < found / len(addresses) < 0.92
    assert any(re.search("[０-９]", address) for address in addresses)


def test_three_departments_call_some_customers_within_one_week(made: Made) -> None:
    weeks: dict[tuple[str, int, int], set[str]] = {}
    for row in made.rows("contacts.csv"):
        if row["方向"] == "呼出":
            when = datetime.strptime(row["时间"], "%Y-%m-%d %H:%M").isocalendar()
            weeks.setdefault((row["客户号"], when.year, when.week), set()).add(row["部门"])
    assert sum(len(departments) >= 3 for departments in weeks.values()) > 50


def test_changes_are_new_or_different_rows_of_known_shape(made: Made) -> None:
    for name in DELTA:
        assert made.header(f"delta_20261222/{name}.csv") == COLUMNS[f"{name}.csv"].split()
    before = {row["保单号"]: row for row in made.rows("policies.csv")}
    after = made.rows("delta_20261222/policies.csv")
    assert any(row["保单号"] not in before for row in after)
    for row in after:
        known = before.get(row["保单号"])
        assert known is None or {**known, "现金价值": ""} != {**row, "现金价值": ""}


def test_changes_bring_late_payments_of_known_instalments(made: Made) -> None:
    unpaid = {_key(row) for row in made.rows("premiums.csv") if not row["实缴日期"]}
    paid = [row for row in made.rows("delta_20261222/premiums.csv") if row["实缴日期"]]
    late = [row for row in paid if _key(row) in unpaid]
    assert late and all("2026-11-22" < row["实缴日期"] <= "2026-12-22" for row in late)


def _checked(number: str) -> str:
    return "10X98765432"[
        sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False)) % 11
    ]


def _compact(text: str) -> str:
    parts = re.findall(r"\d+", text)
    return parts[0] if len(parts) == 1 else f"{parts[0]}{int(parts[1]):02d}{int(parts[2]):02d}"


def _in_grace(row: Row) -> bool:
    if not row["实缴日期"]:
        return False
    return (date.fromisoformat(row["实缴日期"]) - date.fromisoformat(row["应缴日期"])).days <= 60


def _key(row: Row) -> tuple[str, str]:
    return row["保单号"], row["期次"]
