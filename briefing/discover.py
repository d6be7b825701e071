"""Plug-ins: a module's file name is its name, and its presence is its registration."""

import importlib
import pkgutil
from types import ModuleType


def modules(package: ModuleType) -> dict[str, ModuleType]:
    """The modules of ``package`` by file name, in alphabetical order; names with ``_`` in front are private."""
    names = sorted(m.name for m in pkgutil.iter_modules(package.__path__) if not m.name.startswith("_"))
    return {name: importlib.import_module(f"{package.__name__}.{name}") for name in names}
