"""From delivered text to the text that COPY takes. Each parser maps one value; a `Fault` says what is wrong with it."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from gridward.geo.frames import parse_frame
from gridward.kernel.clock import today
from gridward.kernel.errors import GridwardError

NULL = "\\N"
_NULL_DATES = {
    "0",
    "00000000",
    "0000-00-00",
    "1900-01-01",
    "19000101",
    "9999-12-31",
    "99991231",
    "无",
    "-",
    "NULL",
    "null",
}
_DATE = re.compile(r"(\d{4})(?:[-/.](\d{1,2})[-/.](\d{1,2})|(\d{2})(\d{2})|年(\d{1,2})月(\d{1,2})日?)")
_TIME = re.compile(r"[ T](\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")
_GRADE = re.compile(r"[Pp]?([1-5])级?")
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
_LAST_YEAR = 2200
_LEAST_SHARE = 0.05


@dataclass(frozen=True)
class Fault:
    """A value that is not what its column should hold."""

    code: str
    detail: str
    repaired: str | None = None
    """What is stored instead; without it the row is refused."""


Parser = Callable[[str], str | Fault]
"""From a delivered value to COPY text."""


def text(value: str) -> str | Fault:
    """Text as delivered, without spaces around it; empty text is null."""
    value = value.strip()
    return value.translate(_ESCAPES) if value else NULL


def date_text(value: str) -> str | Fault:
    """A day in any of the usual styles: `20190123`, `2019-01-23`, `2019/1/23`, `2019年1月23日`, with or without a time."""
    value = value.strip()
    if not value or value in _NULL_DATES:
        return NULL
    found = _DATE.match(unicodedata.normalize("NFKC", value))
    if found is not None:
        year, *parts = found.groups()
        month, day = (part for part in parts if part is not None)
        try:
            if int(year) <= _LAST_YEAR:
                return date(int(year), int(month), int(day)).isoformat()
        except ValueError:
            return Fault("import.impossible_date", f"There is no day {value}.")
    return Fault("import.not_a_date", f"'{value}' is not a date.")


def birthday_text(value: str) -> str | Fault:
    """A day of birth. One to come, or one that stands for none (`0000-00-00`), is none: nobody should greet on it."""
    day = date_text(value)
    stands_for_none = day == NULL and value.strip()
    if stands_for_none or (isinstance(day, str) and day != NULL and date.fromisoformat(day) > today()):
        return Fault("import.impossible_date", f"Nobody was born on {value.strip()}.")
    return day


def moment_text(value: str) -> str | Fault:
    """A day with a time, in the policies' time zone."""
    value = value.strip()
    day = date_text(value)
    if isinstance(day, Fault) or day == NULL:
        return day
    time = _TIME.search(value)
    if time is None:
        return f"{day} 00:00:00+08"
    hour, minute, second = time[1], time[2], time[3] or "00"
    if int(hour) > 23 or int(minute) > 59 or int(second) > 59:
        return Fault("import.impossible_date", f"There is no time {value}.")
    return f"{day} {hour}:{minute}:{second}+08"


def number_text(value: str) -> str | Fault:
    """A number, with or without thousands separators and in any width."""
    value = value.strip()
    if not value:
        return NULL
    plain = value if value.isascii() else unicodedata.normalize("NFKC", value)
    plain = plain.replace(",", "").removeprefix("¥")
    if _NUMBER.fullmatch(plain):
        return plain
    return Fault("import.not_a_number", f"'{value}' is not a number.")


def whole_text(value: str) -> str | Fault:
    """A whole number."""
    number = number_text(value)
    if isinstance(number, Fault) or number == NULL:
        return number
    whole, _, fraction = number.partition(".")
    if fraction.strip("0"):
        return Fault("import.not_a_number", f"'{value}' is not a whole number.")
    return whole


def grade_text(value: str) -> str | Fault:
    """A product grade, `P1` to `P5`, as its number."""
    plain = unicodedata.normalize("NFKC", value.strip())
    if not plain:
        return NULL
    found = _GRADE.fullmatch(plain)
    return found[1] if found else Fault("import.unknown_value", f"'{value}' is no grade of P1 to P5.")


def share_text(value: str) -> str | Fault:
    """A share of full time, `0.6`, `60%` or `60`, as a number of 0.05 to 1."""
    plain = unicodedata.normalize("NFKC", value.strip())
    number = number_text(plain.removesuffix("%"))
    if isinstance(number, Fault) or number == NULL:
        return number
    share = float(number)
    # What is too much of full time and too little as percent, as 1.2, is neither.
    if plain.endswith("%") or share >= 100 * _LEAST_SHARE:
        share /= 100
    if _LEAST_SHARE <= share <= 1:
        return f"{share:.3f}"
    return Fault("import.not_a_number", f"'{value}' is no share of full time.")


def most_text(value: str) -> str | Fault:
    """The most of something: a whole number from 1 on."""
    number = whole_text(value)
    if isinstance(number, Fault) or number == NULL or 1 <= float(number) < 2**31:
        return number
    return Fault("import.not_a_number", f"'{value}' is not a number from 1 on.")


def tags_text(value: str) -> str | Fault:
    """`a|b` as a PostgreSQL array."""
    tags = [tag.strip() for tag in value.split("|") if tag.strip()]
    quoted = ",".join('"' + tag.replace("\\", "\\\\").replace('"', '\\"') + '"' for tag in tags)
    return ("{" + quoted + "}").translate(_ESCAPES)


def frame_text(value: str) -> str | Fault:
    """A frame of coordinates in any of its spellings."""
    try:
        return parse_frame(value).value
    except GridwardError as error:
        return Fault("import.unknown_frame", error.detail)


def one_of(values: Mapping[str, str], *, optional: bool = False) -> Parser:
    """A word of a list, by the mapping's table. An unknown optional word is dropped and reported."""

    def parse(value: str) -> str | Fault:
        value = unicodedata.normalize("NFKC", value.strip())
        if not value:
            return NULL
        word = values.get(value, values.get(value.upper()))
        if word is not None:
            return word
        return Fault(
            "import.unknown_value",
            f"'{value}' is not a word known for this column.",
            NULL if optional else None,
        )

    return parse


def required(parse: Parser) -> Parser:
    """Refuses the row where the value is empty."""

    def parse_required(value: str) -> str | Fault:
        parsed = parse(value)
        return Fault("import.missing_value", "The value is missing.") if parsed == NULL else parsed

    return parse_required


def lenient(parse: Parser) -> Parser:
    """Drops a value that is wrong, and reports it, where the row is worth keeping without it."""

    def parse_lenient(value: str) -> str | Fault:
        parsed = parse(value)
        return (
            Fault(parsed.code, parsed.detail, parsed.repaired or NULL)
            if isinstance(parsed, Fault)
            else parsed
        )

    return parse_lenient
