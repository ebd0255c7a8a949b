"""How a process loads what it was started for."""

import gc
import importlib
from types import ModuleType


def load(name: str) -> ModuleType:
    """A module with all that it imports.

    Nothing that loading makes is garbage: to look for it again and again takes an eighth of the time.
    """
    gc.disable()
    try:
        return importlib.import_module(name)
    finally:
        gc.freeze()
        gc.enable()
