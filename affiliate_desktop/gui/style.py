"""The stylesheet of a theme, from ``resources/style.qss``."""

from dataclasses import asdict
from string import Template

from affiliate_desktop.core.resources import resource_folder
from affiliate_desktop.gui.colors import Colors, tone

RADIUS = 6
"""Corner radius of buttons and fields; cards have 10."""


def stylesheet(colors: Colors, chevron: str, chevron_up: str, check: str) -> str:
    """The stylesheet of one theme.

    Args:
        colors: the theme's colors.
        chevron: path of the arrow that points down, tinted for the theme.
        chevron_up: of the one that points up.
        check: of the tick in a box.
    """
    values = {name: value for name, value in asdict(colors).items() if isinstance(value, str)}
    sheet = (resource_folder() / "style.qss").read_text("utf-8")
    banners = "".join(_banner(colors, name) for name in ("info", "warning", "danger", "success"))
    return banners + Template(sheet).substitute(
        values,
        radius=RADIUS,
        disabled="#8d94a0" if not colors.dark else "#6f7683",
        toast_link="#7fe0d2" if not colors.dark else "#0f5f55",
        chevron=chevron,
        chevron_up=chevron_up,
        check=check,
    )


def _banner(colors: Colors, name: str) -> str:
    text, back = tone(colors, name)
    return (
        f'QFrame[kind="banner"][tone="{name}"] {{ background: {back}; border-radius: 8px; border: none; }}\n'
        f'QFrame[kind="banner"][tone="{name}"] QLabel {{ color: {text}; }}\n'
    )
