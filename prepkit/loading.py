"""Names of a package that are loaded when they are first used, so that one does not pay for all.

They stand once, in the package's stub (`__init__.pyi`), which type checkers and editors read as well. lazy_loader does
the same, but imports `ast` to read a stub, which alone takes half as long as Python needs to start.
"""

from __future__ import annotations

import importlib
import sys
import types
from collections.abc import Callable


class _Package(types.ModuleType):
    """A package whose public names are not replaced by the modules of the same name that they live in."""

    __homes__: dict[str, tuple[str, str]]

    def __setattr__(self, name: str, value: object) -> None:
        attribute = self.__homes__.get(name, ("", ""))[1]
        if not (attribute and isinstance(value, types.ModuleType)):
            super().__setattr__(name, value)


def attach(package: str, file: str) -> tuple[Callable[[str], object], Callable[[], list[str]], list[str]]:
    """Return a package's `__getattr__`, `__dir__` and `__all__`, made from the imports of its stub.

    Args:
        package: The package's `__name__`.
        file: Its `__file__`; the stub stands beside it. Each of its imports is one line and names one thing:
            `from .store.workspace import Workspace as Workspace`.
    """
    homes = dict(_read(package, f"{file}i"))
    module = sys.modules[package]
    module.__dict__["__homes__"] = homes
    module.__class__ = _Package

    def find(name: str) -> object:
        if name not in homes:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        home, attribute = homes[name]
        value = importlib.import_module(home)
        if attribute:
            value = getattr(value, attribute, None) or importlib.import_module(f"{home}.{attribute}")
        module.__dict__[name] = value
        return value

    names = sorted(homes)
    return find, lambda: [*names, "__version__"] if hasattr(module, "__version__") else names, names


def _read(package: str, stub: str) -> list[tuple[str, tuple[str, str]]]:
    """Return each name of a stub with the module that it lives in and its name there, empty for a module itself."""
    found = []
    with open(stub, encoding="utf-8") as lines:  # noqa: PTH123 (pathlib is not loaded for this)
        for line in lines:
            if line.startswith("from ."):
                _, source, _, name, *_, public = line.split()
                dots = len(source) - len(source.lstrip("."))
                parts = package.split(".")
                base = ".".join(parts[: len(parts) - dots + 1])
                home = f"{base}{source[dots - 1 :]}" if source.strip(".") else f"{base}.{name}"
                found.append((public, (home, name if source.strip(".") else "")))
    return found
