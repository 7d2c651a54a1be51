"""Says which system packages are missing before Qt aborts, with the line that installs them.

Package names were proven on a bare Debian 12; ``docs/`` tells how.
"""

import ctypes
import os
import sys

EXIT_MISSING = 78
"""``EX_CONFIG`` of sysexits.h."""

_CORE = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libxkbcommon.so.0": "libxkbcommon0",
}
_X11 = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
_WAYLAND = {
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
}


def obstacle() -> str | None:
    """Why no window can open here, in words a person can act on; None when one can."""
    if not sys.platform.startswith("linux"):
        return None
    platform = _platform()
    if platform is None:
        return (
            "There is no display to open the window on. The command line works without one: "
            "try “affiliate-desktop --help”, or “affiliate-desktop demo DIR” for the whole path on sample data."
        )
    packages = missing_packages(platform)
    if not packages:
        return None
    return (
        "Some system libraries that the window needs are missing. Install them and start again:\n"
        f"  sudo apt-get install --no-install-recommends {' '.join(packages)}"
    )


def missing_packages(platform: str) -> list[str]:
    """Debian packages that hold the libraries which can't be loaded.

    Args:
        platform: Qt's platform plugin: ``xcb``, ``wayland``, ``offscreen`` ...
    """
    wanted = dict(_CORE)
    if platform == "xcb":
        wanted |= _X11
    elif platform.startswith("wayland"):
        wanted |= _WAYLAND
    return [package for library, package in wanted.items() if not _loads(library)]


def _platform() -> str | None:
    asked = os.environ.get("QT_QPA_PLATFORM", "").split(";")[0].split(":")[0]
    if asked:
        return asked
    if os.environ.get("WAYLAND_DISPLAY"):
        return "wayland"
    return "xcb" if os.environ.get("DISPLAY") else None


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
