"""Graphs in an Oxigraph store on the disk, which need not fit into memory.

A store is a folder. Here they are opened and held; ``kg.large.placing`` makes them.
"""

from __future__ import annotations

import errno
import os
import re
import stat
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from kg.model import DataError
from kg.process.confinement import allow_files

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pyoxigraph import Store

#: RocksDB names its current state in this file, always.
MARK = "CURRENT"
#: The triples, and RocksDB opens some of these only when a query needs them.
TABLES = "*.sst"
#: Files of a store that may be open at a time, of 64 MB each: some terabytes.
_MOST_FILES = 1 << 16
#: The folders in front of a file, as the engine names it.
_FOLDERS = re.compile(r"\S*/(?=[^\s/])")


def is_store(folder: Path) -> bool:
    """Whether a store lies there."""
    return (folder / MARK).is_file()


def check_store(folder: Path) -> None:
    """Raise DataError if there is none."""
    if not is_store(folder):
        raise DataError(str(folder), "there is no store (kg build --store makes one)")


def open_store(folder: Path) -> Store:
    """The store to be read, by many processes at a time. Raises DataError if there is none.

    An empty one is none: a store whose list of tables was cut looks like that.

    A process that was forked must open it for itself.
    """
    import pyoxigraph as ox  # noqa: PLC0415 - costs 20 ms that `kg --help` can do without

    check_store(folder)
    try:
        store = ox.Store.read_only(str(folder))
        empty = not store
    except (OSError, RuntimeError, ValueError) as error:
        raise DataError(str(folder), f"the store cannot be opened: {complaint(error)}") from error
    if empty:
        raise DataError(str(folder), "the store is empty or damaged")
    return store


def complaint(error: Exception) -> str:
    """What the engine says, without the folders of its files.

    >>> complaint(RuntimeError("Corruption: bad block in /tmp/kg-store-1/000010.sst offset 7"))
    'Corruption: bad block in 000010.sst offset 7'
    """
    return _FOLDERS.sub("", str(error))


@contextmanager
def held_store(folder: Path) -> Iterator[Store]:
    """The store, open, as it is now, whatever happens to its place meanwhile.

    At the end nothing of it is open any more but the store itself, while anybody has it. Raises
    DataError, which names ``folder`` in place of what it named within, and OSError.
    """
    check_store(folder)
    with hold_store(folder) as links:
        try:
            yield open_store(links)
        except DataError as error:
            raise DataError(str(folder), error.reason) from error


@contextmanager
def hold_store(folder: Path) -> Iterator[Path]:
    """Another folder that is this store as it is now, whatever happens to its place meanwhile.

    It holds links to files that this process has open, so it means something only to this process
    and to its forks. Raises DataError and OSError.
    """
    with TemporaryDirectory(prefix="kg-store-") as links:
        held = hold_files(folder)
        try:
            link_files(held, Path(links))
            yield Path(links)
        finally:  # first of all: to remove the links takes a descriptor, too
            _close(held.values())


def link_files(held: Mapping[str, int], folder: Path) -> None:
    """Make ``folder`` what was held, for processes that have these descriptors."""
    for name, descriptor in held.items():
        (folder / name).symlink_to(f"/dev/fd/{descriptor}")


def hold_files(folder: Path) -> dict[str, int]:
    """Open all files of a store: name to descriptor. Raises DataError.

    From then on this process may open as many files as large stores have, if the system lets it.
    """
    allow_files(_MOST_FILES)
    held: dict[str, int] = {}
    try:
        place = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            for name in os.listdir(place):  # noqa: PTH208 - this very folder, if it moves, too
                if stat.S_ISREG(os.stat(name, dir_fd=place).st_mode):
                    held[name] = os.open(name, os.O_RDONLY | os.O_NONBLOCK, dir_fd=place)
        finally:
            os.close(place)
    except OSError as error:
        _close(held.values())
        raise DataError(str(folder), _refused(error)) from error
    return held


def _refused(error: OSError) -> str:
    if error.errno in (errno.EMFILE, errno.ENFILE):
        return "the store has more files than may be open at a time (ulimit -n raises the number)"
    return f"the store cannot be opened: {error.filename}: {error.strerror}"


def _close(descriptors: Iterable[int]) -> None:
    for descriptor in descriptors:
        os.close(descriptor)


def identities(paths: Iterable[Path]) -> tuple[tuple[int, int], ...]:
    """What changes when a file, or a store, is replaced or written to."""
    stats = ((path / MARK if path.is_dir() else path).stat() for path in paths)
    return tuple((stat.st_ino, stat.st_mtime_ns) for stat in stats)
