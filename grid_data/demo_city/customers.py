"""customers.csv: what branches keyed in about their customers, and what they left out."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from grid_data.demo_city.book import Book
from grid_data.demo_city.calendar import Days, Texts, chinese, compact, iso, slashed
from grid_data.demo_city.chance import digits, pick
from grid_data.demo_city.names import (
    CITY_SHORT,
    COMMON_LANGUAGE,
    DIAL_CODE,
    DIALECT,
    DISTRICTS,
    POSTCODE_PREFIX,
    branch,
)
from grid_data.demo_city.people import CHILD
from grid_data.demo_city.records import Companies
from grid_data.demo_city.write import Table, stacked

_JOBS: Final = (
    "企业职员",
    "个体经营",
    "教师",
    "医护人员",
    "公务员",
    "工人",
    "司机",
    "工程师",
    "销售",
    "自由职业",
    "家庭主妇",
    "财务",
    "餐饮服务",
)
_TAGS: Final = (
    "健康养生",
    "广场舞",
    "旅游",
    "亲子教育",
    "书法",
    "摄影",
    "理财",
    "烹饪",
    "羽毛球",
    "钓鱼",
    "戏曲",
    "宠物",
    "太极",
    "读书",
)
_BANDS: Final = np.array(["5万以下", "5-10万", "10-20万", "20-30万", "30-50万", "50万以上"], dtype=object)
_BAND_EDGES: Final = (50_000, 100_000, 200_000, 300_000, 500_000)
_LEFT_EMPTY: Final = {
    "出生日期": 0.003,
    "性别": 0.004,
    "子女数": 0.5,
    "职业": 0.15,
    "年收入档": 0.25,
    "兴趣标签": 0.72,
    "婚姻": 0.12,
    "勿扰标志": 0.01,
}


_ON_WECHAT: Final = ((16, 30, 50, 70, 85), (0.3, 0.5, 0.38, 0.2, 0.05))
"""Share of customers bound on WeChat, by age."""


_DIALECT_BY_AGE: Final = ((35, 55, 70, 85), (0.01, 0.05, 0.22, 0.4))
"""Share of customers who would rather be served in the dialect."""
_ENGLISH: Final = 0.006
_ASKED: Final = 0.4
"""Share of the others of whom a branch asked."""


def customer_table(book: Book, rng: np.random.Generator, languages: np.random.Generator) -> Table:
    """customers.csv with every record, also those opened later: first the people's, then the companies'."""
    r, person = book.records, book.records.person
    family = book.people.family[person]
    n, age = len(r), book.people.age(book.today)[person]
    premiums = np.zeros(n)
    np.add.at(premiums, book.links.holder, book.policies.annual)
    children = np.bincount(
        book.people.family[book.people.role == CHILD], minlength=len(book.families.income)
    )[family]
    district = book.places.district[book.families.community[family]]
    land_line = DIAL_CODE + "-9" + digits(rng.integers(0, 10**7, n), 7)
    table: dict[str, Texts] = {
        "客户号": r.code,
        "姓名": r.name,
        "性别": np.where(r.woman, "女", "男").astype(object),
        "出生日期": _birthdays(r.born, district, rng),
        "证件类型": r.id_type,
        "证件号码": r.id_number,
        "手机": r.phone,
        "固定电话": np.where(rng.random(n) < 0.22, land_line, ""),
        "通讯地址": r.address,
        "邮编": np.where(rng.random(n) < 0.7, POSTCODE_PREFIX + digits(rng.integers(0, 1000, n), 3), ""),
        "客户等级": _grades(premiums),
        "婚姻": _marriages(age, children, rng),
        "子女数": children.astype(str).astype(object),
        "职业": _occupations(age, rng),
        "年收入档": _BANDS[np.digitize(book.families.income[family], _BAND_EDGES)],
        "兴趣标签": pick(rng, _TAGS, n) + np.where(rng.random(n) < 0.18, "|" + pick(rng, _TAGS, n), ""),
        "微信绑定": np.where(rng.random(n) < np.interp(age, *_ON_WECHAT), "1", "0").astype(object),
        "勿扰标志": np.where(rng.random(n) < 0.04, "Y", "N").astype(object),
        "建档日期": slashed(r.first_seen),
        "建档机构": np.array([branch(at) for at in range(len(DISTRICTS))], dtype=object)[district],
    }
    for header, share in _LEFT_EMPTY.items():
        table[header] = np.where(rng.random(n) < share, "", table[header])
    table["首选语言"] = _languages(age, person, languages)
    return stacked(table, _company_rows(book.companies, list(table)))


def _grades(premiums: NDArray[np.float64]) -> Texts:
    """The customer's grade by what he pays in a year."""
    reached = [premiums >= least for least in (50_000, 20_000, 8000, 1)]
    return np.select(reached, ["钻石", "铂金", "黄金", "普通"], "").astype(object)


def _languages(age: NDArray[np.float64], person: NDArray[np.int64], rng: np.random.Generator) -> Texts:
    """All records of a person tell the same."""
    dialect, english, asked = rng.random((3, int(person.max(initial=-1)) + 1))[:, person]
    would = [dialect < np.interp(age, *_DIALECT_BY_AGE), english < _ENGLISH, asked < _ASKED]
    return np.select(would, [DIALECT, "英语", COMMON_LANGUAGE], "").astype(object)


def _occupations(age: NDArray[np.float64], rng: np.random.Generator) -> Texts:
    working = pick(rng, _JOBS, len(age))
    return np.select([age < 16, age < 22, age > 62], ["儿童", "学生", "退休"], working).astype(object)


def _birthdays(born: Days, district: NDArray[np.int64], rng: np.random.Generator) -> Texts:
    """Each branch keys in birthdays in its own way."""
    style = np.where(rng.random(len(born)) < 0.004, 4, district % 4)
    return np.select(
        [style == 4, style == 1, style == 2], [chinese(born), compact(born), slashed(born)], iso(born)
    )


def _marriages(age: NDArray[np.float64], children: NDArray[np.int64], rng: np.random.Generator) -> Texts:
    n = len(age)
    parents = pick(rng, ("已婚", "离异", "丧偶"), n, [90, 7, 3])
    others = pick(rng, ("已婚", "未婚", "离异"), n, [60, 35, 5])
    single: Texts = np.full(n, "未婚", dtype=object)
    return np.select([age < 22, children > 0], [single, parents], others)


def _company_rows(c: Companies, headers: list[str]) -> Table:
    n = len(c.code)
    known: dict[str, Texts | str] = {
        "客户号": c.code,
        "姓名": c.name,
        "证件类型": "统一社会信用代码",
        "证件号码": c.credit_code,
        "手机": c.phone,
        "通讯地址": c.address,
        "微信绑定": "0",
        "勿扰标志": "N",
        "建档日期": slashed(c.opened),
        "建档机构": f"{CITY_SHORT}分公司团险部",
    }
    return {header: _column(known.get(header, ""), n) for header in headers}


def _column(value: Texts | str, n: int) -> Texts:
    return np.full(n, value, dtype=object) if isinstance(value, str) else value
