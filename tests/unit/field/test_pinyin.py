"""Names as they are typed: a surname as it is said, and as its character is said elsewhere."""

import pytest

from gridward.field.sync.pinyin import spellings


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("王小明", ["wangxiaoming", "wxm"]),
        ("曾国强", ["zengguoqiang", "zgq", "cengguoqiang", "cgq"]),
        ("单 雄", ["shanxiong", "sx", "danxiong", "dx"]),
        ("尉迟恭", ["yuchigong", "ycg", "weichigong", "wcg"]),
        ("欧阳曾", ["ouyangceng", "oyc"]),
        ("Ａnna Lee", ["annalee", "annalee"]),
        ("曾", ["zeng", "z", "ceng", "c"]),
        ("", ["", ""]),
    ],
)
def test_a_name_is_spelled_as_it_is_said(name: str, found: list[str]) -> None:
    assert spellings(name) == found
