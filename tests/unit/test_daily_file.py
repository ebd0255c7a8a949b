"""Lines for another program: each numbered one once."""

import contextlib
import json
import os
import resource
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from gridward.platform import daily_file
from gridward.platform.daily_file import DailyFile


def test_a_line_that_was_written_before_is_not_written_again(tmp_path: Path) -> None:
    first = DailyFile(tmp_path)
    place = first.append("a", {"text": "x"}, is_new=True)
    assert first.append("a", {"text": "x"}) == place
    first.flush()
    assert DailyFile(tmp_path).append("a", {"text": "x"}) == place
    (path,) = tmp_path.iterdir()
    assert path.read_text().count("\n") == 1


def test_a_new_line_is_written_without_reading_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unread(folder: Path) -> dict[str, str]:
        raise AssertionError(folder)

    monkeypatch.setattr(daily_file, "_written", unread)
    file = DailyFile(tmp_path)
    file.append("a", {"text": "x"}, is_new=True)
    file.append("b", {"text": "y"}, is_new=True)
    file.flush()
    (path,) = tmp_path.iterdir()
    assert path.read_text().count("\n") == 2


@contextlib.contextmanager
def no_file_longer_than(size: int) -> Iterator[None]:
    """As on a disk that is full at that size: of what goes beyond it the first part is written."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_line_that_was_written_in_part_is_not_taken_for_written(tmp_path: Path) -> None:
    file = DailyFile(tmp_path)
    file.append("a", {"text": "x"})
    (path,) = tmp_path.iterdir()
    with no_file_longer_than(path.stat().st_size + 10), pytest.raises(OSError, match="only 10 of"):
        file.append("b", {"text": "y"})
    file.append("b", {"text": "y"})
    file.flush()
    first, part, again = path.read_text().splitlines()
    assert [json.loads(line)["id"] for line in (first, again)] == ["a", "b"] and len(part) == 10
    assert DailyFile(tmp_path).append("b", {"text": "y"}) == f"{path.name}#b"
    assert path.read_text().count("\n") == 3


def test_who_comes_while_another_writes_waits_for_him(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half a line must not be taken for one that its writer left behind: an empty line stood after it."""
    DailyFile(tmp_path).append("a", {"text": "x"}, is_new=True)
    write, half = os.write, threading.Event()
    others = threading.Thread(target=lambda: DailyFile(tmp_path).append("c", {"text": "z"}, is_new=True))

    def in_two_parts(descriptor: int, line: bytes) -> int:
        if half.is_set():
            return write(descriptor, line)
        half.set()
        first = write(descriptor, line[:10])
        others.start()
        others.join(0.2)
        return first + write(descriptor, line[10:])

    monkeypatch.setattr(os, "write", in_two_parts)
    DailyFile(tmp_path).append("b", {"text": "y"}, is_new=True)
    others.join()
    (path,) = tmp_path.iterdir()
    assert [json.loads(line)["id"] for line in path.read_text().splitlines()] == ["a", "b", "c"]
