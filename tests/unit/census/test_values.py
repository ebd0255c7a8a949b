"""Delivered text becomes the text that COPY takes."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridward.census.importing.values import (
    NULL,
    Fault,
    birthday_text,
    date_text,
    grade_text,
    lenient,
    moment_text,
    most_text,
    number_text,
    one_of,
    required,
    share_text,
    tags_text,
    text,
    whole_text,
)
from gridward.kernel import clock


@pytest.mark.parametrize(
    "value",
    [
        "20190123",
        "2019-01-23",
        "2019/1/23",
        "2019.01.23",
        "2019年1月23日",
        "2019-01-23 00:00:00",
        " 2019/01/23 ",
    ],
)
def test_a_day_in_any_style(value: str) -> None:
    assert date_text(value) == "2019-01-23"


@given(st.dates(date(1900, 1, 2), date(2199, 12, 31)))
def test_every_day_in_every_style(day: date) -> None:
    styles = (
        day.isoformat(),
        day.strftime("%Y%m%d"),
        f"{day.year}/{day.month}/{day.day}",
        f"{day.year}年{day.month}月{day.day}日",
    )
    assert {date_text(style) for style in styles} == {day.isoformat()}


@pytest.mark.parametrize("value", ["2023-02-29", "20230431", "2023/13/1", "2023年0月1日", "1900-13-01"])
def test_a_day_that_never_was(value: str) -> None:
    fault = date_text(value)
    assert isinstance(fault, Fault) and fault.code == "import.impossible_date" and value in fault.detail


@pytest.mark.parametrize("value", ["soon", "12-03-2020", "2019", "99999-01-01", "2500-01-01"])
def test_what_is_no_day(value: str) -> None:
    fault = date_text(value)
    assert isinstance(fault, Fault) and fault.code == "import.not_a_date"


@pytest.mark.parametrize("value", ["", "  ", "0000-00-00", "00000000", "9999-12-31", "无"])
def test_days_that_stand_for_none(value: str) -> None:
    assert date_text(value) == NULL


@pytest.mark.parametrize("value", ["0000-00-00", "2086-01-01", "19000101"])
def test_nobody_was_born_tomorrow_or_never(value: str) -> None:
    with clock.frozen(datetime(2026, 11, 1, tzinfo=UTC)):
        fault = birthday_text(value)
    assert isinstance(fault, Fault) and fault.code == "import.impossible_date"


def test_birthdays() -> None:
    assert (birthday_text(""), birthday_text("1949/12/25")) == (NULL, "1949-12-25")


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        ("2026-01-02 3:04", "2026-01-02 3:04:00+08"),
        ("2026/1/2 13:04:05", "2026-01-02 13:04:05+08"),
        ("20260102", "2026-01-02 00:00:00+08"),
    ],
)
def test_moments_are_those_of_the_policies(value: str, moment: str) -> None:
    assert moment_text(value) == moment


def test_a_moment_that_never_was() -> None:
    assert isinstance(moment_text("2026-01-02 24:61"), Fault)


@pytest.mark.parametrize(
    ("value", "number"), [("1,234.50", "1234.50"), ("１２３", "123"), ("¥99", "99"), ("-3", "-3")]
)
def test_numbers(value: str, number: str) -> None:
    assert number_text(value) == number


@pytest.mark.parametrize("value", ["1e5", "--3", "12万", "nan", "1.2.3", "0x1"])
def test_what_is_no_number(value: str) -> None:
    assert isinstance(number_text(value), Fault)


def test_whole_numbers() -> None:
    assert whole_text("20.00") == "20"
    assert isinstance(whole_text("20.5"), Fault)


@given(st.text())
def test_text_never_breaks_out_of_its_column(value: str) -> None:
    parsed = text(value)
    assert isinstance(parsed, str)
    assert not set(parsed) & {"\t", "\n", "\r"}
    assert parsed == NULL or not parsed.replace("\\\\", "").endswith("\\")


def test_tags() -> None:
    assert tags_text("健身|旅游| ") == '{"健身","旅游"}'
    assert tags_text("") == "{}"


def test_words_by_the_mapping() -> None:
    parse = one_of({"男": "m", "M": "m"})
    assert (parse(" 男 "), parse("m"), parse("")) == ("m", "m", NULL)
    assert parse("？") == Fault("import.unknown_value", "'?' is not a word known for this column.")


def test_a_missing_value_refuses_and_a_wrong_one_may_be_dropped() -> None:
    assert required(text)("") == Fault("import.missing_value", "The value is missing.")
    dropped = lenient(date_text)("2023-02-30")
    assert isinstance(dropped, Fault) and dropped.repaired == NULL


@pytest.mark.parametrize(
    ("value", "grade"), [("P3", "3"), ("p1", "1"), ("Ｐ５", "5"), ("4级", "4"), ("2", "2"), (" ", NULL)]
)
def test_a_grade_is_one_of_five(value: str, grade: str) -> None:
    assert grade_text(value) == grade


@pytest.mark.parametrize("value", ["P0", "P6", "高级", "33"])
def test_another_word_is_no_grade(value: str) -> None:
    assert isinstance(grade_text(value), Fault)


@pytest.mark.parametrize(
    ("value", "share"),
    [("0.6", "0.600"), ("60%", "0.600"), ("80", "0.800"), ("1", "1.000"), ("100％", "1.000"), ("", NULL)],
)
def test_a_share_of_full_time_in_any_writing(value: str, share: str) -> None:
    assert share_text(value) == share


@pytest.mark.parametrize("value", ["0", "-0.5", "120%", "半天", "1.2", "2", "0.0001", "110"])
def test_another_number_is_no_share_of_full_time(value: str) -> None:
    assert isinstance(share_text(value), Fault)


def test_the_most_of_something_is_one_at_least() -> None:
    assert most_text("600") == "600" and most_text("") == NULL
    assert all(isinstance(most_text(value), Fault) for value in ("0", "-3", "1.5", "x", "9" * 12))
