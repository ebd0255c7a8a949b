"""Personal data on its way into the book: sealed, masked, and hashed for look-up."""

import hashlib
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from gridward.book.public import FiveFields, exact_text, normal_text, plain_landline, plain_mobile
from gridward.census.importing.columns import Chunked
from gridward.census.importing.values import NULL, Fault, date_text
from gridward.kernel.masking import mask_address, mask_id_number, mask_mobile, mask_name
from gridward.platform.crypto import Cipher

_LOADER = 2
"""Raised when the way from delivered text to the book changes, so that unchanged rows are loaded anew."""
_ORGANISATION = {"统一社会信用代码", "组织机构代码", "营业执照", "税务登记证"}


class Sealer:
    """Seals whole columns with one cipher."""

    def __init__(self, cipher: Cipher) -> None:
        self._cipher = cipher
        self._row_key = cipher.hash_key(f"row {_LOADER}")
        self._token = lru_cache(100_000)(lambda text: cipher.token(text, "name"))
        self._tokens = lru_cache(50_000)(self._tokens_of)

    def sealed(self, values: Sequence[str], column: str, keys: Sequence[str]) -> list[str]:
        """Each value sealed for its own row, as COPY text; `column` is `book.customer.name`, `keys` the rows' numbers."""
        seal = self._cipher.seal
        return [
            f"\\\\x{seal(value, f'{column}/{key}').hex()}" if value else NULL
            for value, key in zip(values, keys, strict=True)
        ]

    def fingerprints(self, values: Iterable[str | None], purpose: str) -> list[str]:
        """The keyed hash of each value; null for none."""
        fingerprint = self._cipher.fingerprint_text
        return [fingerprint(value, purpose) if value else NULL for value in values]

    def row_hashes(self, rows: Iterable[Iterable[str]]) -> list[str]:
        """A keyed hash of each row's fields, the same whatever the encoding and the order of the columns."""
        key = self._row_key
        return [
            hashlib.blake2b("\x1f".join(row).encode("utf-8", "replace"), digest_size=16, key=key).hexdigest()
            for row in rows
        ]

    def name_tokens(self, names: Sequence[str]) -> list[str]:
        """For each name the hashes by which it is searched, as COPY text of a `bigint[]`."""
        return [*map(self._tokens, names)]

    def _tokens_of(self, name: str) -> str:
        return "{" + ",".join(str(self._token(token)) for token in name_tokens(name)) + "}"


def name_tokens(name: str) -> list[str]:
    """What a name is found by: each two neighbouring characters, the whole name, and the initials of its pinyin."""
    plain = "".join(unicodedata.normalize("NFKC", name).lower().split())
    if not plain:
        return []
    pairs = {plain[i : i + 2] for i in range(len(plain) - 1)}
    initials = "".join(_initial(character) for character in plain)
    return sorted(pairs | {plain, plain[0], f"~{initials}"})


@lru_cache(20_000)
def _initial(character: str) -> str:
    from pypinyin import Style, pinyin  # noqa: PLC0415 - a quarter of a second that only names need

    return str(pinyin(character, style=Style.FIRST_LETTER, errors=lambda other: other)[0][0])


def plain_id_number(value: str) -> str:
    """A document's number as it is looked up."""
    return "".join(unicodedata.normalize("NFKC", value).split()).upper()


def person_columns(chunk: Chunked, sealer: Sealer) -> dict[str, list[str]]:
    """The columns of a customer that hold or stand for personal data."""
    numbers = _stripped(chunk.get("customer_no"))
    names, addresses = _stripped(chunk.get("name")), _stripped(chunk.get("address"))
    ids, mobiles = _stripped(chunk.get("id_number")), _stripped(chunk.get("mobile"))
    landlines = _stripped(chunk.get("landline"))
    id_types = _stripped(chunk.get("id_type"))
    birthdays = map(_birthday, chunk.get("born_on"))
    people = [
        FiveFields(*five) for five in zip(names, chunk.get("sex"), birthdays, id_types, ids, strict=True)
    ]
    return {
        "name_sealed": sealer.sealed(names, "book.customer.name", numbers),
        "name_masked": _masked(names, mask_name),
        "name_tokens": sealer.name_tokens(names),
        "is_organisation": ["t" if id_type in _ORGANISATION else "f" for id_type in id_types],
        "id_number_sealed": sealer.sealed(ids, "book.customer.id_number", numbers),
        "id_number_masked": _masked(ids, mask_id_number),
        "id_number_key": sealer.fingerprints(map(plain_id_number, ids), "id_number"),
        "mobile_sealed": sealer.sealed(mobiles, "book.customer.mobile", numbers),
        "mobile_masked": _masked(mobiles, mask_mobile),
        "mobile_key": sealer.fingerprints(map(plain_mobile, mobiles), "mobile"),
        "landline_sealed": sealer.sealed(landlines, "book.customer.landline", numbers),
        "landline_key": sealer.fingerprints(map(plain_landline, landlines), "landline"),
        "address_sealed": sealer.sealed(addresses, "book.customer.address", numbers),
        "address_masked": _masked(addresses, mask_address),
        "address_key": sealer.fingerprints(addresses, "address"),
        "exact_identity_key": sealer.fingerprints(map(exact_text, people), "identity.exact"),
        "normal_identity_key": sealer.fingerprints(map(normal_text, people), "identity.normal"),
    }


@lru_cache(50_000)
def _birthday(value: str) -> str:
    """The day that is meant: branches write it in their own styles, and Excel and Parquet make a day of any of them."""
    day = date_text(value)
    return value.strip() if isinstance(day, Fault) or day == NULL else day


def agent_columns(chunk: Chunked, sealer: Sealer) -> dict[str, list[str]]:
    """The columns of an agent that hold or stand for personal data."""
    numbers = _stripped(chunk.get("agent_no"))
    names, mobiles = _stripped(chunk.get("name")), _stripped(chunk.get("mobile"))
    return {
        "name_sealed": sealer.sealed(names, "book.agent.name", numbers),
        "name_masked": _masked(names, mask_name),
        "mobile_sealed": sealer.sealed(mobiles, "book.agent.mobile", numbers),
        "mobile_masked": _masked(mobiles, mask_mobile),
        "mobile_key": sealer.fingerprints(map(plain_mobile, mobiles), "mobile"),
    }


def note_column(chunk: Chunked, sealer: Sealer, column: str, keys: Sequence[str]) -> dict[str, list[str]]:
    """A free text about a customer: whoever wrote it may have written anything into it."""
    return {"note_sealed": sealer.sealed(_stripped(chunk.get("note")), column, keys)}


def _stripped(values: Sequence[str]) -> list[str]:
    return [value.strip() for value in values]


def _masked(values: Sequence[str], mask: Callable[[str], str]) -> list[str]:
    # Masked text is short and may hold what was delivered at its ends: it is escaped like any other.
    return [
        mask(value).replace("\\", "\\\\").replace("\t", " ").replace("\n", " ").replace("\r", " ")
        for value in values
    ]
