"""What was chosen last in the studio: level, size, paper, colors, folder. Kept by Qt's settings."""

from pathlib import Path

from PySide6.QtCore import QSettings

_ROOM = "studio"


def recall(name: str, default: str) -> str:
    """A choice by its name, such as ``qr/level``."""
    return str(QSettings().value(f"{_ROOM}/{name}", default))


def remember(name: str, value: str) -> None:
    """Keeps a choice."""
    if recall(name, "") != value:
        QSettings().setValue(f"{_ROOM}/{name}", value)


def recall_number(name: str, default: float) -> float:
    """A choice that is a number; the default where it is none."""
    try:
        return float(recall(name, str(default)))
    except ValueError:
        return default


def recall_folder(default: Path) -> Path:
    """The folder that was saved into last, where it still exists."""
    folder = Path(recall("folder", str(default)))
    return folder if folder.is_dir() else default


def remember_folder(folder: Path) -> None:
    """Keeps the folder that was saved into."""
    remember("folder", str(folder))
