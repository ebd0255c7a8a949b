"""Tablets with keys of their own, as a browser makes them."""

import base64
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDSA,
    SECP256R1,
    EllipticCurvePrivateKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from starlette.testclient import TestClient

from gridward.kernel.ids import new_id


def device_key() -> str:
    """A new public key as a tablet sends it."""
    return Device().public_key


@dataclass
class Device:
    """A tablet: its id and its key."""

    id: str = field(default_factory=lambda: str(new_id()))
    key: EllipticCurvePrivateKey = field(default_factory=lambda: generate_private_key(SECP256R1()))
    account_id: str = ""

    @property
    def public_key(self) -> str:
        """SubjectPublicKeyInfo as base64."""
        return _base64(self.key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo))

    def register(self, client: TestClient) -> dict[str, Any]:
        """Register for whoever is signed in."""
        body = {
            "device_id": self.id,
            "name": "Chrome · Android",
            "public_key": self.public_key,
            "app_version": "1",
        }
        answer = client.post("/api/v1/devices", json=body)
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        self.account_id = found["account_id"]
        return found

    def report(self, client: TestClient, *waiting: str, status: int = 200, **more: Any) -> dict[str, Any]:
        """Report what waits, by the ids of operations."""
        body = {
            "outbox": {"count": len(waiting), "op_ids": list(waiting)},
            "storage": {"usage": 1, "quota": 10, "persisted": True},
            "app_version": "1",
            **more,
        }
        answer = client.post(f"/api/v1/devices/{self.id}/report", json=body)
        assert answer.status_code == status, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def signed(self, client: TestClient) -> dict[str, str]:
        """A challenge of the server's, signed."""
        challenge = client.post(f"/api/v1/devices/{self.id}/challenge").json()["challenge"]
        return {
            "account_id": self.account_id,
            "challenge": challenge,
            "signature": self.sign(challenge),
        }

    def sign(self, challenge: str) -> str:
        """r and s as a browser gives them."""
        numbers = decode_dss_signature(
            self.key.sign(f"gridward session {self.id} {challenge}".encode(), ECDSA(SHA256()))
        )
        return _base64(b"".join(number.to_bytes(32) for number in numbers))

    def renew(
        self, client: TestClient, body: dict[str, str] | None = None, status: int = 200
    ) -> dict[str, Any]:
        """Go on with the session; the client takes the new cookie."""
        answer = client.post(f"/api/v1/devices/{self.id}/session", json=body or self.signed(client))
        assert answer.status_code == status, answer.text
        found: dict[str, Any] = answer.json()
        return found


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()
