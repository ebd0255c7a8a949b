"""Files under keys: in a folder of this machine, and behind the library that speaks to buckets."""

from pathlib import Path

import pytest

from gridward.platform.objects import BucketObjects, LocalObjects, Objects


@pytest.fixture(params=["local", "bucket"])
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Objects:
    """The two of them. No bucket is to be had here: the library's folder stands for one."""
    return LocalObjects(tmp_path) if request.param == "local" else BucketObjects(tmp_path.as_uri())


def test_what_is_put_is_there_until_it_is_dropped(kept: Objects) -> None:
    key = "attachments/account/name/0"
    with pytest.raises(FileNotFoundError):
        kept.get(key)
    kept.put(key, b"first")
    kept.put(key, b"second" * 100_000)
    assert kept.get(key) == b"second" * 100_000
    kept.drop(key)
    kept.drop(key)
    with pytest.raises(FileNotFoundError):
        kept.get(key)
