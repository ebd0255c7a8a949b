"""Specialists, service points, the gazetteer and the list of products."""

from typing import Final

import numpy as np

from grid_data.demo_city.addresses import merged
from grid_data.demo_city.calendar import iso
from grid_data.demo_city.chance import digits, distinct, person_names, pick
from grid_data.demo_city.frames import bd09, gcj02
from grid_data.demo_city.geography import degrees
from grid_data.demo_city.names import CITY, DIALECT, DISTRICTS
from grid_data.demo_city.places import Communities, Station
from grid_data.demo_city.products import CATEGORIES, PRODUCTS
from grid_data.demo_city.streets import CENTRE
from grid_data.demo_city.write import Table

_NOT_LISTED: Final = 0.03
_PART_TIME: Final = 0.12
_STILL_SOLD: Final = 2090


def specialist_table(n: int, places: Communities, today: int, rng: np.random.Generator) -> Table:
    """specialists.csv: some gave their home by the position of a
    phone (WGS-84), most by Baidu's map (BD-09)."""
    home = rng.choice(len(places), n, p=places.households / places.households.sum())
    position = degrees(places.at[home])
    by_phone = rng.random(n) < 0.15
    given = np.where(by_phone[:, None], position, bd09(position))
    woman = rng.random(n) < 0.7
    surname, name = person_names(rng, woman, today - rng.integers(25, 52, n) * 365)
    years = rng.gamma(2, 2.2, n).round(1)
    building, room = rng.integers(1, 40, n), rng.integers(1, 7, n) * 100 + rng.integers(1, 5, n)
    address = [
        f"{CITY.zh}{DISTRICTS[places.district[at]].zh}{places.names[at]}{b}号{r}室"
        for at, b, r in zip(home, building, room, strict=True)
    ]
    numbers = "7" + digits(distinct(rng, 10**5, 10**6, n), 7)
    return {
        "工号": numbers,
        "姓名": surname + name,
        "用工类型": np.where(rng.random(n) < 0.55, "合同制", "代理制").astype(object),
        "入职日期": iso(today - (years.clip(0.1, 12) * 300).astype(np.int64)),
        "家庭地址": np.array(address, dtype=object),
        "家经度": _texts(given[:, 0]),
        "家纬度": _texts(given[:, 1]),
        "坐标系": np.where(by_phone, "WGS-84", "BD-09").astype(object),
        "资质": pick(
            rng, ("执业证", "执业证|健康管理师", "执业证|养老规划师", "执业证|基金从业"), n, [55, 20, 15, 10]
        ),
        "服务年限": _texts(years),
        "状态": pick(rng, ("在岗", "培训中", "休假"), n, [90, 6, 4]),
        "执业登记号": "02000033000080" + numbers,
    }


def skill_columns(n: int, rng: np.random.Generator) -> Table:
    """What else specialists.csv tells: a few speak the dialect or English, some work part-time."""
    part_time = rng.random(n) < _PART_TIME
    share = np.where(part_time, pick(rng, ("60%", "80%"), n), "100%")
    return {
        "语言": pick(rng, ("", DIALECT, "英语", f"{DIALECT}|英语"), n, [60, 30, 7, 3]),
        "级别": pick(rng, ("P1", "P2", "P3", "P4"), n, [20, 40, 28, 12]),
        "工时比例": share.astype(object),
        "可服务客户数": np.where(part_time, "600", "").astype(object),
    }


def station_table(stations: list[Station], rng: np.random.Generator) -> Table:
    """stations.csv: rooms at the metro as candidates for service
    points, dearer towards the centre. GCJ-02."""
    n = len(stations)
    at = np.array([station.at for station in stations])
    places = gcj02(degrees(at))
    seats = rng.choice([8, 12, 20, 30], n, p=[0.35, 0.35, 0.2, 0.1])
    distance = np.hypot(*(at - CENTRE).T)
    rent = seats * 900 * np.interp(distance, [0, 4, 10, 18], [2.0, 1.4, 0.9, 0.6]) * rng.lognormal(0, 0.15, n)
    return {
        "网点编号": "W" + digits(np.arange(1, n + 1), 4),
        "名称": np.array([f"{station.name.zh}站" for station in stations], dtype=object),
        "经度": _texts(places[:, 0]),
        "纬度": _texts(places[:, 1]),
        "坐标系": np.full(n, "GCJ-02", dtype=object),
        "可容纳人数": _texts(seats),
        "月成本": _texts(rent.round(-2).astype(np.int64)),
    }


def gazetteer_table(places: Communities, rng: np.random.Generator) -> Table:
    """gazetteer.csv: 97 % of the communities, in BD-09, with short
    district names and that of the merged one."""
    listed = rng.random(len(places)) >= _NOT_LISTED
    short = np.array([name.zh.removesuffix("新区").removesuffix("区") for name in DISTRICTS], dtype=object)
    district = np.where(merged(places), "荻洲", short[places.district])
    position = bd09(degrees(places.at))
    table = {
        "小区名称": places.names,
        "区": district,
        "商圈": places.circle,
        "经度": _texts(position[:, 0]),
        "纬度": _texts(position[:, 1]),
        "坐标系": np.full(len(places), "BD-09", dtype=object),
    }
    return {header: column[listed] for header, column in table.items()}


def product_table(year: int) -> Table:
    """products.csv in a year."""
    columns = {
        "险种代码": [p.code for p in PRODUCTS],
        "险种名称": [p.name for p in PRODUCTS],
        "险种大类": [CATEGORIES[p.category] for p in PRODUCTS],
        "需求类别": [p.need for p in PRODUCTS],
        "投保年龄下限": [str(p.ages[0]) for p in PRODUCTS],
        "投保年龄上限": [str(p.ages[1]) for p in PRODUCTS],
        "最低年缴保费": [str(p.premiums[0]) for p in PRODUCTS],
        "最高年缴保费": [str(p.premiums[1]) for p in PRODUCTS],
        "缴费年期": ["|".join(_pay_years(years) for years in p.pay_years) for p in PRODUCTS],
        "起售年份": [str(p.sold[0]) for p in PRODUCTS],
        "停售年份": ["" if p.sold[1] > _STILL_SOLD else str(p.sold[1]) for p in PRODUCTS],
        "在售": ["否" if p.sold[1] < year else "是" for p in PRODUCTS],
    }
    return {header: np.array(column, dtype=object) for header, column in columns.items()}


def _pay_years(years: int) -> str:
    return "趸缴" if years == 1 else str(years)


def _texts(values: np.typing.ArrayLike) -> np.typing.NDArray[np.object_]:
    return np.array([str(value) for value in np.asarray(values).tolist()], dtype=object)
