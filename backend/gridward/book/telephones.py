"""Telephone numbers as they are looked up, however they are written."""

import re
import unicodedata
from uuid import UUID

from gridward.platform.crypto import cipher

_LONGEST_LOCAL = 8
_AREA = re.compile(r"0(10|2\d|[3-9]\d\d)")
_EXTENSION = re.compile(r"转|[#*xX]|(?<=\d{7})-")


def all_digits(value: str) -> str:
    """The digits of a number, half width."""
    return "".join(filter(str.isdigit, unicodedata.normalize("NFKC", value)))


def plain_mobile(value: str) -> str:
    """A mobile number without the country."""
    digits = all_digits(value)
    return digits.removeprefix("86") if len(digits) == 13 else digits


def plain_landline(value: str) -> str:
    """A landline's number without country, area code and extension.

    Files leave the area code out as often as not, and a number is looked for in the cities of whoever asks.
    """
    digits = all_digits(_EXTENSION.split(unicodedata.normalize("NFKC", value), maxsplit=1)[0])
    if digits.startswith("86") and len(digits) > _LONGEST_LOCAL:
        digits = f"0{digits.removeprefix('86').removeprefix('0')}"
    area = _AREA.match(digits)
    return digits[area.end() :] if area is not None else digits


def mobile_key(mobile: str) -> UUID:
    """By which a mobile number is found among customers and agents."""
    return cipher().fingerprint(plain_mobile(mobile), "mobile")


def landline_key(landline: str) -> UUID:
    """By which a landline is found among customers."""
    return cipher().fingerprint(plain_landline(landline), "landline")
