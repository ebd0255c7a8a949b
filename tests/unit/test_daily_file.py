"""Lines for another program: each numbered one once."""

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
