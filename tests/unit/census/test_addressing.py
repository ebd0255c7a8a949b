"""Which community an address names, and how sure that is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridward.census.addressing import Gazetteer, Match, match_address, written_city

DISTRICTS = ("静安区", "浦东新区", "黄浦区")
STATED = {"静安区": 0, "静安": 0, "闸北区": 0, "闸北": 0, "浦东新区": 1, "浦东": 1, "黄浦区": 2, "黄浦": 2}
PLACES = [
    ("静安豪景", 0, (0.0, 0.0)),
    ("阳光花园", 0, (1_000.0, 0.0)),
    ("阳光花园", 1, (9_000.0, 0.0)),
    ("河滨城市花园", 1, (9_500.0, 0.0)),
    ("金地", 1, (9_800.0, 0.0)),
    ("金地(三期)", 1, (9_900.0, 400.0)),
    ("上海康城", 2, (5_000.0, 0.0)),
    ("瑞金新村", 2, (5_500.0, 0.0)),
    ("新天地公寓", 2, (5_600.0, 0.0)),
    ("双子苑", 2, (5_700.0, 0.0)),
    ("双子苑", 2, (8_700.0, 0.0)),
    ("重名苑", 2, (5_000.0, 5_000.0)),
    ("重名苑", 2, (5_100.0, 5_000.0)),
]
NAMES = [name for name, _, _ in PLACES]
GAZETTEER = Gazetteer.of(
    "上海市",
    "上海",
    STATED,
    NAMES,
    [where for _, where, _ in PLACES],
    [xy for _, _, xy in PLACES],
    ["淮海中路", ""],
)


def _found(address: str) -> tuple[str, str | None, str | None]:
    """Precision, reason, and the community's name."""
    match = match_address(address, GAZETTEER)
    return match.precision, match.reason, NAMES[match.community] if match.community >= 0 else None


@pytest.mark.parametrize(
    ("address", "community"),
    [
        ("上海市静安区静安豪景12号301室", 0),
        ("上海市静安区阳光花园3号", 1),
        ("上海市浦东新区阳光花园3号", 2),
        ("浦东阳光花园3号", 2),
        ("上海市闸北区静安豪景8号", 0),
        ("上海上海市黄浦区上海康城5号", 6),
        ("上海市黄浦区淮海中路新天地公寓1201", 8),
        ("上海市　黄浦区 瑞金新村，88弄２号", 7),
        ("上海市浦东新区河滨城市花园", 3),
        ("上海市浦东新区金地(三期)5号", 5),
        ("上海市浦东新区金地（三期）5号", 5),
        ("上海市浦东新区曹路镇河滨城市花园6号", 3),
        ("上海市浦东新区民雷路99弄河滨城市花园6号", 3),
    ],
)
def test_a_name_that_stands_there(address: str, community: int) -> None:
    match = match_address(address, GAZETTEER)
    assert (match.precision, match.reason, match.community) == ("exact", None, community)


def test_one_name_listed_twice_close_together_is_one_place() -> None:
    assert _found("上海市黄浦区重名苑1号") == ("exact", None, "重名苑")


@pytest.mark.parametrize(
    ("address", "community"),
    [
        ("上海市浦东新区河滨城市花圆6号", "河滨城市花园"),
        ("上海市浦东新区河宾城市花园6号", "河滨城市花园"),
        ("上海市浦东新区河滨城市6号", "河滨城市花园"),
        ("上海市浦东新区滨河城市花园6号", "河滨城市花园"),
        ("上海市黄浦区新天地6号", "新天地公寓"),
    ],
)
def test_one_slip_is_forgiven_within_the_stated_district(address: str, community: str) -> None:
    assert _found(address) == ("fuzzy", None, community)
    assert _found(address.replace("浦东新区", "静安区").replace("黄浦区", "静安区"))[0] == "district"


@pytest.mark.parametrize(
    ("address", "precision", "reason"),
    [
        ("", "none", "no_address"),
        ("   ", "none", "no_address"),
        ("江苏省苏州市姑苏区金帝名园1号", "none", "outside_city"),
        ("北京市朝阳区某某里1号", "none", "outside_city"),
        ("上海市瑞京新村附近", "none", "unknown_district"),
        ("上海市黄浦区南桥附近", "district", "district_only"),
        ("上海市黄浦区某某不知名小区1号", "district", "no_community"),
        ("上海市某某不知名小区1号", "none", "unknown_district"),
        ("上海市静安区瑞金新村3号", "district", "position_conflict"),
        ("上海市黄浦区双子苑3号", "fuzzy", "fuzzy_ambiguous"),
        # Somebody of the third phase may well write it without.
        ("上海市浦东新区金地5号", "fuzzy", "fuzzy_ambiguous"),
        ("上海市阳光花园3号", "fuzzy", "fuzzy_ambiguous"),
    ],
)
def test_what_a_person_must_look_at(address: str, precision: str, reason: str) -> None:
    assert _found(address)[:2] == (precision, reason)


def test_a_neighbour_is_no_slip() -> None:
    gazetteer = Gazetteer.of("上海市", "上海", STATED, ["瑞金第一新村"], [2], [(0.0, 0.0)], [])
    assert match_address("上海市黄浦区瑞金第二新村1号", gazetteer).precision == "district"


def test_a_name_inside_a_longer_word_is_no_name() -> None:
    assert _found("上海市浦东新区金地名都城5号")[2] != "金地"


@given(st.sampled_from(PLACES), st.integers(1, 300), st.integers(101, 3_000), st.booleans(), st.booleans())
def test_every_whole_address_finds_its_community(
    place: tuple[str, int, tuple[float, float]], house: int, room: int, city: bool, wide: bool
) -> None:
    name, district, _ = place
    address = f"{'上海市' if city else ''}{DISTRICTS[district]}{name}{house}号{room}室"
    if wide:
        address = address.translate({ord("0") + n: ord("０") + n for n in range(10)})
    match = match_address(address, GAZETTEER)
    assert NAMES[match.community] == name and match.district == district


@given(st.text())
def test_any_text_gets_an_answer(text: str) -> None:
    match = match_address(text, GAZETTEER)
    assert isinstance(match, Match)
    assert match.precision in {"exact", "fuzzy", "district", "none"}
    assert (match.reason is None) == (match.precision in {"exact", "fuzzy"} and match.score >= 0.8)


def test_a_city_of_another_name_goes_by_the_one_in_its_addresses() -> None:
    addresses = ["上海市静安区一路1号", "上海市黄浦区二路2号", "江苏省苏州市姑苏区三路3号", "静安区四路4号"]
    assert written_city(addresses[:3], "Shanghai") == "上海"
    assert written_city(addresses[:3], "上海") == "上海"
    assert written_city(addresses[2:3], "sz") == "苏州"
    assert written_city(addresses, "x") == "x"  # half of them are not most
    assert written_city([], "上海") == "上海"
