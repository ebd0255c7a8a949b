"""Other ways to order a day: a greedy one, our own solver given longer, and those of the extras `bench` and `test`."""

import importlib.util
from collections.abc import Callable
from typing import Any

import numpy as np

from gridward.field.route.bench.cases import Case
from gridward.field.route.timing import Stop
from gridward.field.route.travel import Speeds, metres_between

Peer = Callable[[Case, Speeds, float], list[Stop]]
"""Takes a day and seconds; a solver uses them up."""

_GIVEN_UP = 1_000_000
_SECONDS = 60
_MOST_THOROUGH = 5


def order_greedily(case: Case, speeds: Speeds, seconds: float) -> list[Stop]:
    """The nearest that can still be kept, else the one whose time ends first."""
    place, at = case.start.place, case.start.at
    left, order = list(case.stops), []
    while left:
        reached = {
            stop.key: at + speeds.minutes(metres_between(place, stop.place))
            for stop in left
            if place and stop.place
        }
        kept = [stop for stop in left if not stop.window or reached[stop.key] <= stop.window.closes]
        begins = {stop.key: max(reached[stop.key], stop.window.opens if stop.window else 0) for stop in left}
        stop = min(kept or left, key=lambda one: (begins[one.key], one.key))
        order.append(stop)
        left.remove(stop)
        place, at = stop.place, begins[stop.key] + stop.minutes
    return order


def order_by_pyvrp(case: Case, speeds: Speeds, seconds: float) -> list[Stop]:
    """PyVRP, which has to keep all of a day, for as long as it is allowed."""
    import pyvrp  # noqa: PLC0415
    from pyvrp.stop import MaxRuntime  # noqa: PLC0415

    model = pyvrp.Model()
    ways = _minutes(case, speeds)
    spots = [model.add_location(0, number) for number in range(len(ways))]
    first, last = model.add_depot(spots[0]), model.add_depot(spots[-1])
    model.add_vehicle_type(1, start_depot=first, end_depot=last, tw_early=case.start.at, tw_late=case.closes)
    for number, stop in enumerate(case.stops, start=1):
        opens, closes = _window(case, stop)
        model.add_client(spots[number], service_duration=stop.minutes, tw_early=opens, tw_late=closes)
    for one, row in enumerate(ways):
        for other, minutes in enumerate(row):
            if one != other:
                model.add_edge(spots[one], spots[other], distance=minutes, duration=minutes)
    found = model.solve(MaxRuntime(seconds), seed=1, display=False)
    if not found.is_feasible():
        return []
    return [case.stops[step.idx] for step in found.best.routes()[0] if step.is_client()]


def order_by_vroom(case: Case, speeds: Speeds, seconds: float) -> list[Stop]:
    """VROOM, at its most thorough: it ends by itself."""
    import vroom  # noqa: PLC0415 - of the extra `bench`

    problem = vroom.Input()
    problem.set_durations_matrix("car", np.asarray(_minutes(case, speeds), dtype=np.uint32) * _SECONDS)
    last = len(case.stops) + 1
    hours = vroom.TimeWindow(case.start.at * _SECONDS, case.closes * _SECONDS)
    problem.add_vehicle(vroom.Vehicle(0, start=0, end=last, time_window=hours))
    for number, stop in enumerate(case.stops, start=1):
        kept = [vroom.TimeWindow(*(edge * _SECONDS for edge in _window(case, stop)))]
        problem.add_job(
            vroom.Job(number, location=number, default_service=stop.minutes * _SECONDS, time_windows=kept)
        )
    routes = problem.solve(exploration_level=_MOST_THOROUGH, nb_threads=1).to_dict()["routes"]
    return [
        case.stops[step["id"] - 1] for route in routes for step in route["steps"] if step["type"] == "job"
    ]


def order_by_ortools(case: Case, speeds: Speeds, seconds: float) -> list[Stop]:
    """OR-tools: guided local search."""
    from ortools.constraint_solver import pywrapcp, routing_enums_pb2  # noqa: PLC0415 - of the extra `test`

    ways = _minutes(case, speeds)
    takes = [0, *(stop.minutes for stop in case.stops), 0]
    nodes = pywrapcp.RoutingIndexManager(len(ways), 1, [0], [len(ways) - 1])
    model = pywrapcp.RoutingModel(nodes)

    def way(one: int, other: int) -> int:
        return int(ways[nodes.IndexToNode(one)][nodes.IndexToNode(other)])

    def with_service(one: int, other: int) -> int:
        return way(one, other) + int(takes[nodes.IndexToNode(one)])

    model.SetArcCostEvaluatorOfAllVehicles(model.RegisterTransitCallback(way))
    model.AddDimension(model.RegisterTransitCallback(with_service), case.closes, case.closes, False, "time")
    clock = model.GetDimensionOrDie("time")
    clock.CumulVar(model.Start(0)).SetMin(case.start.at)
    for number, stop in enumerate(case.stops, start=1):
        clock.CumulVar(nodes.NodeToIndex(number)).SetRange(*_window(case, stop))
        model.AddDisjunction([nodes.NodeToIndex(number)], _GIVEN_UP)
    asked = pywrapcp.DefaultRoutingSearchParameters()
    asked.first_solution_strategy = routing_enums_pb2.FirstSolutionStrategy.PARALLEL_CHEAPEST_INSERTION
    asked.local_search_metaheuristic = routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
    asked.time_limit.FromMilliseconds(int(seconds * 1000))
    return _walked(case, nodes, model, model.SolveWithParameters(asked))


def _walked(case: Case, nodes: Any, model: Any, found: Any) -> list[Stop]:
    order: list[Stop] = []
    at = found.Value(model.NextVar(model.Start(0))) if found else None
    while at is not None and not model.IsEnd(at):
        order.append(case.stops[nodes.IndexToNode(at) - 1])
        at = found.Value(model.NextVar(at))
    return order


def _minutes(case: Case, speeds: Speeds) -> list[list[int]]:
    """From the start and each stop to each other; the last column is the end, wherever he is."""
    places = [case.start.place, *(stop.place for stop in case.stops)]
    rows = [
        [speeds.minutes(metres_between(one, other)) if one and other else 0 for other in places]
        for one in places
    ]
    return [*([*row, 0] for row in rows), [0] * (len(places) + 1)]


def _window(case: Case, stop: Stop) -> tuple[int, int]:
    if stop.window:
        return stop.window.opens, stop.window.closes
    return case.start.at, case.closes - stop.minutes


PEERS: dict[str, tuple[str | None, Peer]] = {
    "greedy": (None, order_greedily),
    "ortools": ("ortools", order_by_ortools),
    "pyvrp": ("pyvrp", order_by_pyvrp),
    "vroom": ("vroom", order_by_vroom),
}
"""By name: the package that it needs, and the way."""


def is_installed(package: str | None) -> bool:
    """Whether a peer can be measured here."""
    return package is None or importlib.util.find_spec(package) is not None
