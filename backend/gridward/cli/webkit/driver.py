"""A window of WebKitGTK, driven by W3C WebDriver on a screen that nobody sees."""

import http.client
import json
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from gridward.kernel.errors import Invalid

_DRIVER, _SCREEN = "WebKitWebDriver", "Xvfb"
_BROWSERS = ("lib/*/webkit2gtk-4.*", "lib/webkit2gtk-4.*", "lib64/webkit2gtk-4.*", "libexec/webkit2gtk-4.*")
"""Where below /usr systems put the little browser that comes with WebKitGTK."""
_ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
"""The name that the protocol gives to references to elements."""
_SCRIPT = """const done = arguments[arguments.length - 1];
(async (...given) => { %s })(...arguments).then((value) => done({ value }), (error) => done({ error: String(error) }))"""
_SCROLL = "arguments[0].scrollIntoView({ block: 'center' })"
_WIDTH, _HEIGHT = 1180, 820
_TIMEOUT_S = 120
_PATIENCE_S = 60.0
_PAUSE_S = 0.1


class _RefusedError(Exception):
    """The browser did not do what it was asked; often because the page is just changing."""


class Window:
    """What is shown. Elements are named by XPath. Whatever is waited for in vain is an `AssertionError`."""

    def __init__(self, port: int, browser: Path) -> None:
        self._port = port
        options = {"webkitgtk:browserOptions": {"binary": str(browser), "args": ["--automation"]}}
        opened = self._ask("POST", "/session", {"capabilities": {"alwaysMatch": options}})
        self._session = f"/session/{opened['sessionId']}"
        self.version: str = opened["capabilities"]["browserVersion"]
        self._do("POST", "/window/rect", x=0, y=0, width=_WIDTH, height=_HEIGHT)

    def go(self, address: str) -> None:
        """Open a page."""
        self._do("POST", "/url", url=address)

    def reload(self) -> None:
        """Load the page anew."""
        self._do("POST", "/refresh")

    def see(self, path: str) -> str:
        """Wait until something is shown; what it says."""
        found: list[str] = []
        self.until(lambda: found.append(self._do("GET", f"/element/{self._shown(path)}/text")), path)
        return found[0]

    def miss(self, path: str) -> None:
        """Wait until it is gone."""
        self.until(lambda: not self._all(path), f"gone: {path}")

    def click(self, path: str) -> None:
        """Press something as soon as it can be pressed."""
        self.until(lambda: self._press(self._shown(path)), path)

    def fill(self, path: str, text: str) -> None:
        """Write into a field."""
        self.until(lambda: self._do("POST", f"/element/{self._shown(path)}/value", text=text), path)

    def run(self, script: str, *given: object) -> Any:
        """What the body of an asynchronous function gives, `given` its parameters."""
        answer = self._do("POST", "/execute/async", script=_SCRIPT % script, args=list(given))
        if "error" in answer:
            raise _RefusedError(answer["error"])
        return answer.get("value")

    def until(self, holds: Callable[[], object], what: str) -> None:
        """Ask again and again until it gives something else than `False`."""
        late, said = time.monotonic() + _PATIENCE_S, ""
        while time.monotonic() < late:
            try:
                if holds() is not False:
                    return
            except _RefusedError as refused:
                said = f" ({refused})"
            time.sleep(_PAUSE_S)
        raise AssertionError(f"waited in vain for {what}{said}; the page: {self._text()}")

    def close(self) -> None:
        """End the browser."""
        self._do("DELETE", "")

    def _press(self, element: str) -> None:
        # The driver itself does not scroll inside a dialog.
        self._do("POST", "/execute/sync", script=_SCROLL, args=[{_ELEMENT: element}])
        self._do("POST", f"/element/{element}/click")

    def _shown(self, path: str) -> str:
        for one in self._all(path):
            if self._do("GET", f"/element/{one}/displayed"):
                return one
        raise _RefusedError("not there")

    def _all(self, path: str) -> list[str]:
        found = self._do("POST", "/elements", using="xpath", value=path)
        return [one[_ELEMENT] for one in found]

    def _text(self) -> str:
        return str(self.run("return document.body.innerText"))

    def _do(self, method: str, path: str, **body: object) -> Any:
        return self._ask(method, self._session + path, body)

    def _ask(self, method: str, path: str, body: dict[str, Any]) -> Any:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=_TIMEOUT_S)
        try:
            content = json.dumps(body) if method == "POST" else None
            connection.request(method, path, content, {"Content-Type": "application/json"})
            answer = connection.getresponse()
            value = json.loads(answer.read())["value"]
        finally:
            connection.close()
        if answer.status != http.HTTPStatus.OK:
            raise _RefusedError(f"{value['error']}: {value['message']}")
        return value


def find_browser() -> Path:
    """The browser of WebKitGTK. Raises `bench.no_webkit` where it, its driver or a screen is missing."""
    found = [path for folder in _BROWSERS for path in Path("/usr").glob(f"{folder}/MiniBrowser")]
    if not (found and shutil.which(_DRIVER) and shutil.which(_SCREEN)):
        raise Invalid(
            "bench.no_webkit",
            "WebKitGTK with its browser and driver, or a screen for it, is not installed.",
            "Debian, Ubuntu: apt-get install webkit2gtk-driver xvfb. Elsewhere the packages that have MiniBrowser, "
            f"{_DRIVER} and {_SCREEN}.",
        )
    return found[-1]


@contextmanager
def webkit() -> Iterator[Window]:
    """A window with nothing kept in it. Raises `bench.no_webkit`."""
    browser = find_browser()
    with _screen() as display:
        port = _free_port()
        environment = {**os.environ, "DISPLAY": display, "GDK_BACKEND": "x11", "TZ": "Asia/Shanghai"}
        # There is no graphics card, and nobody who needs help to read the screen.
        environment |= {"LIBGL_ALWAYS_SOFTWARE": "1", "NO_AT_BRIDGE": "1"}
        driver = subprocess.Popen(
            [_DRIVER, f"--port={port}"], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            _wait_for(port)
            window = Window(port, browser)
            try:
                yield window
            finally:
                window.close()
        finally:
            driver.terminate()
            driver.wait()


@contextmanager
def _screen() -> Iterator[str]:
    reader, writer = os.pipe()
    screen = subprocess.Popen(
        [_SCREEN, "-displayfd", str(writer), "-screen", "0", f"{_WIDTH}x{_HEIGHT}x24", "-nolisten", "tcp"],
        pass_fds=[writer],
        stderr=subprocess.DEVNULL,
    )
    os.close(writer)
    try:
        with open(reader) as said:
            yield f":{said.readline().strip()}"
    finally:
        screen.terminate()
        screen.wait()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    return port


def _wait_for(port: int) -> None:
    late = time.monotonic() + _PATIENCE_S
    while time.monotonic() < late:
        try:
            return socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            time.sleep(_PAUSE_S)
    raise AssertionError("the browser's driver did not begin to answer")
