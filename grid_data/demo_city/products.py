"""What the insurer sells and sold: twenty invented products, who may buy them and on what terms."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from grid_data.demo_city.calendar import Days, years_of

LIFE, ILLNESS, MEDICAL, ANNUITY, ACCIDENT, UNIVERSAL = range(6)
CATEGORIES: Final = ("寿险", "重疾", "医疗", "年金", "意外", "万能")
_USUAL_PREMIUM: Final = np.array([5000, 4800, 900, 9200, 430, 6400.0])
_LIKING: Final = np.array([1.1, 1.3, 1.1, 0.9, 0.7, 0.4])
FOR_LIFE: Final = 200


@dataclass(frozen=True)
class Product:
    """What is or was sold. `pay_years` 1 is a single premium; `cover_years` 200 is for life."""

    code: str
    name: str
    category: int
    need: str
    ages: tuple[int, int]
    premiums: tuple[int, int]
    pay_years: tuple[int, ...]
    sold: tuple[int, int]
    cover_years: int = FOR_LIFE


PRODUCTS: Final = (
    Product("2101", "潮生终身寿险", LIFE, "身故保障", (0, 60), (600, 150_000), (10, 20, 30), (2002, 2014)),
    Product(
        "2102", "潮生两全保险(分红型)", LIFE, "储蓄", (0, 60), (1000, 250_000), (1, 5, 10), (2002, 2016), 25
    ),
    Product("2103", "潮生定期寿险", LIFE, "身故保障", (18, 55), (200, 20_000), (10, 20), (2008, 2099), 20),
    Product(
        "2104", "云帆增额终身寿险", LIFE, "财富传承", (0, 65), (3000, 800_000), (1, 3, 5, 10), (2017, 2099)
    ),
    Product(
        "2201", "栎树重大疾病保险(2008)", ILLNESS, "重疾保障", (0, 55), (800, 60_000), (10, 20), (2008, 2015)
    ),
    Product(
        "2202", "栎树重大疾病保险(2015)", ILLNESS, "重疾保障", (0, 55), (800, 70_000), (15, 20), (2015, 2021)
    ),
    Product(
        "2203",
        "栎树重大疾病保险(2021)",
        ILLNESS,
        "重疾保障",
        (0, 60),
        (900, 80_000),
        (15, 20, 30),
        (2021, 2099),
    ),
    Product(
        "2204", "小舟少儿重疾保险", ILLNESS, "少儿重疾", (0, 17), (300, 15_000), (10, 15, 20), (2011, 2099)
    ),
    Product("2205", "栎树防癌疾病保险", ILLNESS, "防癌", (50, 75), (800, 20_000), (5, 10), (2014, 2099)),
    Product(
        "2301", "晨汐住院医疗保险", MEDICAL, "医疗费用", (0, 60), (200, 5000), (10, 20), (2006, 2018), 20
    ),
    Product("2302", "晨汐百万医疗保险", MEDICAL, "医疗费用", (0, 65), (150, 8000), (20,), (2018, 2099), 20),
    Product(
        "2303", "晨汐长者医疗保险", MEDICAL, "医疗费用", (55, 75), (600, 12_000), (10,), (2020, 2099), 10
    ),
    Product(
        "2401",
        "远灯年金保险(分红型)",
        ANNUITY,
        "养老",
        (0, 60),
        (2000, 400_000),
        (5, 10, 15),
        (2004, 2016),
        30,
    ),
    Product(
        "2402",
        "远灯年金保险(开年版)",
        ANNUITY,
        "养老",
        (0, 65),
        (5000, 900_000),
        (3, 5, 10),
        (2014, 2099),
        30,
    ),
    Product(
        "2403", "小舟教育年金保险", ANNUITY, "教育金", (0, 14), (2000, 200_000), (3, 5, 10), (2008, 2099), 25
    ),
    Product(
        "2404",
        "远灯专属养老保险",
        ANNUITY,
        "养老",
        (25, 65),
        (1000, 300_000),
        (1, 5, 10, 20),
        (2021, 2099),
        40,
    ),
    Product(
        "2501", "风帆意外伤害保险", ACCIDENT, "意外保障", (0, 65), (100, 3000), (10, 20), (2002, 2099), 20
    ),
    Product(
        "2502",
        "风帆驾乘意外保险(返还型)",
        ACCIDENT,
        "意外保障",
        (18, 60),
        (800, 9000),
        (10,),
        (2012, 2020),
        20,
    ),
    Product(
        "2601", "星槎终身寿险(万能型)", UNIVERSAL, "理财", (0, 60), (2000, 400_000), (1, 10, 20), (2005, 2017)
    ),
    Product(
        "2602", "星槎年金保险(万能账户)", UNIVERSAL, "理财", (0, 65), (1000, 800_000), (1, 3, 5), (2015, 2099)
    ),
)


def choose_products(issued: Days, age: NDArray[np.float64], rng: np.random.Generator) -> NDArray[np.int64]:
    """One of the products on sale that day for a person of that age; -1 where there is none."""
    year = years_of(issued)[:, None]
    first, last = np.array([p.sold for p in PRODUCTS]).T
    youngest, oldest = np.array([p.ages for p in PRODUCTS]).T
    weight = _LIKING[[p.category for p in PRODUCTS]] * ((year >= first) & (year <= last))
    weight = weight * ((age[:, None] >= youngest) & (age[:, None] <= oldest))
    edges = weight.cumsum(axis=1)
    chosen = (edges <= (rng.random(len(issued)) * edges[:, -1])[:, None]).sum(axis=1)
    return np.where(edges[:, -1] > 0, chosen, -1)


def agree_terms(
    product: NDArray[np.int64], income: NDArray[np.float64], rng: np.random.Generator
) -> tuple[NDArray[np.float64], NDArray[np.int64], NDArray[np.int64]]:
    """Yearly premium (a single premium is several years' worth),
    months between instalments, years of paying."""
    n = len(product)
    category = np.array([p.category for p in PRODUCTS])[product]
    longest = max(len(p.pay_years) for p in PRODUCTS)
    choices = np.array([[p.pay_years[at % len(p.pay_years)] for at in range(longest * 3)] for p in PRODUCTS])
    years = choices[product, rng.integers(0, longest * 3, n)]
    low, high = np.array([p.premiums for p in PRODUCTS]).T
    annual = _USUAL_PREMIUM[category] * (income / 105_000) ** 0.6 * np.exp(rng.normal(0, 0.5, n))
    annual = np.clip(annual, low[product], high[product]).round(-1)
    every = np.where(years == 1, 0, rng.choice([12, 6, 3, 1], n, p=[0.87, 0.03, 0.035, 0.065]))
    return np.where(every == 0, annual * 6, annual), every, years
