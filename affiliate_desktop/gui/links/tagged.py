"""The link as it will be published, shown while it is typed, or why it can't be made."""

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import QBoxLayout, QFrame, QPlainTextEdit, QPushButton
from typing_extensions import override

from affiliate_desktop.gui.parts import Banner, Card, button, label, restyle
from affiliate_desktop.gui.theme import Theme
from affiliate_desktop.links.model import TaggedLink

LINES = 9
WIDTH = 340


class TaggedView(Card):
    """The card that shows the tagged link.

    Signals:
        copy_wanted(): the user wants the link on the clipboard.
        strip_wanted(): take what the network advises to remove out of the destination.
    """

    copy_wanted = Signal()
    strip_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(_title())
        self.setFixedWidth(WIDTH)
        self.url = QPlainTextEdit()
        self.url.setReadOnly(True)
        self.url.setTabChangesFocus(True)
        self.url.setFrameShape(QFrame.Shape.NoFrame)
        self.url.setWordWrapMode(QTextOption.WrapMode.WrapAnywhere)
        self.url.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.url.setProperty("kind", "bare")
        self.url.document().setDocumentMargin(0)
        self.url.setAccessibleName(_title())
        self.reason = label("", "muted", wrap=True)
        self.notice = label("", "hint", wrap=True)
        self.extra = Banner("info")
        self.strip: QPushButton = button(self.tr("Remove them"), kind="link")
        self.copy = button(self.tr("Copy"), icon="copy", theme=theme)
        self.copy.setAccessibleName(self.tr("Copy the tagged link"))
        self.extra.layout_.setDirection(QBoxLayout.Direction.TopToBottom)
        self.extra.layout_.addWidget(self.strip, 0, Qt.AlignmentFlag.AlignLeft)
        self.copy.clicked.connect(self.copy_wanted)
        self.strip.clicked.connect(self.strip_wanted)
        self.heading_row.addWidget(self.copy)
        for each in (self.url, self.reason, self.notice, self.extra):
            self.content.addWidget(each)
        self._fit()
        self.invite()

    def invite(self) -> None:
        """Nothing was typed yet."""
        self._say(self.tr("Type or paste the address of the page that you promote."), kind="muted")

    def refuse(self, reason: str) -> None:
        """Says why there is no link."""
        self._say(reason, kind="error")

    def show_link(self, tagged: TaggedLink, network: str) -> None:
        """Shows a link, and what a person should know of it."""
        if self.url.toPlainText() != tagged.url:
            self.url.setPlainText(tagged.url)
        self.url.show()
        self.reason.hide()
        self.copy.setEnabled(True)
        self.notice.setText(" ".join(self._notices(tagged)))
        self.notice.setVisible(bool(self.notice.text()))
        names = ", ".join(dict.fromkeys(tagged.strippable))
        text = self.tr("The address carries parts that {network} advises to leave out: {names}.")
        self.extra.say(text.format(network=network, names=names) if names else "")

    def text(self) -> str:
        """The link that is shown; empty when there is none."""
        return self.url.toPlainText() if self.copy.isEnabled() else ""

    def _notices(self, tagged: TaggedLink) -> list[str]:
        notices = []
        if tagged.replaced:
            text = self.tr("Replaced in the address: {names}.")
            notices.append(text.format(names=", ".join(dict.fromkeys(tagged.replaced))))
        if tagged.shown_host:
            text = self.tr("The host mixes alphabets and is really {host}; make sure that it is the one you mean.")
            notices.append(text.format(host=tagged.shown_host))
        return notices

    def _say(self, text: str, *, kind: str) -> None:
        self.url.hide()
        self.notice.hide()
        self.extra.say("")
        self.copy.setEnabled(False)
        restyle(self.reason, "kind", kind)
        self.reason.setText(text)
        self.reason.show()

    def _fit(self) -> None:
        height = self.url.fontMetrics().lineSpacing() * LINES + 4
        self.url.setFixedHeight(height)
        self.reason.setMinimumHeight(height)
        self.reason.setAlignment(Qt.AlignmentFlag.AlignTop)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()


def _title() -> str:
    return QCoreApplication.translate("TaggedView", "Tagged link")
