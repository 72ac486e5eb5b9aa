"""Making a store, and putting it in its place.

A new one is made beside its place and takes it in one step, so whoever opens it finds the old
graph or the new one, never half of one.
"""

from __future__ import annotations

import ctypes
import os
import re
import shutil
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from kg.asking.disk_store import is_store
from kg.process.outputs import OutputError, claim_folder
from kg.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: A file of ours beside those of RocksDB: who finds it in a store may replace that store.
_SIGN = "summitkg.txt"
_PARTS = re.compile(
    r"CURRENT|LOCK|IDENTITY|LOG(\.old\.\d+)?|(MANIFEST|OPTIONS)-\d+(\.dbtmp)?"
    rf"|\d+\.(sst|log|blob|dbtmp)|{re.escape(_SIGN)}"
)
#: Linux: exchange two names in one step (renameat2(2)); paths are relative to the working folder.
_RENAME_EXCHANGE, _AT_FDCWD = 2, -100


def check_place(folder: Path) -> None:
    """Raise OutputError if a store must not be put there: only a store of ours is ever replaced."""
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise OutputError(folder, "is no folder")
    if folder.is_dir() and any(folder.iterdir()) and not _is_ours(folder):
        raise OutputError(folder, "holds other things: a store needs a folder of its own")
    if folder.is_dir() and (folder.is_mount() or Path.cwd().is_relative_to(folder.resolve())):
        reason = "is in use as it is (a mount point, or where you are): name a folder in it"
        raise OutputError(folder, reason)


def _is_ours(folder: Path) -> bool:
    """Whether a store lies there that was made here, and nothing else."""
    made_here = is_store(folder) and (folder / _SIGN).is_file()
    return made_here and all(_PARTS.fullmatch(path.name) for path in folder.iterdir())


@contextmanager
def workspace(folder: Path) -> Iterator[Path]:
    """A hidden folder beside ``folder`` to make a store in; it is gone at the end.

    Raises OutputError if a store must not be put there, and FolderInUseError if another
    process is making one.
    """
    check_place(folder)
    work = _beside(folder, "store")
    with ExitStack() as stack:
        try:
            stack.enter_context(claim_folder(work))
        except OutputError as error:
            raise type(error)(folder, error.reason) from None
        try:
            _recover(folder)
            _empty(work)  # of what a killed build left
            yield work
        except OSError as error:
            raise OutputError(folder, f"cannot be written ({error.strerror or error})") from error
        finally:
            shutil.rmtree(work, ignore_errors=True)


def make_store(work: Path, files: Iterable[Path]) -> Path:
    """A new store of Turtle files, each of which is gone when it is in. Raises OSError."""
    import pyoxigraph as ox  # noqa: PLC0415 - costs 20 ms that `kg --help` can do without

    made = work / "store"
    store = ox.Store(str(made))
    for file in files:
        store.bulk_load(path=file, format=ox.RdfFormat.TURTLE)
        file.unlink()
    store.optimize()
    store.flush()
    (made / _SIGN).write_text(f"summitkg {VERSION}\n", encoding="utf-8")
    return made


def put_store(made: Path, folder: Path) -> None:
    """Let a store that was made take the place of ``folder``. Raises OSError.

    What was there is at the place of ``made`` then.
    """
    if not is_store(folder):
        made.rename(folder)
    elif not _exchange(made, folder):  # a system without that: two steps, and a way back
        aside = _beside(folder, "old")
        folder.rename(aside)
        try:
            made.rename(folder)
        except OSError:
            aside.rename(folder)
            raise
        aside.rename(made)


def _recover(folder: Path) -> None:
    """Put back a store that was set aside by a build that was killed at that very moment."""
    aside = _beside(folder, "old")
    if aside.exists() and not folder.exists():
        aside.rename(folder)
    shutil.rmtree(aside, ignore_errors=True)


def _beside(folder: Path, what: str) -> Path:
    place = folder.resolve()
    return place.with_name(f".kg-{place.name}.{what}")


def _empty(folder: Path) -> None:
    for path in folder.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()


def _exchange(one: Path, other: Path) -> bool:
    try:
        rename = ctypes.CDLL(None).renameat2
    except AttributeError:
        return False
    names = os.fsencode(one), os.fsencode(other)
    return bool(rename(_AT_FDCWD, names[0], _AT_FDCWD, names[1], _RENAME_EXCHANGE) == 0)
