"""Results kept between builds, in one SQLite file.

A result is found by its key, which stands for all it depends on, so nothing in here can be out
of date; it can only be missing. What is damaged, of another version or not ours at all is
thrown away with a word about it, and a build without a cache is only slower: nothing in this
module raises.
"""

from __future__ import annotations

import sqlite3
import stat
from contextlib import contextmanager, suppress
from hashlib import sha256
from typing import TYPE_CHECKING, Any, TypeVar

from kg.building.records import unpack
from kg.model import Problem

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from pathlib import Path

T = TypeVar("T")

CACHE_NAME = ".kg-cache.sqlite"
_VERSION = 1
_TABLE = "CREATE TABLE results (key TEXT PRIMARY KEY, digest BLOB, data BLOB)"
_SCHEMA = [("index", "sqlite_autoindex_results_1", None), ("table", "results", _TABLE)]
#: Durability is not needed (what is lost or half written is noticed), one owner at a time is.
#: What a planted file defines besides data is not trusted.
_SETTINGS = (
    "PRAGMA trusted_schema = OFF",
    "PRAGMA locking_mode = EXCLUSIVE",
    "PRAGMA synchronous = OFF",
    "PRAGMA auto_vacuum = FULL",
    "BEGIN EXCLUSIVE",
    "COMMIT",
)
_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_FAILURES = (sqlite3.Error, OSError, MemoryError, ValueError)


class Cache:
    """The results of a folder; without a connection it is empty and keeps nothing."""

    def __init__(self, path: Path) -> None:
        """Open the file, or make it."""
        self.notes: list[Problem] = []
        #: The keys of the results that were asked for and found, or put, since it was opened.
        self.used: set[str] = set()
        self._path = path
        self._base: sqlite3.Connection | None = None
        self._renewed = False
        try:
            self._open()
        except _FAILURES as error:
            self._recover(error)

    def get(self, key: str, kind: type[T]) -> T | None:
        """The record of type ``kind`` kept under ``key``, if there is a sound one."""
        rows = self._ask("SELECT digest, data FROM results WHERE key = ?", key)
        try:
            found = _checked(key, rows[0], kind) if rows else None
        except ValueError:
            self._note("cache-damaged", "some results were damaged; they are made again")
            return None
        if found is not None:
            self.used.add(key)
        return found

    def put(self, results: Iterable[tuple[str, bytes]]) -> None:
        """Keep packed records under their keys, on the disk before this returns."""
        rows = [(key, _digest(key, data), data) for key, data in results if key]
        self._change("INSERT OR REPLACE INTO results VALUES (?, ?, ?)", rows)
        self.used.update(key for key, _, _ in rows)

    def keep_only(self, keys: Collection[str]) -> None:
        """Forget all other results, so that the file does not grow for ever."""
        wanted = set(keys)
        gone = [(key,) for key in self.keys() if key not in wanted]
        self._change("DELETE FROM results WHERE key = ?", gone)

    def keys(self) -> list[str]:
        """The keys of all results."""
        return [key for (key,) in self._ask("SELECT key FROM results")]

    def close(self) -> None:
        """Let go of the file."""
        if self._base is not None:
            with suppress(sqlite3.Error):
                self._base.close()
        self._base = None

    def _ask(self, question: str, *values: str) -> list[tuple[Any, ...]]:
        if self._base is None:
            return []
        try:
            return self._base.execute(question, values).fetchall()
        except _FAILURES as error:
            self._recover(error)
            return []

    def _change(self, command: str, rows: Sequence[tuple[object, ...]]) -> None:
        if self._base is None or not rows:
            return
        try:
            with self._base:
                self._base.execute("BEGIN")
                self._base.executemany(command, rows)
        except _FAILURES as error:
            self._recover(error)

    def _open(self) -> None:
        if not _is_plain(self._path):
            raise ValueError("no plain file")
        self._base = sqlite3.connect(self._path, timeout=1, isolation_level=None)
        for setting in _SETTINGS:
            self._base.execute(setting)
        schema = self._base.execute("SELECT type, name, sql FROM sqlite_schema ORDER BY type")
        found = schema.fetchall()
        if not found:
            self._base.execute(_TABLE)
            self._base.execute(f"PRAGMA user_version = {_VERSION}")
        elif (found, *self._base.execute("PRAGMA user_version")) != (_SCHEMA, (_VERSION,)):
            raise ValueError("of another program or version")

    def _recover(self, error: BaseException) -> None:
        """Go on with an empty file after the first failure, without one after the second."""
        self.close()
        if getattr(error, "sqlite_errorcode", None) in _BUSY:
            self._note("cache-in-use", "used by another program; nothing is kept this time")
            return
        self._note("cache-damaged", f"{error}; a new one is made")
        if not self._renewed:
            self._renewed = True
            try:
                remove_cache(self._path)
                self._open()
            except _FAILURES:
                self.close()

    def _note(self, code: str, message: str) -> None:
        note = Problem("warning", code, self._path.name, message)
        if note not in self.notes:
            self.notes.append(note)


@contextmanager
def open_cache(folder: Path, *, fresh: bool = False) -> Iterator[Cache]:
    """The cache of ``folder``; ``fresh`` throws away what is in it."""
    if fresh:
        with suppress(OSError):
            remove_cache(folder / CACHE_NAME)
    cache = Cache(folder / CACHE_NAME)
    try:
        yield cache
    finally:
        cache.close()


def remove_cache(path: Path) -> None:
    """Remove a cache with what SQLite may have left beside it. Raises OSError."""
    for suffix in ("", "-journal", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def _is_plain(path: Path) -> bool:
    """Whether there is nothing yet, or a file; no link, folder or pipe."""
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except FileNotFoundError:
        return True


def _digest(key: str, data: bytes) -> bytes:
    return sha256(key.encode() + data).digest()


def _checked(key: str, row: tuple[Any, ...], kind: type[T]) -> T:
    digest, data = row
    if not isinstance(data, bytes) or digest != _digest(key, data):
        raise ValueError("a result is damaged")
    return unpack(data, kind)
