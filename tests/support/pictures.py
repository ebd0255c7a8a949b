"""Pictures as a camera makes them."""

import random
import zlib


def picture(width: int, height: int, content: bytes | None = None) -> bytes:
    """A PNG of noise, which no codec makes small; or one that only says that it is so large."""
    if content is None:
        rows = random.Random(7)
        content = b"".join(b"\0" + rows.randbytes(width * 3) for _ in range(height))
    head = width.to_bytes(4) + height.to_bytes(4) + bytes((8, 2, 0, 0, 0))
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(content, 0)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in parts)


def _chunk(name: bytes, data: bytes) -> bytes:
    return len(data).to_bytes(4) + name + data + zlib.crc32(name + data).to_bytes(4)
