"""The colors of the window, light and dark. Every text color reads at 4.5:1 or more on what it stands on."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Colors:
    """One theme's colors, ``#rrggbb``.

    Attributes:
        canvas: behind the page. side: behind the navigation. card: cards, tables, fields.
        hover, pressed: a control under the pointer. line: hairlines. edge: borders of fields.
        text, muted: reading text; what is less important.
        accent: primary buttons and focus. on_accent: text on it. accent_text: links and accents as text.
        selected: behind selected rows.
        series: lines and bars of charts, in order of use.
    """

    dark: bool
    canvas: str
    side: str
    card: str
    hover: str
    pressed: str
    line: str
    edge: str
    text: str
    muted: str
    accent: str
    accent_hover: str
    on_accent: str
    accent_text: str
    selected: str
    danger: str
    danger_soft: str
    on_danger: str
    warning: str
    warning_soft: str
    success: str
    success_soft: str
    info: str
    info_soft: str
    neutral_soft: str
    tip: str
    on_tip: str
    series: tuple[str, ...]


LIGHT = Colors(
    dark=False,
    canvas="#fbfbfc",
    side="#f2f3f5",
    card="#ffffff",
    hover="#eceef1",
    pressed="#e1e4e8",
    line="#e5e7eb",
    edge="#c9ced6",
    text="#1a1d23",
    muted="#5b6270",
    accent="#0f6b5f",
    accent_hover="#0c594f",
    on_accent="#ffffff",
    accent_text="#0f6b5f",
    selected="#dcefec",
    danger="#b3261e",
    danger_soft="#fbe9e7",
    on_danger="#ffffff",
    warning="#7a4d00",
    warning_soft="#fdf1d8",
    success="#1d6a3a",
    success_soft="#e2f3e7",
    info="#1f4fa3",
    info_soft="#e5edfa",
    neutral_soft="#eceef1",
    tip="#23272f",
    on_tip="#f5f6f8",
    series=("#0f6b5f", "#3f74c9", "#d99a1c", "#c4483f", "#7d5ba6", "#6b7280"),
)

DARK = Colors(
    dark=True,
    canvas="#17191d",
    side="#121417",
    card="#1e2126",
    hover="#282c33",
    pressed="#323740",
    line="#2b2f36",
    edge="#454b56",
    text="#e8eaee",
    muted="#a3aab6",
    accent="#35b8a5",
    accent_hover="#4cc7b5",
    on_accent="#04211d",
    accent_text="#4cc7b5",
    selected="#1f3f3b",
    danger="#ff8f85",
    danger_soft="#43211f",
    on_danger="#2b0705",
    warning="#f2bd5b",
    warning_soft="#3d2f14",
    success="#6fd196",
    success_soft="#1b3827",
    info="#8db8ff",
    info_soft="#1e2f4d",
    neutral_soft="#2b2f36",
    tip="#e8eaee",
    on_tip="#17191d",
    series=("#35b8a5", "#6d9eeb", "#e8b04a", "#ef7d74", "#b391dd", "#9aa1ad"),
)

TONES = ("neutral", "accent", "success", "warning", "danger", "info")
"""What a pill or a banner can mean."""


def tone(colors: Colors, name: str) -> tuple[str, str]:
    """Text and background of a tone."""
    pairs = {
        "accent": (colors.accent_text, colors.selected),
        "success": (colors.success, colors.success_soft),
        "warning": (colors.warning, colors.warning_soft),
        "danger": (colors.danger, colors.danger_soft),
        "info": (colors.info, colors.info_soft),
    }
    return pairs.get(name, (colors.muted, colors.neutral_soft))


STATUS_TONES = {
    "pending": "warning",
    "approved": "info",
    "paid": "success",
    "reversed": "danger",
    "planned": "info",
    "active": "success",
    "paused": "warning",
    "ended": "neutral",
    "archived": "neutral",
    "green": "success",
    "amber": "warning",
    "red": "danger",
}
"""The tone of each status that a record can have."""


def _channel(value: int) -> float:
    share = value / 255
    return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)


def luminance(color: str) -> float:
    """Relative luminance of ``#rrggbb`` (WCAG 2.2)."""
    red, green, blue = (_channel(int(color[i : i + 2], 16)) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colors, 1 to 21 (WCAG 2.2)."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)
