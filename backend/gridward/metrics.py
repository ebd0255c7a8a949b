"""Figures for Prometheus, on a port of their own on loopback: not for whoever reaches the application."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from fastapi import FastAPI
from prometheus_client import CollectorRegistry, start_http_server
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from gridward.kernel.errors import Conflict
from gridward.platform.jobs import job_counts
from gridward.seats.public import waiting_items

_HOST = "127.0.0.1"
_PATIENCE_S = 2


@contextmanager
def exposed(app: FastAPI, url: str, port: int | None) -> Iterator[int | None]:
    """Answer `/metrics` in a thread until the end of the block; yields the port. Does nothing without a port.

    Raises `serve.port_taken`.
    """
    if port is None:
        yield None
        return
    registry: CollectorRegistry = app.state.traffic.registry
    registry.register(_Figures(app, url))
    try:
        server, thread = start_http_server(port, _HOST, registry)
    except OSError as error:
        raise Conflict(
            "serve.port_taken",
            f"Cannot listen on {_HOST}, port {port}: {error.strerror}.",
            "Choose another port with GRIDWARD_METRICS_PORT; 0 takes a free one.",
            port=port,
        ) from error
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Figures(Collector):
    """What is looked up when it is asked for."""

    def __init__(self, app: FastAPI, url: str) -> None:
        self._app = app
        self._url = url

    def describe(self) -> list[Metric]:
        """Nothing, so that being registered asks no database."""
        return []

    def collect(self) -> Iterator[Metric]:
        """Streams, and what the database knows; without it only that it does not answer."""
        streams = self._app.state.notices.streams
        yield GaugeMetricFamily("gridward_event_streams", "Open streams of events.", streams)
        try:
            with psycopg.connect(
                self._url,
                connect_timeout=_PATIENCE_S,
                application_name="gridward metrics",
                options=f"-c statement_timeout={_PATIENCE_S}s",
            ) as connection:
                jobs, waiting = job_counts(connection), waiting_items(connection)
        except psycopg.Error:
            yield GaugeMetricFamily("gridward_database_up", "Whether the database answers.", 0)
            return
        yield GaugeMetricFamily("gridward_database_up", "Whether the database answers.", 1)
        states = GaugeMetricFamily("gridward_jobs", "Jobs, by their state.", labels=("state",))
        for state, count in jobs.items():
            states.add_metric((state,), count)
        yield states
        yield GaugeMetricFamily("gridward_queue_waiting", "Customers who wait for a call.", waiting)
