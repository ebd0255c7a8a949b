"""Telephone numbers as they are looked up."""

import pytest

from gridward.book.telephones import plain_landline, plain_mobile


@pytest.mark.parametrize(
    "written",
    [
        "021-62345678", "02162345678", "62345678", "０２１－６２３４５６７８", "(021) 6234 5678", "+86 21 6234 5678",
        "+86-021-62345678", "021-62345678-801", "62345678转801", "62345678*801",
    ],
)  # fmt: skip
def test_a_landline_is_the_same_however_it_is_written(written: str) -> None:
    assert plain_landline(written) == "62345678"


@pytest.mark.parametrize(
    ("written", "local"),
    [
        ("010-86123456", "86123456"),
        ("86123456", "86123456"),
        ("0570-3123456", "3123456"),
        ("0570 3123456-12", "3123456"),
        ("", ""),
    ],
)
def test_area_codes_have_two_or_three_digits_behind_the_zero(written: str, local: str) -> None:
    assert plain_landline(written) == local


def test_a_mobile_number_comes_without_its_country() -> None:
    assert plain_mobile("+86 138 0000 4321") == plain_mobile("１３８００００４３２１") == "13800004321"
