import stat
from collections.abc import Mapping
from pathlib import Path

import pytest

from gridward.kernel.errors import GridwardError, Unavailable
from gridward.platform.crypto import Cipher, KeyFile


class Keys:
    def __init__(self, **keys: bytes) -> None:
        self.keys = {int(number[1:]): key for number, key in keys.items()}

    def master_keys(self) -> Mapping[int, bytes]:
        return self.keys


OLD, NEW = b"o" * 32, b"n" * 32


def test_a_sealed_value_opens_only_in_its_own_place() -> None:
    cipher = Cipher(Keys(k1=OLD))
    sealed = cipher.seal("陈岚", "book.customer.name/1")
    assert cipher.open(sealed, "book.customer.name/1") == "陈岚"
    assert "陈岚".encode() not in sealed
    with pytest.raises(GridwardError) as caught:
        cipher.open(sealed, "book.customer.name/2")
    assert caught.value.code == "crypto.tampered"


def test_equal_values_are_sealed_differently_and_fingerprinted_alike() -> None:
    cipher = Cipher(Keys(k1=OLD))
    assert cipher.seal("a", "c") != cipher.seal("a", "c")
    assert cipher.fingerprint("a", "mobile") == cipher.fingerprint("a", "mobile")
    assert cipher.fingerprint("a", "mobile") != cipher.fingerprint("a", "id")
    assert -(2**63) <= cipher.token("a", "name") < 2**63


def test_a_new_key_seals_and_the_old_one_still_opens() -> None:
    before = Cipher(Keys(k1=OLD))
    after = Cipher(Keys(k1=OLD, k2=NEW))
    assert after.open(before.seal("a", "c"), "c") == "a"
    assert after.fingerprint("a", "p") == before.fingerprint("a", "p")
    with pytest.raises(GridwardError) as caught:
        before.open(after.seal("a", "c"), "c")
    assert caught.value.code == "crypto.unknown_key"


def test_the_key_file_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "key"
    first = KeyFile(path).master_keys()
    assert KeyFile(path).master_keys() == first
    assert len(first[1]) == 32
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [one.name for one in path.parent.iterdir()] == ["key"]


def test_a_damaged_key_file_is_never_replaced(tmp_path: Path) -> None:
    path = tmp_path / "key"
    path.write_text("not a key")
    with pytest.raises(Unavailable) as caught:
        KeyFile(path).master_keys()
    assert caught.value.code == "crypto.key_damaged"
    assert path.read_text() == "not a key"
