"""Passwords are hashed at the cost that OWASP asks for, whatever other tests do; an invented one can be read off."""

from pwdlib import PasswordHash

from gridward.identity.passwords import invent_password


def test_a_hash_costs_what_it_has_to(shipped_hasher: PasswordHash) -> None:
    stored = shipped_hasher.hash("correct horse battery")
    assert stored.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert shipped_hasher.verify("correct horse battery", stored)
    assert not shipped_hasher.verify("correct horse batter", stored)


def test_an_invented_one_is_read_off_and_typed_without_a_mistake() -> None:
    invented = {invent_password() for _ in range(500)}
    assert len(invented) == 500
    assert {len(one) for one in invented} == {16}
    # Neither what is taken for another, nor what a shell takes for more than a letter.
    assert all(one.isascii() and one.isalnum() for one in invented)
    assert not set("0O1lI") & set("".join(invented))
