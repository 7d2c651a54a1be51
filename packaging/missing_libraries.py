"""Prints what this system lacks to run the program: a line each, the thing and its Debian or Ubuntu package.

Shared libraries are looked up the way Qt will, by the loader. Where releases name a package differently, the names
are joined by ``|``, newest first. Standard library only: it runs before ``.venv`` exists.
"""

import ctypes
import platform
import sys
from importlib.util import find_spec

LIBRARIES = {
    # QtCore, QtGui, QtWidgets and the offscreen platform
    "libglib-2.0.so.0": "libglib2.0-0t64|libglib2.0-0",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libxkbcommon.so.0": "libxkbcommon0",
    # a window under X11
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
    # a window under Wayland
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
}


def missing() -> dict[str, str]:
    """What is missing, with the package that brings it."""
    lacking = {}
    if find_spec("ensurepip") is None:
        lacking["venv with pip"] = "python{}.{}-venv".format(*sys.version_info)
    if platform.system() == "Linux":
        for library, package in LIBRARIES.items():
            try:
                ctypes.CDLL(library)
            except OSError:
                lacking[library] = package
    return lacking


if __name__ == "__main__":
    for thing, package in missing().items():
        print(f"{package}\t{thing}")
