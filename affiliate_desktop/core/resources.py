"""Where the files that ship with the program are."""

from functools import cache
from pathlib import Path


@cache
def resource_folder() -> Path:
    """The ``resources`` folder: inside the installed package, or beside it in a source tree."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "resources"
    return installed if installed.is_dir() else package.parent / "resources"
