"""Is this the same person? The five fields by which insurers tell: name, sex, birthday, document type, document number."""

import re
import unicodedata
from dataclasses import dataclass
from operator import mul

_RESIDENT = re.compile(r"\d{17}[\dX]")
_OLD_RESIDENT = re.compile(r"\d{15}")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"


@dataclass(frozen=True)
class FiveFields:
    """The five fields as delivered, but for the birthday: a day is the same day in whatever style it was written."""

    name: str
    sex: str
    born_on: str
    """In ISO style; as delivered where it is no day."""
    id_type: str
    id_number: str


def exact_text(person: FiveFields) -> str | None:
    """The five fields as one text; None where there is no document number, which alone tells people of one name apart."""
    if not person.id_number.strip() or not person.name.strip():
        return None
    return "|".join((person.name, person.sex, person.born_on, person.id_type, person.id_number))


def normal_text(person: FiveFields) -> str | None:
    """The same after normalising, so that width, case, spaces and the old 15 digits make no difference.

    A valid resident's number holds birthday and sex itself, so a wrong birthday or document type beside it is passed over.
    """
    name = _squeeze(person.name)
    number = _squeeze(person.id_number)
    if not name or not number:
        return None
    resident = resident_number(number)
    if resident is not None:
        return f"{name}|resident|{resident}"
    digits = re.sub(r"\D", "", unicodedata.normalize("NFKC", person.born_on))
    return "|".join((name, person.sex.strip(), digits, person.id_type.strip(), number))


def resident_number(number: str) -> str | None:
    """A resident's number in 18 characters (GB 11643), from 18 or from the old 15; None where it is not valid."""
    if _OLD_RESIDENT.fullmatch(number):
        number = f"{number[:6]}19{number[6:]}"
        return number + check_character(number)
    if _RESIDENT.fullmatch(number) and check_character(number[:17]) == number[17]:
        return number
    return None


def check_character(seventeen: str) -> str:
    """The last character of a resident's number (ISO 7064, MOD 11-2)."""
    return _CHECK[sum(map(mul, map(int, seventeen), _WEIGHTS)) % 11]


def _squeeze(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).upper()
