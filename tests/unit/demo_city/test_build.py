"""The demo city as a whole: the same bytes from the same arguments, whole folders, refused arguments."""

import hashlib
import json
from datetime import date
from pathlib import Path

import pytest

from grid_data.demo_city import build

from .conftest import AS_OF, Made


def small(folder: Path, seed: int) -> dict[str, str]:
    """The checksums of a small city."""
    return {file.path: file.sha256 for file in build(folder, 400, seed, as_of=AS_OF, days=10).files}


@pytest.fixture(scope="module")
def third(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The checksums of the small city of seed 3."""
    return small(tmp_path_factory.mktemp("third"), seed=3)


def test_same_arguments_give_the_same_bytes(tmp_path: Path, third: dict[str, str]) -> None:
    assert small(tmp_path, seed=3) == third


def test_another_seed_gives_another_city(tmp_path: Path, third: dict[str, str]) -> None:
    one, other = third, small(tmp_path, seed=4)
    assert one.keys() == other.keys()
    for path in ("water.geojson", "roads.geojson", "extract/customers.csv", "extract/premiums.csv"):
        assert one[path] != other[path]


def test_the_manifest_tells_the_truth_about_every_file(made: Made) -> None:
    written = json.loads((made.folder / "manifest.json").read_text("utf-8"))
    on_disk = {str(path.relative_to(made.folder)) for path in made.folder.rglob("*.*") if path.is_file()}
    assert on_disk == {*written["files"], "manifest.json"}
    for path, known in written["files"].items():
        data = (made.folder / path).read_bytes()
        assert (len(data), hashlib.sha256(data).hexdigest()) == (known["bytes"], known["sha256"])


def test_utf8_and_gbk_say_the_same(tmp_path: Path) -> None:
    build(tmp_path / "gbk", 400, as_of=AS_OF, encoding="gbk")
    build(tmp_path / "utf8", 400, as_of=AS_OF, encoding="utf-8-sig")
    for path in (tmp_path / "gbk" / "extract").iterdir():
        gbk = path.read_bytes().decode("gbk")
        utf8 = (tmp_path / "utf8" / "extract" / path.name).read_bytes().decode("utf-8-sig")
        assert gbk.count("\r\n") == gbk.count("\n") == utf8.count("\n")
        assert gbk.replace("\r\n", "\n") == utf8.encode("gbk", errors="replace").decode("gbk")


@pytest.mark.parametrize(("customers", "days"), [(299, 0), (400, -1), (400, 61)])
def test_impossible_sizes_are_refused(tmp_path: Path, customers: int, days: int) -> None:
    with pytest.raises(ValueError, match="at least 300 and days between 0 and 60"):
        build(tmp_path, customers, as_of=date(2026, 11, 22), days=days)
    assert not list(tmp_path.iterdir())
