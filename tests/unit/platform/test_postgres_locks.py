"""Locks on files."""

from pathlib import Path

from gridward.platform.postgres.locks import is_free, opened, share, take


def test_many_share_and_nobody_takes(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    lock.touch()
    with opened(lock) as one, opened(lock) as two, opened(lock) as three:
        share(one)
        share(two)
        assert not take(three)
        assert not is_free(lock)


def test_the_last_one_who_shares_may_take(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    lock.touch()
    with opened(lock) as one:
        with opened(lock) as two:
            share(one)
            share(two)
        assert take(one)
    assert is_free(lock)
