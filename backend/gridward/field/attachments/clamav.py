"""Looking for malware with ClamAV: its daemon is told the content over a socket (INSTREAM) and answers in a line."""

import socket
import struct

from gridward.kernel.errors import Unavailable

_CHUNK = 64 << 10
_PATIENCE_S = 60


class ClamScanner:
    """A daemon at `HOST:PORT`, or at the path of a socket."""

    def __init__(self, address: str) -> None:
        self.address = address

    def finds(self, content: bytes) -> bool:
        """Whether it finds anything. Raises `attachment.not_scanned` where it cannot say."""
        try:
            with self._reached() as daemon:
                answer = _asked(daemon, content)
        except OSError as error:
            raise _not_scanned() from error
        if answer.endswith(b" FOUND"):
            return True
        if answer == b"stream: OK":
            return False
        raise _not_scanned()

    def _reached(self) -> socket.socket:
        host, _, port = self.address.rpartition(":")
        if host:
            return socket.create_connection((host, int(port)), _PATIENCE_S)
        reached = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        reached.settimeout(_PATIENCE_S)
        try:
            reached.connect(self.address)
        except OSError:
            reached.close()
            raise
        return reached


def _asked(daemon: socket.socket, content: bytes) -> bytes:
    daemon.sendall(b"zINSTREAM\0")
    for start in range(0, len(content), _CHUNK):
        chunk = content[start : start + _CHUNK]
        daemon.sendall(struct.pack("!I", len(chunk)) + chunk)
    daemon.sendall(struct.pack("!I", 0))
    answer = b""
    while not answer.endswith(b"\0") and (more := daemon.recv(1024)):
        answer += more
    return answer.rstrip(b"\0\n")


def _not_scanned() -> Unavailable:
    return Unavailable(
        "attachment.not_scanned",
        "Whether there is malware in the attachment could not be found out.",
        "It is tried again by itself; an administrator looks after the scanner.",
    )
