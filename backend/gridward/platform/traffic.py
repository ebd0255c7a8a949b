"""What is asked of the application, counted. Labels are templates and codes: no ids, nothing personal."""

from fastapi import Request
from prometheus_client import CollectorRegistry, Counter, Histogram

_METHODS = {"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"}
_BUCKETS_S = (0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1.0, 2.5, 5.0, 10.0)


def route_of(request: Request) -> str:
    """The template of a request's route, `none` where nothing fits; with `/api/v1` left out, as the rooms write it.

    What was typed into an address may be anything, a telephone number too; the template is ours.
    """
    return getattr(request.scope.get("route"), "path", "none")


class Traffic:
    """The counters of one application."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._requests = Counter(
            "gridward_requests", "Requests answered.", ("method", "route", "status"), registry=self.registry
        )
        self._seconds = Histogram(
            "gridward_request_seconds",
            "Seconds until an answer began.",
            ("method", "route"),
            buckets=_BUCKETS_S,
            registry=self.registry,
        )

    def saw(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count a request, under the template of its route."""
        method = method if method in _METHODS else "other"
        self._requests.labels(method, route, str(status)).inc()
        self._seconds.labels(method, route).observe(seconds)
