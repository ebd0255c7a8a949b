"""Each tool that draws on the map does its work by mouse and by finger, and says in words what it cannot do."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from math import hypot
from typing import Any

import pytest
import shapely
from playwright.sync_api import Browser, Locator, expect

from support.desk import Desk
from support.hands import Finger, Hand, Mouse, Spot
from support.on_the_map import CityOnTheMap
from support.published import build
from support.workplaces import DESK, TABLET, window

from .conftest import Application

_CELLS = 6


class Draft:
    """A draft in the studio, with whoever edits it."""

    def __init__(self, desk: Desk, hand: Hand, plan: str) -> None:
        self.page, self.hand = desk.page, hand
        self._api = f"{desk.address}/api/v1"
        self._plan = f"{self._api}/plans/{plan}"
        self.city = CityOnTheMap(self.page, self._get(f"{self._api}/session")["cities"][0]["bbox"])
        features = self._get(f"{self._plan}/cells.geojson")["features"]
        self.shapes = {
            one["properties"]["number"]: shapely.geometry.shape(one["geometry"]) for one in features
        }
        self.marks = {one["properties"]["number"]: one["properties"]["mark"] for one in features}
        desk.open(f"/grid?plan={plan}&edit=1")
        desk.map_is_drawn()

    def _get(self, address: str) -> Any:
        return self.page.request.get(address).json()

    def places(self, cell: int) -> list[tuple[float, float]]:
        return [(one["lon"], one["lat"]) for one in self._get(f"{self._plan}/cells/{cell}")["places"]]

    def would_do(self, edit: dict[str, Any]) -> bool:
        """Whether an edit would be accepted."""
        tried = self.page.request.post(f"{self._plan}/edits/preview", data={"edit": edit})
        return tried.json()["problem"] is None

    def spots(self, lonlat: Sequence[Sequence[float]]) -> list[Spot]:
        return [self.city.at(lon, lat) for lon, lat in lonlat]

    def choose(self, cell: int) -> None:
        self.use("选择")
        self.hand.press(self.city.at(*self.marks[cell]))
        expect(self.page).to_have_url(re.compile(f"cell={cell}"))

    def use(self, tool: str) -> None:
        self.page.get_by_role("radio", name=tool).click()

    def press_all(self, lonlat: Sequence[Sequence[float]]) -> None:
        """Each one when the one before is drawn: a browser that is busy lets a quick finger's next touch go."""
        expect(self.page.locator(".edit-drawing")).to_be_attached()
        for number, spot in enumerate(self.spots(lonlat), 1):
            self.hand.press(spot)
            expect(self.page.locator(".edit-corner")).to_have_count(number)

    def lies_free(self, spot: Spot) -> bool:
        """Whether nothing lies over the map there."""
        found = self.page.evaluate(
            "([x, y]) => document.elementFromPoint(x, y)?.matches('.map-canvas canvas') ?? false", spot
        )
        return bool(found)

    def finish(self) -> None:
        self.page.get_by_role("button", name="完成").click()

    def has_cells(self, number: int) -> None:
        expect(self.page.locator(".cell-table tbody tr")).to_have_count(number)

    def undo(self) -> None:
        """Takes back what was done, and waits for it."""
        self.page.get_by_role("button", name=re.compile("^撤销：")).click()
        expect(self.page.get_by_role("button", name="没有可撤销的")).to_be_visible()
        self.has_cells(_CELLS)

    def is_refused(self, why: str) -> None:
        expect(self.page.get_by_role("alert")).to_contain_text(why)


@pytest.fixture(scope="module")
def plan(application: Application) -> str:
    application.account("ops")
    return str(build(application.database_url, cells=_CELLS))


@contextmanager
def _edited(
    browser: Browser, application: Application, plan: str, hand: type[Mouse | Finger]
) -> Iterator[Draft]:
    with window(browser, application.address, "ops", TABLET if hand is Finger else DESK) as desk:
        yield Draft(desk, hand(desk.page), plan)


def _ring_around(draft: Draft, cell: int) -> list[tuple[float, float]]:
    """Around several places beside a cell that can go to it."""
    others = [one for other in draft.shapes if other != cell for one in draft.places(other)]
    near = sorted(others, key=lambda one: draft.shapes[cell].distance(shapely.Point(one)))
    for count in (6, 5, 4, 3, 2):
        around = shapely.MultiPoint(near[:count]).convex_hull.buffer(0.002)
        ring = [(lon, lat) for lon, lat in around.exterior.coords[::4]]
        area = {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}
        if draft.would_do({"kind": "move", "to": cell, "area": area}):
            return ring
    raise AssertionError("Nothing beside the cell can go to it.")


