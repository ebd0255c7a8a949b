"""Run a command unless it was run before on the same input; say in one line what happens.

    python3 scripts/step.py NAME "What it does" [--needs PATH ...] [--makes PATH ...] --run COMMAND ...

The input is the content of files and of folders with all that is in them, and the command itself: times do not count, for
a clone sets them anew. What the command prints is shown only where it fails.
"""

import argparse
import hashlib
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

_STAMPS = Path(".venv/.made")
_NOT_INPUT = {"node_modules", "dist", "__pycache__"}


def main() -> int:
    """The exit code of the command; 0 where there was nothing to do."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("name")
    parser.add_argument("what")
    parser.add_argument("--needs", nargs="*", type=Path, default=[])
    parser.add_argument("--makes", nargs="*", type=Path, default=[])
    parser.add_argument("--run", nargs=argparse.REMAINDER, required=True)
    step = parser.parse_args()

    stamp = _STAMPS / step.name
    digest = _digest(step.needs, step.run)
    if stamp.exists() and stamp.read_text() == digest and all(path.exists() for path in step.makes):
        return 0
    print(f"-> {step.what} ...", end=" ", flush=True)
    begun = time.monotonic()
    done = subprocess.run(
        step.run, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    if done.returncode != 0:
        print("failed:\n", flush=True)
        sys.stdout.buffer.write(done.stdout)
        return done.returncode
    print(f"{time.monotonic() - begun:.0f} s", flush=True)
    _STAMPS.mkdir(exist_ok=True)
    stamp.write_text(digest)
    return 0


def _digest(needs: list[Path], command: list[str]) -> str:
    digest = hashlib.sha256(repr(command).encode())
    for path in _files(needs):
        digest.update(f"\0{path}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _files(paths: list[Path]) -> Iterator[Path]:
    for path in sorted(paths):
        if path.is_dir():
            yield from _files([child for child in path.iterdir() if child.name not in _NOT_INPUT])
        else:
            yield path


if __name__ == "__main__":
    sys.exit(main())
