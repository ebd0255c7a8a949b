"""Rule files are checked when they are read."""

from pathlib import Path

import pytest

from gridward.engagement.messages.templates import message_rules
from gridward.engagement.waves import first_contact_rules
from gridward.kernel.errors import Invalid
from gridward.platform import rules
from gridward.platform.rules import RulePart, load_rules
from gridward.staffing.rules import staffing_rules


class Some(RulePart):
    days: int


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(rules, "resource", lambda name: tmp_path / name)
    made = tmp_path / "grid_data" / "rules" / "some"
    made.mkdir(parents=True)
    rules._read.cache_clear()
    return made


def test_a_version_is_read(folder: Path) -> None:
    (folder / "v1.toml").write_text("days = 3")
    (folder / "v2.toml").write_text("days = 4")
    assert (load_rules(Some, "some").days, load_rules(Some, "some", "v2").days) == (3, 4)


@pytest.mark.parametrize("text", ["days = 'x'", "days = 3\nweeks = 1", "days", "", "days = 3\n\udcff"])
def test_a_mistake_is_told(folder: Path, text: str) -> None:
    (folder / "v1.toml").write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(Invalid) as caught:
        load_rules(Some, "some")
    assert (caught.value.code, caught.value.params["rules"]) == ("rules.invalid", "some")


def test_a_missing_file_is_told(folder: Path) -> None:
    with pytest.raises(Invalid) as caught:
        load_rules(Some, "nothing")
    assert caught.value.code == "rules.invalid"


def test_the_rules_that_ship_are_good() -> None:
    assert staffing_rules().staff_list.in_service == ("在岗",)
    assert first_contact_rules().per_day > 0
    assert "specialist_changed" in message_rules().templates
