"""Structured logs: JSON lines, readable ones on a terminal. Never personal data: log numbers and codes.

What an error says is not logged: a database puts the values of a row into it. Logged are the kinds of the errors, their
codes, and where they came from.
"""

import logging
import sys
import traceback
from types import TracebackType

import structlog
from structlog.typing import EventDict, ExcInfo, Processor

from gridward.kernel.errors import GridwardError
from gridward.platform.settings import settings

_MOST_CAUSES = 8
_log = structlog.get_logger()


def configure() -> None:
    """Set up logging for this process, with that of the libraries, and of an error that nobody catches."""
    level = logging.getLevelNamesMapping().get(settings().log_level.upper(), logging.INFO)
    renderer: Processor = structlog.dev.ConsoleRenderer()
    if not sys.stderr.isatty():
        renderer = structlog.processors.JSONRenderer()
    ours: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.ExceptionRenderer(outline),
    ]
    structlog.configure(
        processors=[*ours, renderer],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[structlog.stdlib.add_logger_name, _first_line, *ours],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        )
    )
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    sys.excepthook = _uncaught


def outline(exc_info: ExcInfo) -> str:
    """An error and what it came from: kind and code of each, and the places in the code, without what they say."""
    lines: list[str] = []
    error: BaseException | None = exc_info[1]
    for _ in range(_MOST_CAUSES):
        if error is None:
            break
        code = error.code if isinstance(error, GridwardError) else getattr(error, "sqlstate", None)
        lines.append(f"{type(error).__module__}.{type(error).__qualname__}" + (f" ({code})" if code else ""))
        lines += [
            f"  {frame.filename}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(error.__traceback__)
        ]
        error = error.__cause__ or error.__context__
    return "\n".join(lines)


def _first_line(logger: object, name: str, event: EventDict) -> EventDict:
    # Libraries put the error that they tell of on the lines below.
    event["event"] = str(event["event"]).partition("\n")[0]
    return event


def _uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if isinstance(error, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    _log.error("uncaught", exc_info=(kind, error, trace))
