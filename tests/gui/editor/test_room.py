"""The editor fits a small screen: nothing is wider than it, and every tool is in sight."""

from PySide6.QtWidgets import QToolButton

from tests.gui.editor.conftest import Open


def test_the_editor_fits_a_screen_of_1024_pixels(edit: Open, settle) -> None:
    editor = edit("flyer").editor
    editor.resize(1024, 700)
    settle()
    assert editor.width() == 1024
    for tool in editor.findChildren(QToolButton):
        if tool.isVisible() and tool.window() is editor:
            corner = tool.mapTo(editor, tool.rect().bottomRight())
            assert corner.x() <= 1024, tool.accessibleName()
            assert tool.width() >= 24, tool.accessibleName()
