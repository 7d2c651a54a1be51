"""One window for each workspace: a second start brings the first to the front and hands it its files."""

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDir, QLockFile, QObject, QStandardPaths, Signal, Slot

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer

ANSWER_MS = 2000


class Instance(QObject):
    """The right to show a workspace in a window.

    Signals:
        called(object): another start asks for the front and hands over these paths (a tuple, may be empty).

    Args:
        path: the workspace file.
    """

    called = Signal(object)

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.name = _name(path)
        self._lock = QLockFile(f"{_folder()}/{self.name}.lock")
        self._lock.setStaleLockTime(0)
        self._server: QLocalServer | None = None

    def claim(self) -> bool:
        """Whether this process may show the workspace; false while another does."""
        return self._lock.tryLock(50)

    def listen(self) -> None:
        """Takes calls of later starts. QtNetwork is imported here, after the window has painted."""
        from PySide6.QtNetwork import QLocalServer

        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        QLocalServer.removeServer(self.name)
        server.newConnection.connect(self._take)
        server.listen(self.name)
        self._server = server

    def hand_over(self, files: tuple[Path, ...]) -> bool:
        """Asks the window that shows the workspace to come to the front and take these files."""
        from PySide6.QtNetwork import QLocalSocket

        socket = QLocalSocket()
        socket.connectToServer(self.name)
        if not socket.waitForConnected(ANSWER_MS):
            return False
        socket.write(json.dumps([str(file.absolute()) for file in files]).encode() + b"\n")
        socket.waitForBytesWritten(ANSWER_MS)
        socket.waitForReadyRead(ANSWER_MS)
        socket.disconnectFromServer()
        return True

    def release(self) -> None:
        """Lets another process show the workspace."""
        if self._server is not None:
            self._server.close()
            self._server.deleteLater()
            self._server = None
        self._lock.unlock()

    @Slot()
    def _take(self) -> None:
        server = self._server
        while server is not None and server.hasPendingConnections():
            socket = server.nextPendingConnection()
            if socket.canReadLine() or socket.waitForReadyRead(ANSWER_MS):
                self.called.emit(_paths(bytes(socket.readLine(1_000_000).data())))
                socket.write(b"ok\n")
                socket.flush()
            socket.disconnectFromServer()
            socket.deleteLater()


def _paths(line: bytes) -> tuple[Path, ...]:
    try:
        names = json.loads(line)
    except ValueError:
        return ()
    return tuple(Path(name) for name in names if isinstance(name, str)) if isinstance(names, list) else ()


def _name(path: Path) -> str:
    digest = hashlib.sha256(str(path.expanduser().resolve()).encode()).hexdigest()
    return f"affiliate-desktop-{digest[:20]}"


def _folder() -> str:
    """A folder of the user's own for lock files."""
    kind = QStandardPaths.StandardLocation.GenericCacheLocation
    folder = f"{QStandardPaths.writableLocation(kind)}/affiliate-desktop"
    QDir().mkpath(folder)
    return folder
