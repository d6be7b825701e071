"""Plug-ins: a module's file name is its name, and its presence is its registration."""

import importlib
import pkgutil
from types import ModuleType


def names(package: ModuleType) -> tuple[str, ...]:
    """The file names of the modules of ``package`` in alphabetical order; those with ``_`` in front are private."""
    return tuple(sorted(m.name for m in pkgutil.iter_modules(package.__path__) if not m.name.startswith("_")))


def module(package: ModuleType, name: str) -> ModuleType:
    return importlib.import_module(f"{package.__name__}.{name}")


def modules(package: ModuleType) -> dict[str, ModuleType]:
    """The modules of ``package`` by file name."""
    return {name: module(package, name) for name in names(package)}
