"""Two records of one person have one key; two persons have two."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridward.book.identity_key import FiveFields, check_character, exact_text, normal_text, resident_number

_STEM = st.text(string.digits, min_size=17, max_size=17)


def _person(
    name: str = "唐俊斌",
    sex: str = "男",
    born: str = "1993-06-11",
    kind: str = "身份证",
    number: str = "339992199306116758",
) -> FiveFields:
    stem = number[:17]
    return FiveFields(name, sex, born, kind, stem + check_character(stem) if len(number) == 18 else number)


def test_the_published_example_of_the_standard() -> None:
    # GB 11643-1999, annex.
    assert check_character("11010519491231002") == "X"
    assert check_character("44052418800101001") == "4"


@given(_STEM)
def test_one_digit_wrong_is_seen(stem: str) -> None:
    number = stem + check_character(stem)
    assert resident_number(number) == number
    wrong = str((int(stem[3]) + 1) % 10)
    assert resident_number(number[:3] + wrong + number[4:]) is None


def test_the_old_number_is_the_new_one() -> None:
    old = "339992930611675"
    new = resident_number(old)
    assert new is not None and new.startswith("33999219930611675")
    assert normal_text(_person(number=old)) == normal_text(_person(number=new))


@pytest.mark.parametrize(
    "other",
    [
        _person(name=" 唐 俊斌"),
        _person(name="唐俊斌\u3000"),
        _person(born="1990-01-01"),
        _person(sex="女"),
        _person(kind="护照"),
    ],
)
def test_spaces_width_and_a_wrong_birthday_make_no_other_person(other: FiveFields) -> None:
    assert normal_text(other) == normal_text(_person())
    assert exact_text(other) != exact_text(_person())


@pytest.mark.parametrize(
    "other",
    [_person(name="唐俊武"), _person(number="339992199306116766"), _person(number="E12345678", kind="护照")],
)
def test_another_name_or_number_is_another_person(other: FiveFields) -> None:
    assert normal_text(other) != normal_text(_person())


def test_other_documents_need_all_five_fields() -> None:
    passport = _person(kind="护照", number="e1234 567")
    assert normal_text(passport) == normal_text(_person(kind="护照", number="Ｅ1234567"))
    assert normal_text(passport) != normal_text(_person(kind="护照", number="E1234567", born="1990-01-01"))


@pytest.mark.parametrize("person", [_person(number=""), _person(name=" "), _person(number="  ")])
def test_without_name_or_number_nobody_is_told_apart(person: FiveFields) -> None:
    assert normal_text(person) is None and exact_text(person) is None
