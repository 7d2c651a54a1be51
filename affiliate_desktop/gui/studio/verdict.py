"""Whether artwork scans, in words."""

from PySide6.QtCore import QCoreApplication

from affiliate_desktop.gui.parts import Banner
from affiliate_desktop.studio.model import Artwork, Verdict

translate = QCoreApplication.translate
TONES = {Verdict.GREEN: "success", Verdict.AMBER: "warning", Verdict.RED: "danger"}


def verdict_word(verdict: Verdict) -> str:
    """A verdict in a word or two."""
    return {
        Verdict.GREEN: translate("Verdict", "Ready"),
        Verdict.AMBER: translate("Verdict", "Usable"),
        Verdict.RED: translate("Verdict", "Not ready"),
    }[verdict]


def verdict_words(artwork: Artwork) -> str:
    """What was found: whether the codes read, and what a person should know."""
    reasons = [reason for code in artwork.codes for reason in code.reasons]
    head = {
        Verdict.GREEN: translate("Verdict", "The code was read back and says what it should."),
        Verdict.AMBER: translate("Verdict", "The code was read back, but not every reader will manage."),
        Verdict.RED: translate("Verdict", "The code would not scan."),
    }[artwork.verdict]
    facts = _facts(artwork) if artwork.verdict is Verdict.GREEN else ""
    return " ".join(dict.fromkeys(part for part in (head, facts, *reasons, *artwork.notes) if part))


def _facts(artwork: Artwork) -> str:
    code = next(iter(artwork.codes), None)
    if code is None or code.module_mm is None or code.contrast is None:
        return ""
    text = translate("Verdict", "Contrast {ratio}:1, modules of {mm} mm.")
    return text.format(ratio=f"{code.contrast:.1f}", mm=f"{code.module_mm:.2g}")


class VerdictView(Banner):
    """Shows the verdict on artwork; keeps its room, so that the preview above does not jump."""

    def __init__(self) -> None:
        super().__init__("info")
        policy = self.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.setSizePolicy(policy)

    def show_artwork(self, artwork: Artwork) -> None:
        """Says whether it scans."""
        self.say(verdict_words(artwork), TONES[artwork.verdict])
