"""Passwords: argon2id with 19 MiB and two rounds (OWASP's first choice), about 25 ms each."""

import secrets
import string
from functools import cache

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from gridward.kernel.errors import Invalid

_SHORTEST = 10
_LONGEST = 256
_READ_OFF = "".join(sorted({*string.ascii_letters, *string.digits} - {*"0O1lI"}))
"""What nobody mistakes for another."""
_hasher = PasswordHash((Argon2Hasher(time_cost=2, memory_cost=19 * 1024, parallelism=1),))


def hash_password(password: str) -> str:
    """The hash to store. Raises `password.length`."""
    if not _SHORTEST <= len(password) <= _LONGEST:
        raise Invalid(
            "password.length",
            f"A password has {_SHORTEST} to {_LONGEST} characters.",
            "Choose a longer one; a few words do well.",
            shortest=_SHORTEST,
            longest=_LONGEST,
        )
    return _hasher.hash(password)


def fits(password: str, stored: str | None) -> bool:
    """Whether a password is the stored one. An unknown account takes as long as a known one."""
    return _hasher.verify(password[:_LONGEST], stored or _nobodys()) and stored is not None


def invent_password() -> str:
    """A password that nobody has chosen: 93 bits, to be read off a screen and to be typed, also into a shell."""
    return "".join(secrets.choice(_READ_OFF) for _ in range(16))


@cache
def _nobodys() -> str:
    return _hasher.hash(secrets.token_urlsafe(24))
