"""The files of a graph as they were when the server started.

A build replaces its files by renaming, so a file that was opened stays what it was, whatever a
later build does: what the endpoint, the pages and the downloads tell is always one graph. The same
holds of the files of a store, which are not to be sent.
"""

from __future__ import annotations

import io
import os
from dataclasses import dataclass, field
from hashlib import sha256
from json import JSONDecodeError, loads
from typing import TYPE_CHECKING, Any

from kg.asking.disk_store import hold_files

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path
    from typing import BinaryIO

_BLOCK = 1 << 16
#: The files of a store that change when it does.
_TELLING = ("IDENTITY", "CURRENT", "MANIFEST-")


@dataclass(frozen=True, slots=True)
class Held:
    """A file that is held open: its name, descriptor, size in bytes and SHA-256."""

    name: str
    descriptor: int
    size: int
    sha256: str

    def open(self) -> BinaryIO:
        """The content, to be read from its beginning by one reader among many."""
        return io.BufferedReader(_Reader(self), _BLOCK)


class _Reader(io.RawIOBase):
    """A place of its own in a held file: readers of one descriptor would share the place."""

    def __init__(self, held: Held) -> None:
        self._held, self._place = held, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        start = {os.SEEK_SET: 0, os.SEEK_CUR: self._place, os.SEEK_END: self._held.size}
        self._place = start[whence] + offset
        return self._place

    def readinto(self, buffer: Any) -> int:
        wanted = min(len(buffer), self._held.size - self._place)
        data = os.pread(self._held.descriptor, wanted, self._place) if wanted > 0 else b""
        if wanted > 0 and not data:  # somebody wrote into the file instead of replacing it
            raise OSError(f"{self._held.name} is shorter than it was")
        buffer[: len(data)] = data
        self._place += len(data)
        return len(data)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The files that the graph was read from, and its page if one lies beside them; or a store.

    ``version`` is short and the same for the same files. ``store`` has the descriptors of the
    files of a store by their names.
    """

    version: str
    graphs: tuple[Held, ...] = ()
    page: Held | None = None
    store: Mapping[str, int] = field(default_factory=dict)


def hold(paths: Sequence[Path]) -> Snapshot:
    """Open the files of a graph, or of a store. Raises OSError and DataError."""
    if paths[0].is_dir():
        return _hold_store(paths[0])
    graphs = tuple(_hold(path) for path in paths)
    version = _short("".join(held.sha256 for held in graphs).encode())
    return Snapshot(version, graphs, _page_of(paths[0], graphs[0]))


def _hold_store(folder: Path) -> Snapshot:
    """RocksDB gives each store a name of its own, and lists all tables in its manifest."""
    held = hold_files(folder)
    telling = sorted(name for name in held if name.startswith(_TELLING))
    return Snapshot(_short(b"".join(_read(held[name]) for name in telling)), store=held)


def _read(descriptor: int) -> bytes:
    return os.pread(descriptor, os.fstat(descriptor).st_size, 0)


def _short(data: bytes) -> str:
    return sha256(data).hexdigest()[:16]


def _hold(path: Path) -> Held:
    descriptor = os.open(path, os.O_RDONLY)
    with os.fdopen(os.dup(descriptor), "rb") as file:
        digest, size = sha256(), 0
        while block := file.read(1 << 20):
            digest.update(block)
            size += len(block)
    return Held(path.name, descriptor, size, digest.hexdigest())


def _page_of(path: Path, graph: Held) -> Held | None:
    """``graph.html`` beside the graph, if ``report.json`` says that one build wrote both."""
    try:
        report = loads(path.with_name("report.json").read_bytes())
        page = _hold(path.with_name("graph.html"))
        same = all(report["files"][held.name]["sha256"] == held.sha256 for held in (graph, page))
    except (OSError, JSONDecodeError, KeyError, TypeError):
        return None
    return page if same else None
