"""Whether a file stands on a drive of this machine: SQLite's locks are not to be relied on over a network."""

import ctypes
import sys
from pathlib import Path

NETWORK = {
    0x6969: "NFS",
    0x517B: "SMB",
    0xFF534D42: "CIFS",
    0xFE534D42: "SMB",
    0x01021997: "9P",
    0x5346414F: "AFS",
    0x6B414653: "AFS",
    0x00C36400: "Ceph",
    0x73757245: "Coda",
    0x564C: "NCP",
    0x0BD00BD0: "Lustre",
    0x47504653: "GPFS",
    0x01161970: "GFS2",
    0x7461636F: "OCFS2",
}
"""Kinds of file systems by the number that statfs(2) gives on Linux."""
FUSE = 0x65735546
"""Drives by a program: only its name says whether there is a network behind."""
NAMES = {
    "nfs": "NFS",
    "nfs4": "NFS",
    "cifs": "SMB",
    "smb3": "SMB",
    "smbfs": "SMB",
    "webdav": "WebDAV",
    "afpfs": "AFP",
    "9p": "9P",
    "fuse.sshfs": "sshfs",
    "fuse.rclone": "rclone",
    "fuse.s3fs": "S3",
    "fuse.davfs": "WebDAV",
    "fuse.davfs2": "WebDAV",
    "fuse.glusterfs": "GlusterFS",
    "fuse.gvfsd-fuse": "a share of the desktop",
    "fuse.curlftpfs": "FTP",
    "macfuse": "a drive by a program",
}
"""The same by the names that mount tables give."""
REMOTE = 4
"""DRIVE_REMOTE of Windows."""


def network_drive(path: Path) -> str:
    """The kind of network drive that holds this path or the nearest folder that is there; empty for a local one."""
    near = path.absolute()
    while not near.exists() and near != near.parent:
        near = near.parent
    near = near.resolve()
    if sys.platform == "win32":
        return _on_windows(near)
    if sys.platform.startswith("linux"):
        number = _magic(near)
        if number != FUSE:
            return NETWORK.get(number, "")
        return _by_mounts(near, _mounts())
    return ""


def _magic(path: Path) -> int:
    """`f_type`, the first word of what statfs(2) fills; 0 where it cannot be asked."""
    room = ctypes.create_string_buffer(256)
    try:
        statfs = ctypes.CDLL(None, use_errno=True).statfs
    except (OSError, AttributeError):
        return 0
    if statfs(str(path).encode(), room) != 0:
        return 0
    return ctypes.c_long.from_buffer(room).value & 0xFFFFFFFF


def _mounts() -> str:
    try:
        return Path("/proc/self/mounts").read_text(errors="replace")
    except OSError:
        return ""


def _by_mounts(path: Path, table: str) -> str:
    """The kind by the mount that is nearest above a path."""
    found, kind = "", ""
    for line in table.splitlines():
        parts = line.split(" ")
        if len(parts) < 3:
            continue
        place = parts[1].replace("\\040", " ")
        if (path == Path(place) or Path(place) in path.parents) and len(place) >= len(found):
            found, kind = place, parts[2]
    return NAMES.get(kind, "")


def _on_windows(path: Path) -> str:
    if path.drive.startswith("\\\\"):
        return "a share"
    windll = getattr(ctypes, "windll", None)
    kind = windll.kernel32.GetDriveTypeW(path.anchor) if windll is not None else 0
    return "a network drive" if kind == REMOTE else ""
