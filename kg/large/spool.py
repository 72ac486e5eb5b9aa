"""Statements on the disk: what is too much for memory, in as many heaps as wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.building.records import pack, unpack
from kg.model import Statement

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: Statements that wait in memory before they are written, of all heaps together.
_WAITING = 20_000
_LENGTH = 8  # bytes before each frame, which tell how long it is


class Spool:
    """Heaps by number, each a file of frames; a frame holds the statements of one writing."""

    def __init__(self, folder: Path, name: str, heaps: int = 1) -> None:
        """Know the place."""
        self.folder, self.heaps = folder, heaps
        self._paths = [folder / f"{name}-{number:05}" for number in range(heaps)]
        self._waiting: dict[int, list[Statement]] = {}
        self._count = 0

    def put(self, statement: Statement, heap: int = 0) -> None:
        """Add one to a heap."""
        self._waiting.setdefault(heap, []).append(statement)
        self._count += 1
        if self._count >= _WAITING:
            self.flush()

    def flush(self) -> None:
        """Write what waits. Raises OSError."""
        for heap, statements in self._waiting.items():
            frame = pack(statements)
            with self._paths[heap].open("ab") as file:
                file.write(len(frame).to_bytes(_LENGTH))
                file.write(frame)
        self._waiting.clear()
        self._count = 0

    def take(self, heap: int) -> Iterator[Statement]:
        """What lies on a heap; the heap is gone when all of it was taken."""
        self.flush()
        path = self._paths[heap]
        if not path.exists():
            return
        with path.open("rb") as file:
            while length := file.read(_LENGTH):
                yield from unpack(file.read(int.from_bytes(length)), list[Statement])
        path.unlink()

    @property
    def size(self) -> int:
        """Bytes of all heaps."""
        self.flush()
        return sum(path.stat().st_size for path in self._paths if path.exists())
