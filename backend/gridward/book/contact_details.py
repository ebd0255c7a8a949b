"""How a customer is reached, as the book keeps it: written by an import, or corrected by what he confirmed himself."""

import unicodedata
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.book.telephones import all_digits, landline_key, mobile_key, plain_mobile
from gridward.kernel.masking import mask_address, mask_mobile
from gridward.platform.crypto import Cipher, cipher

DETAILS = ("mobile", "landline", "address", "postcode")
"""The fields by which somebody is reached."""


def same_detail(name: str, one: str, other: str) -> bool:
    """Whether two values of a field say the same, however they are written."""
    plain = _PLAIN.get(name, _without_spaces)
    return plain(one) == plain(other)


@dataclass(frozen=True)
class ReachedAt:
    """How a customer number says that its person is reached."""

    customer_id: int
    customer_no: str
    row_hash: UUID
    """Of the row as it was delivered last: a correction does not change it."""
    details: Mapping[str, str] = field(repr=False)
    """By field, in the clear; empty text where there is none."""


_STORED = """
    SELECT id, customer_no, row_hash, mobile_sealed, landline_sealed, address_sealed, postcode FROM book.customer
    WHERE id = ANY(:ids) ORDER BY id
"""


async def contact_details(
    session: AsyncSession, customer_ids: Collection[int], *, lock: bool = False
) -> list[ReachedAt]:
    """The details of some customer numbers in the clear; `lock` keeps an import from writing them meanwhile."""
    rows = await session.execute(
        text(f"{_STORED} FOR UPDATE" if lock else _STORED), {"ids": sorted(customer_ids)}
    )
    return [ReachedAt(row.id, row.customer_no, row.row_hash, _opened(row, cipher())) for row in rows.all()]


async def correct_details(session: AsyncSession, customer: ReachedAt, values: Mapping[str, str]) -> None:
    """Put corrected values into a customer number's row, sealed, masked and with the keys that an import gives them."""
    columns = _columns(cipher(), customer.customer_no, values)
    changes = ", ".join(f"{name} = :{name}" for name in columns)
    await session.execute(
        text(f"UPDATE book.customer SET {changes} WHERE id = :id"), {**columns, "id": customer.customer_id}
    )


def address_key(address: str) -> UUID:
    """By which a place knows whether the address is still the one that it was found for."""
    return cipher().fingerprint(address, "address")


def _columns(box: Cipher, number: str, values: Mapping[str, str]) -> dict[str, Any]:
    columns: dict[str, Any] = {
        f"{name}_sealed": box.seal(value, f"book.customer.{name}/{number}")
        for name, value in values.items()
        if name != "postcode"
    }
    if "mobile" in values:
        columns |= {
            "mobile_masked": mask_mobile(values["mobile"]),
            "mobile_key": mobile_key(values["mobile"]),
        }
    if "landline" in values:
        columns["landline_key"] = landline_key(values["landline"])
    if "address" in values:
        columns |= {
            "address_masked": mask_address(values["address"]),
            "address_key": address_key(values["address"]),
        }
    if "postcode" in values:
        columns["postcode"] = values["postcode"]
    return columns


def _opened(row: Any, box: Cipher) -> dict[str, str]:
    found = {"postcode": row.postcode or ""}
    for name in ("mobile", "landline", "address"):
        sealed = getattr(row, f"{name}_sealed")
        found[name] = box.open(sealed, f"book.customer.{name}/{row.customer_no}") if sealed else ""
    return found


def _without_spaces(value: str) -> str:
    return "".join(unicodedata.normalize("NFKC", value).split())


_PLAIN: dict[str, Callable[[str], str]] = {"mobile": plain_mobile, "landline": all_digits}
