"""Passwords are hashed at the cost that OWASP asks for, whatever the other tests do."""

from pwdlib import PasswordHash


def test_a_hash_costs_what_it_has_to(shipped_hasher: PasswordHash) -> None:
    stored = shipped_hasher.hash("correct horse battery")
    assert stored.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert shipped_hasher.verify("correct horse battery", stored)
    assert not shipped_hasher.verify("correct horse batter", stored)
