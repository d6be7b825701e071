"""Files that travel with the package."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def shipped(folder: str) -> Path:
    """The folder inside the installed package, or beside it in a checkout.

    Raises:
        FileNotFoundError: The installation is incomplete.
    """
    for place in (PACKAGE / folder, PACKAGE.parent / folder):
        if place.is_dir():
            return place
    raise FileNotFoundError(f"{folder}: not in the installed package; install it again")
