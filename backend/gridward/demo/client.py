"""A person at the application, over HTTP: signs in, reads, does. Standard library only."""

import http.client
import json
import secrets
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

_API = "/api/v1"
_TIMEOUT_S = 300


class RefusedError(Exception):
    """The application refused a request; `code` is the problem's."""

    def __init__(self, status: int, problem: dict[str, Any]) -> None:
        self.status = status
        self.code = str(problem.get("code", ""))
        super().__init__(f"{status} {self.code}: {problem.get('detail', '')}")


class Person:
    """Somebody with a session of his own."""

    def __init__(self, address: str, login: str, password: str) -> None:
        """Sign in. Raises `RefusedError` where that is refused."""
        self.login = login
        self._host = urlsplit(address).netloc
        self.cookie = ""
        self.post("/session", {"login": login, "password": password})

    def get(self, path: str, **query: object) -> Any:
        """What the application answers at a path."""
        return self._ask("GET", f"{path}?{urlencode(query)}" if query else path)

    def post(self, path: str, body: object = None) -> Any:
        """Do something."""
        return self._ask("POST", path, json.dumps(body).encode(), {"Content-Type": "application/json"})

    def put(self, path: str, body: object) -> Any:
        """Make something as the body says."""
        return self._ask("PUT", path, json.dumps(body).encode(), {"Content-Type": "application/json"})

    def deliver(self, path: str, files: Sequence[Path]) -> Any:
        """Upload files as a form. They are sent from a temporary file, for they can be large."""
        boundary = secrets.token_hex(16)
        with tempfile.TemporaryFile() as body:
            for file in files:
                head = f'--{boundary}\r\nContent-Disposition: form-data; name="files"; filename="{file.name}"\r\n\r\n'
                body.write(head.encode())
                with file.open("rb") as content:
                    shutil.copyfileobj(content, body)
                body.write(b"\r\n")
            body.write(f"--{boundary}--\r\n".encode())
            length = body.tell()
            body.seek(0)
            headers = {
                "Content-Type": f"multipart/form-data; boundary={boundary}",
                "Content-Length": str(length),
            }
            return self._ask("POST", path, body, headers)

    def _ask(self, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None) -> Any:
        connection = http.client.HTTPConnection(self._host, timeout=_TIMEOUT_S)
        try:
            connection.request(method, _API + path, body, {"Cookie": self.cookie, **(headers or {})})
            answer = connection.getresponse()
            content = answer.read()
            if cookie := answer.getheader("Set-Cookie"):
                self.cookie = cookie.partition(";")[0]
        finally:
            connection.close()
        found = json.loads(content) if content else None
        if answer.status >= 400:
            raise RefusedError(answer.status, found or {})
        return found
