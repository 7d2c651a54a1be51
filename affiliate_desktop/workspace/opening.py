"""Making and opening workspace files, and refusing what would be damaged."""

from pathlib import Path

from affiliate_desktop.core.clock import Clock
from affiliate_desktop.workspace import schema
from affiliate_desktop.workspace.engine import APPLICATION_ID, make_engine
from affiliate_desktop.workspace.file import Workspace


def default_path() -> Path:
    """The default workspace in the platform's data folder."""
    import platformdirs

    return platformdirs.user_data_path("affiliate-desktop", appauthor=False) / "Default.affiliate"


def create_workspace(path: Path, clock: Clock) -> Workspace:
    """Makes an empty workspace file and opens it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600, exist_ok=False)
    engine = make_engine(path)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA journal_mode = WAL")
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        schema.metadata.create_all(connection)
        connection.commit()
    engine.dispose()
    return Workspace(path, clock)


def open_workspace(path: Path, clock: Clock) -> Workspace:
    """Opens an existing workspace file."""
    return Workspace(path, clock)
