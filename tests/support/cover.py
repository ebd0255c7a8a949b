"""People with cover, products and specialists for tests of review and recommendation, without a database."""

from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from gridward.book.public import ContractState
from gridward.recommendation.facts import About, Held, Product, Seller


def held(word: str = "身故保障", total: int | None = 300_000, **more: Any) -> Held:
    """A policy in force that he pays for and is insured under."""
    values: dict[str, Any] = {
        "policy_id": 1,
        "policy_no": "P1",
        "product_code": "0000",
        "product_name": "某保险",
        "category": "寿险",
        "state": ContractState.IN_FORCE,
        "holds": True,
        "insured": True,
        "premium_a_year": Decimal(1200),
    }
    return Held(**values | {"word": word, "sum_insured": None if total is None else Decimal(total)} | more)


def about(**more: Any) -> About:
    """A man of 38 with 150,000 yuan a year, married, one child, without any cover."""
    values: dict[str, Any] = {
        "age": 38,
        "income": 150_000,
        "income_band": "10-20万",
        "children": 1,
        "married": True,
        "policies": (),
    }
    return About(**values | more)


def product(
    code: str, word: str, ages: tuple[int, int] = (18, 60), premium: int | None = 200, **more: Any
) -> Product:
    """A product on sale."""
    lowest = None if premium is None else Decimal(premium)
    return Product(**{
        "product_code": code, "name": f"产品{code}", "word": word, "age_from": ages[0], "age_to": ages[1],
        "premium_from": lowest, "pay_years": ("10", "20"), **more,
    })  # fmt: skip


ON_SALE = (
    product("2103", "身故保障", (18, 55), 200),
    product("2104", "财富传承", (0, 65), 3000),
    product("2203", "重疾保障", (0, 60), 900),
    product("2205", "防癌", (50, 75), 800),
    product("2302", "医疗费用", (0, 65), 150),
    product("2303", "医疗费用", (55, 75), 600),
    product("2404", "养老", (25, 65), 1000),
    product("2501", "意外保障", (0, 65), 100),
)
"""What the demo's insurer sells of what may be recommended, and two that may not."""

SELLER = Seller(frozenset({"执业证", "养老规划师"}), "在岗")


@st.composite
def people(draw: st.DrawFn) -> About:
    """Anybody, of whom anything may not be recorded."""
    words = st.sampled_from(["身故保障", "重疾保障", "医疗费用", "意外保障", "养老", "防癌", "理财", None])
    policies = tuple(
        held(draw(words), draw(st.none() | st.integers(0, 5_000_000)), policy_id=number,
             state=draw(st.sampled_from(sorted(ContractState))), holds=draw(st.booleans()),
             insured=draw(st.booleans()),
             premium_a_year=draw(st.none() | st.integers(0, 60_000).map(Decimal)))
        for number in range(draw(st.integers(0, 5)))
    )  # fmt: skip
    return about(
        age=draw(st.none() | st.integers(0, 100)),
        income=draw(st.none() | st.sampled_from([40_000, 150_000, 700_000])),
        children=draw(st.none() | st.integers(0, 4)),
        married=draw(st.none() | st.booleans()),
        policies=policies,
    )
