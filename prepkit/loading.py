"""Names of a package that are loaded when they are first used, so that one does not pay for all."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Mapping
from typing import Any


def load_on_use(package: str, homes: Mapping[str, str]) -> Callable[[str], Any]:
    """Return a package's `__getattr__`: it imports the module that a name lives in, and keeps the name.

    Args:
        package: The package, as in `prepkit.store`.
        homes: The module below the package for each public name.
    """

    def find(name: str) -> Any:
        if name not in homes:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        home = homes[name]
        value = getattr(importlib.import_module(home if home.startswith("prepkit.") else f"{package}.{home}"), name)
        setattr(sys.modules[package], name, value)
        return value

    return find
