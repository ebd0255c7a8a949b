"""What may stand in a contact detail, and how it is shown. Comparing and storing are the book's."""

import re
import unicodedata
from collections.abc import Callable, Mapping

from gridward.book.public import plain_mobile
from gridward.kernel.errors import Invalid
from gridward.kernel.masking import mask_address, mask_mobile

_MOBILE = re.compile(r"1[3-9]\d{9}")
_LANDLINE = re.compile(r"(0\d{2,3}-?)?\d{7,8}(-\d{1,6})?")
_POSTCODE = re.compile(r"\d{6}")
_SHORTEST_ADDRESS, _LONGEST_ADDRESS = 6, 200
_HINTS = {
    "mobile": "A mobile number has eleven digits and begins with 1.",
    "landline": "Write it with its area code: 021-12345678.",
    "address": f"Write {_SHORTEST_ADDRESS} to {_LONGEST_ADDRESS} characters: district, community, building, room.",
    "postcode": "A postcode has six digits.",
}


def checked(values: Mapping[str, str | None]) -> dict[str, str]:
    """The details that were given, as they are stored. Raises `service.invalid_detail`."""
    found = {}
    for name, value in values.items():
        if value is None:
            continue
        stored = _CHECKS[name](value)
        if stored is None:
            raise Invalid("service.invalid_detail", f"This is no {name}.", _HINTS[name], field=name)
        found[name] = stored
    return found


def mask_detail(name: str, value: str) -> str:
    """A detail as a list may show it."""
    if not value:
        return ""
    if name == "mobile":
        return mask_mobile(value)
    if name == "address":
        return mask_address(value)
    return "*" * (len(value) - 2) + value[-2:]


def _mobile(value: str) -> str | None:
    plain = plain_mobile(value)
    return plain if _MOBILE.fullmatch(plain) else None


def _landline(value: str) -> str | None:
    plain = "".join(unicodedata.normalize("NFKC", value).split())
    return plain if _LANDLINE.fullmatch(plain) else None


def _address(value: str) -> str | None:
    plain = " ".join(value.split())
    fits = _SHORTEST_ADDRESS <= len(plain) <= _LONGEST_ADDRESS
    return plain if fits and plain.isprintable() else None


def _postcode(value: str) -> str | None:
    plain = unicodedata.normalize("NFKC", value).strip()
    return plain if _POSTCODE.fullmatch(plain) else None


_CHECKS: dict[str, Callable[[str], str | None]] = {
    "mobile": _mobile,
    "landline": _landline,
    "address": _address,
    "postcode": _postcode,
}
