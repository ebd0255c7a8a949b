"""Structured logs: JSON lines, readable ones on a terminal. Never personal data: log numbers and codes."""

import logging
import sys

import structlog

from gridward.platform.settings import settings


def configure() -> None:
    """Set up logging for this process."""
    level = logging.getLevelNamesMapping().get(settings().log_level.upper(), logging.INFO)
    renderer: structlog.typing.Processor = structlog.dev.ConsoleRenderer()
    if not sys.stderr.isatty():
        renderer = structlog.processors.JSONRenderer()
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s %(message)s")
