"""Places where a workspace must not lie."""

from pathlib import Path

import pytest

from affiliate_desktop.core.problems import BadInput, Failed
from affiliate_desktop.workspace import location
from affiliate_desktop.workspace.location import is_network, mount_kind, probe_wal, refuse_unsafe, sync_service

MOUNTS = r"""22 27 0:21 / /proc rw,relatime - proc proc rw
27 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
41 27 0:40 / /mnt/share rw - cifs //server/share rw
42 27 0:41 / /mnt/my\040disk rw master:2 propagate_from:3 - nfs4 server:/x rw
43 42 0:42 / /mnt/my\040disk/local rw - xfs /dev/sdb rw
44 27 0:43 / /run/user/1000/doc rw - fuse.portal portal rw
45 27 0:44 / /media/stick rw - fuseblk /dev/sdc1 rw
broken line
"""


@pytest.mark.parametrize(
    ("path", "service"),
    [
        ("/home/u/Dropbox/a.affiliate", "Dropbox"),
        ("/home/u/Dropbox (Firm)/x/y/a.affiliate", "Dropbox"),
        ("/home/u/OneDrive/a.affiliate", "OneDrive"),
        ("/home/u/OneDrive - Firm Ltd/a.affiliate", "OneDrive"),
        ("/home/u/Google Drive/a.affiliate", "Google Drive"),
        ("/home/u/GoogleDrive-me@example.com/My Drive/a.affiliate", "Google Drive"),
        ("/Users/u/Library/Mobile Documents/com~apple~CloudDocs/a.affiliate", "iCloud"),
        ("/Users/u/Library/CloudStorage/Box-Box/a.affiliate", "a cloud service"),
        ("/home/u/nextcloud/a.affiliate", "Nextcloud"),
        ("/home/u/dropbox-notes/a.affiliate", None),
        ("/home/u/Documents/Dropbox.affiliate", None),
        ("/home/u/onedriver/a.affiliate", None),
    ],
)
def test_a_synchronized_folder_is_known_by_its_name(path: str, service: str | None) -> None:
    assert sync_service(Path(path)) == service


def test_a_synchronized_folder_is_known_by_the_marker_in_any_folder_above(tmp_path: Path) -> None:
    deep = tmp_path / "share" / "a" / "b"
    deep.mkdir(parents=True)
    assert sync_service(deep / "a.affiliate") is None
    (tmp_path / "share" / ".stfolder").mkdir()
    assert sync_service(deep / "a.affiliate") == "Syncthing"
    with pytest.raises(BadInput) as caught:
        refuse_unsafe(deep / "a.affiliate")
    assert caught.value.code == "sync_folder"


def test_a_link_into_a_synchronized_folder_is_followed(tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "safe").symlink_to(tmp_path / "Dropbox")
    with pytest.raises(BadInput, match="Dropbox"):
        refuse_unsafe(tmp_path / "safe" / "a.affiliate")


@pytest.mark.parametrize(
    ("path", "kind", "network"),
    [
        ("/home/u/a", "ext4", False),
        ("/mnt/share/x/a", "cifs", True),
        ("/mnt/shared/a", "ext4", False),
        ("/mnt/my disk/a", "nfs4", True),
        ("/mnt/my disk/local/a", "xfs", False),
        ("/run/user/1000/doc/1/a", "fuse.portal", True),
        ("/media/stick/a", "fuseblk", False),
    ],
)
def test_the_mount_of_a_path_tells_its_kind(tmp_path: Path, path: str, kind: str, network: bool) -> None:
    (tmp_path / "mounts").write_text(MOUNTS)
    found = mount_kind(Path(path), tmp_path / "mounts")
    assert (found, is_network(found)) == (kind, network)


def test_a_network_mount_is_refused_and_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "mounts").write_text(f"1 0 0:1 / / rw - ext4 a rw\n2 1 0:2 / {tmp_path} rw - nfs4 b rw\n")
    monkeypatch.setattr(location, "MOUNTS", tmp_path / "mounts")
    with pytest.raises(BadInput, match="nfs4") as caught:
        refuse_unsafe(tmp_path / "a.affiliate")
    assert caught.value.code == "network_mount"


def test_where_the_system_does_not_tell_nothing_is_refused(tmp_path: Path) -> None:
    assert mount_kind(tmp_path / "a", tmp_path / "missing") == ""


def test_the_probe_leaves_nothing_behind(tmp_path: Path) -> None:
    probe_wal(tmp_path)
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(FileNotFoundError):
        probe_wal(tmp_path / "missing")


def test_a_drive_without_a_write_ahead_log_is_refused_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sqlite3

    def fail(_scratch: Path) -> None:
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr(location, "_try_wal", fail)
    with pytest.raises(Failed, match="another disk") as caught:
        probe_wal(tmp_path)
    assert caught.value.code == "no_wal"
    assert list(tmp_path.iterdir()) == []
