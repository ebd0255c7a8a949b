"""Personal data at rest: AES-256-GCM for each value, keyed hashes for looking values up.

A sealed value is `version (1) | key number (2) | nonce (12) | ciphertext and tag`. The context (table, column and the
row's business key) is bound in as associated data, so a value copied into another row or column does not open.
Keys come through a port; the adapter that ships reads a 0600 file, made at first start.
"""

import base64
import hashlib
import hmac
import json
import os
import uuid
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from gridward.kernel.errors import GridwardError, Unavailable
from gridward.platform.settings import settings

_VERSION = 1
_NONCE = 12
_HEAD = 3


class KeyProvider(Protocol):
    """Where master keys come from."""

    def master_keys(self) -> Mapping[int, bytes]:
        """All known keys of 32 bytes by number; the highest number seals, all of them open."""
        ...


class KeyFile:
    """Keys in a file that only its owner may read: a JSON object of number to base64."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def master_keys(self) -> Mapping[int, bytes]:
        if not self.path.exists():
            self._make()
        try:
            text = self.path.read_text("ascii")
            return {
                int(number): base64.b64decode(key, validate=True) for number, key in json.loads(text).items()
            }
        except OSError as error:
            raise Unavailable(
                "crypto.key_unreadable",
                f"The key file {self.path} cannot be read ({error.strerror}).",
                "Run as the user who owns it, or name another with GRIDWARD_KEY_FILE.",
            ) from error
        except ValueError as error:
            raise Unavailable(
                "crypto.key_damaged",
                f"The key file {self.path} is damaged.",
                "Restore it from the backup: without it the stored personal data cannot be read.",
            ) from error

    def _make(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        content = json.dumps({"1": base64.b64encode(os.urandom(32)).decode()})
        draft = self.path.with_name(f".{self.path.name}.{os.getpid()}")
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(content)
        try:
            os.link(draft, self.path)  # fails if another process was first: then its key is the key
        except FileExistsError:
            pass
        finally:
            draft.unlink()


class Cipher:
    """Seals and opens single values, and makes the keyed hashes by which they are found again."""

    def __init__(self, provider: KeyProvider) -> None:
        masters = dict(provider.master_keys())
        self._current = max(masters)
        self._boxes = {number: AESGCM(_derive(key, b"seal")) for number, key in masters.items()}
        # Hashes must not change when a new sealing key is added, or nothing would be found again: they hang on the first.
        self._index_key = _derive(masters[min(masters)], b"index")
        # Begun once: setting a key up takes as long as hashing a value.
        self._keyed = hmac.new(self._index_key, digestmod=hashlib.sha256)
        self._head = bytes([_VERSION]) + self._current.to_bytes(2)

    def seal(self, text: str, context: str) -> bytes:
        """Encrypt `text`; it opens only with the same `context`, by convention `room.table.column/key`."""
        return self.seal_bytes(text.encode(), context)

    def seal_bytes(self, content: bytes, context: str) -> bytes:
        """The same for what is no text."""
        nonce = os.urandom(_NONCE)
        return self._head + nonce + self._boxes[self._current].encrypt(nonce, content, context.encode())

    def open(self, sealed: bytes, context: str) -> str:
        """Decrypt what `seal` made. Raises `crypto.unknown_key` or `crypto.tampered`."""
        return self.open_bytes(sealed, context).decode()

    def open_bytes(self, sealed: bytes, context: str) -> bytes:
        """Decrypt what `seal_bytes` made. Raises as `open` does."""
        sealed = bytes(sealed)
        box = self._boxes.get(int.from_bytes(sealed[1:_HEAD]))
        if sealed[:1] != bytes([_VERSION]) or box is None:
            raise GridwardError(
                "crypto.unknown_key",
                "A stored value was sealed with a key that this installation does not have.",
                "Name the right key file with GRIDWARD_KEY_FILE.",
            )
        try:
            return box.decrypt(sealed[_HEAD : _HEAD + _NONCE], sealed[_HEAD + _NONCE :], context.encode())
        except InvalidTag as error:
            raise GridwardError(
                "crypto.tampered", "A stored value was changed or moved and does not open.", context=context
            ) from error

    def fingerprint(self, value: str, purpose: str) -> uuid.UUID:
        """A keyed hash of 128 bits: equal values give equal fingerprints, and nobody without the key can guess them."""
        return uuid.UUID(self.fingerprint_text(value, purpose))

    def fingerprint_text(self, value: str, purpose: str) -> str:
        """The same as 32 hexadecimal digits, which the database reads as well: for many values."""
        return self._digest(value, purpose)[:16].hex()

    def token(self, value: str, purpose: str) -> int:
        """A keyed hash as a signed 64-bit integer, for search tokens kept in a `bigint[]`."""
        return int.from_bytes(self._digest(value, purpose)[:8], signed=True)

    def hash_key(self, purpose: str) -> bytes:
        """A key of 32 bytes for hashing many values of one kind elsewhere."""
        return _derive(self._index_key, purpose.encode())

    def _digest(self, value: str, purpose: str) -> bytes:
        keyed = self._keyed.copy()
        keyed.update(f"{purpose}\0{value}".encode())
        return keyed.digest()


def key_fingerprints(provider: KeyProvider) -> dict[int, str]:
    """By number what tells a key from others and gives nothing of it away."""
    return {number: _derive(key, b"name").hex()[:32] for number, key in provider.master_keys().items()}


def _derive(master: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"gridward " + purpose).derive(master)


@cache
def cipher() -> Cipher:
    """The cipher of this installation, from its key file."""
    return Cipher(KeyFile(settings().keys))
