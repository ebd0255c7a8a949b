"""What the log keeps of an error, whoever tells of it."""

import json
import subprocess
import sys

from gridward.kernel.errors import NotFound
from gridward.platform.log import outline

_FAILING = """
import asyncio, gc, logging
from gridward.platform import log

log.configure()

async def forgotten():
    raise ValueError("told to 王小明")

async def forget():
    task = asyncio.create_task(forgotten())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    del task
    gc.collect()

asyncio.run(forget())
try:
    int("王小明")
except ValueError:
    logging.getLogger("library").exception("It failed.")
logging.getLogger("library").warning("It failed:\\nwith 王小明")
try:
    raise KeyError("王小明")
except KeyError as error:
    raise LookupError("王小明") from error
"""


def test_of_an_error_kinds_codes_and_places_are_kept() -> None:
    try:
        try:
            raise NotFound("customer.not_found", "There is no 王小明.")
        except NotFound as cause:
            raise RuntimeError("no 王小明") from cause
    except RuntimeError as error:
        text = outline((RuntimeError, error, error.__traceback__))
    kinds = [line for line in text.splitlines() if not line.startswith(" ")]
    assert kinds == ["builtins.RuntimeError", "gridward.kernel.errors.NotFound (customer.not_found)"]
    assert "test_log.py:" in text and "王" not in text


def test_libraries_and_errors_that_nobody_catches_write_lines_of_the_same_form() -> None:
    done = subprocess.run([sys.executable, "-c", _FAILING], capture_output=True, text=True, check=False)
    assert done.returncode == 1 and "王" not in done.stderr and r"\u738b" not in done.stderr
    lines = [json.loads(line) for line in done.stderr.splitlines()]
    assert [(line["level"], line["event"]) for line in lines] == [
        ("error", "Task exception was never retrieved"),
        ("error", "It failed."),
        ("warning", "It failed:"),
        ("error", "uncaught"),
    ]
    assert [line["exception"].splitlines()[0] for line in lines if "exception" in line] == [
        "builtins.ValueError",
        "builtins.ValueError",
        "builtins.LookupError",
    ]
