"""Whether the present key opens what is sealed. A key file is never made here: a new one would open nothing."""

from collections.abc import Callable

import psycopg

from gridward.kernel.errors import GridwardError
from gridward.platform.backup.errors import no_key, other_key
from gridward.platform.crypto import Cipher, KeyFile, key_fingerprints
from gridward.platform.settings import settings

Sample = Callable[[psycopg.Connection], tuple[bytes, str] | None]
"""Finds one sealed value of a database, and the context with which it opens."""


def present_keys() -> dict[int, str]:
    """Fingerprints of the keys in the key file, by number. Raises `backup.no_key`."""
    return key_fingerprints(_key_file())


def check_keys(wanted: dict[int, str]) -> None:
    """Raises `backup.no_key`, and `backup.other_key` where a wanted key is not among the present ones."""
    if not wanted.items() <= present_keys().items():
        raise other_key(settings().keys)


def opens(connection: psycopg.Connection, sample: Sample) -> bool | None:
    """Whether one sealed value opens with the present key; None where nothing is sealed yet."""
    found = sample(connection)
    if found is None:
        return None
    try:
        Cipher(_key_file()).open(*found)
    except GridwardError:
        return False
    return True


def _key_file() -> KeyFile:
    if not settings().keys.exists():
        raise no_key(settings().keys)
    return KeyFile(settings().keys)