def _area_of_new_cell(draft: Draft) -> list[tuple[float, float]]:
    for shape in draft.shapes.values():
        west, south, east, north = shape.bounds
        for box in (
            shapely.box(west, south, (west + east) / 2, north),
            shapely.box(west, south, east, (south + north) / 2),
        ):
            corners = list(box.intersection(shapely.box(*draft.city.bbox)).exterior.coords)
            area = {"type": "Polygon", "coordinates": [corners]}
            if all(map(draft.lies_free, draft.spots(corners))) and draft.would_do(
                {"kind": "draw", "area": area}
            ):
                return corners[:-1]
    raise AssertionError("No half of a cell can become one.")


def _line_across(draft: Draft, cell: int) -> list[tuple[float, float]]:
    _, south, _, north = draft.shapes[cell].bounds
    lons = sorted(lon for lon, _ in draft.places(cell))
    middle = (lons[len(lons) // 2 - 1] + lons[len(lons) // 2]) / 2
    return [(middle, north + 0.01), (middle, south - 0.01)]


def _apart(draft: Draft) -> tuple[int, int]:
    """Two cells that do not touch."""
    return next(
        (one, other)
        for one, shape in draft.shapes.items()
        for other in draft.shapes
        if shape.distance(draft.shapes[other]) > 0.001
    )


def _corners(draft: Draft) -> Locator:
    return draft.page.get_by_role("button", name=re.compile(r"^第 \d+ 个顶点$"))


def _centre(of: Locator) -> Spot:
    box = of.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def _length(way: tuple[Spot, Spot]) -> float:
    (x, y), (to_x, to_y) = way
    return hypot(to_x - x, to_y - y)


def _towards(at: Spot, to: Spot, part: float) -> Spot:
    return at[0] + part * (to[0] - at[0]), at[1] + part * (to[1] - at[1])


@pytest.mark.parametrize("by", [Mouse, Finger])
def test_tools_that_draw(
    browser: Browser, application: Application, plan: str, by: type[Mouse | Finger]
) -> None:
    with _edited(browser, application, plan, by) as draft:
        _draw_with_each_tool(draft)


def _draw_with_each_tool(draft: Draft) -> None:
    page, hand = draft.page, draft.hand

    # A ring around several places: they go to the cell.
    draft.choose(1)
    draft.use("套索")
    ring = draft.spots(_ring_around(draft, 1))
    hand.draw([*ring, ring[0]])
    expect(page.get_by_role("status").filter(has_text=re.compile("移动小区 [2-9] 个"))).to_be_visible()
    draft.undo()

    # A new cell, corner by corner.
    draft.use("画新格")
    draft.press_all(_area_of_new_cell(draft))
    draft.finish()
    draft.has_cells(_CELLS + 1)
    draft.undo()

    # A line across the cell.
    draft.choose(1)
    draft.use("划线拆分")
    draft.press_all(_line_across(draft, 1))
    draft.finish()
    draft.has_cells(_CELLS + 1)
    draft.undo()

    # The border, by one of its corners.
    draft.choose(1)
    draft.use("移边界")
    expect(_corners(draft).first).to_be_visible()
    others = [draft.city.at(*mark) for cell, mark in draft.marks.items() if cell != 1]
    corner, to = min(
        ((_centre(one), other) for one in _corners(draft).all() for other in others), key=_length
    )
    hand.draw([_towards(corner, to, part) for part in (0, 0.1, 0.2, 0.3)])
    draft.finish()
    expect(page.get_by_role("button", name="撤销：移动网格 1 的边界")).to_be_visible()
    draft.undo()


def test_what_tools_refuse(browser: Browser, application: Application, plan: str) -> None:
    with _edited(browser, application, plan, Mouse) as draft:
        _draw_what_is_refused(draft)


def _draw_what_is_refused(draft: Draft) -> None:
    # A border that is drawn across itself.
    draft.choose(1)
    draft.use("移边界")
    expect(_corners(draft).first).to_be_visible()
    spots = [_centre(one) for one in _corners(draft).all()]
    far = max(spots, key=lambda spot: _length((spots[0], spot)))
    draft.hand.draw([_towards(spots[0], far, part) for part in (0, 0.5, 1.1)])
    draft.finish()
    draft.is_refused("画的边界自己交叉了")

    # A line beside the cell.
    draft.use("划线拆分")
    far_cell = max(draft.shapes, key=lambda cell: draft.shapes[cell].distance(draft.shapes[1]))
    lon, lat = draft.marks[far_cell]
    draft.press_all([(lon, lat), (lon + 0.01, lat)])
    draft.finish()
    draft.is_refused("这条线没有把网格 1 分成两块")

    # Cells that do not touch.
    draft.use("合并")
    for cell in _apart(draft):
        draft.hand.press(draft.city.at(*draft.marks[cell]))
    draft.finish()
    draft.is_refused("不相连")
    draft.has_cells(_CELLS)
