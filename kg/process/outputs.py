"""Writing outputs so that a reader finds the old ones or the new ones, never half of one.

All files of one build are staged first: written beside their places under hidden names, and
flushed to the disk. Only when every one is there are they renamed, the last one last. Until
then the old ones are kept, with a note of what to put back: by whoever was renaming if that
fails, by the next build if it was killed.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

#: Staged files; what bears such a name when no build is running was left by a killed one.
_PREFIX, _SUFFIX = ".kg-", ".tmp"
#: While files are renamed: which of them there were before.
_NOTE = f"{_PREFIX}undo{_SUFFIX}"
#: How long to wait for a folder that is in use, in seconds.
_PAUSES = (0.05, 0.1, 0.2, 0.4, 0)


class OutputError(Exception):
    """An output could not be written: ``path`` and ``reason`` say which and why."""

    def __init__(self, path: Path, reason: str) -> None:
        """Say which file or folder, and why."""
        super().__init__(f"{path}: {reason}")
        self.path, self.reason = str(path), reason


class FolderInUseError(OutputError):
    """Another build is writing to the folder."""


@contextmanager
def claim_folder(folder: Path) -> Iterator[None]:
    """Create ``folder`` if need be and hold it for this process alone.

    The lock is the system's (``flock``), so it ends with the process, however that ends;
    what a killed build left is removed. Raises OutputError and FolderInUseError.
    """
    descriptor = _locked(folder)
    try:
        _clean_up(folder)
        _try_to_write(folder)
        yield
    finally:
        os.close(descriptor)


def _locked(folder: Path) -> int:
    """The descriptor of the folder, with the lock on it.

    Who had the lock may have removed the folder before letting go: the lock is then on nothing.
    """
    while True:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        except FileNotFoundError:  # removed in between
            continue
        except OSError as error:
            raise _refusal(folder, error) from error
        try:
            _lock(descriptor, folder)
            if folder.exists() and os.path.samestat(os.fstat(descriptor), folder.stat()):
                return descriptor
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)


def _lock(descriptor: int, folder: Path) -> None:
    """Take the lock; the processes of a build that was killed may hold it for a moment more."""
    for pause in _PAUSES:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(pause)
        except OSError:  # a file system without locks: a build alone is still safe there
            return
        else:
            return
    raise FolderInUseError(folder, "another build is writing there")


def _clean_up(folder: Path) -> None:
    """Put back what a killed build was replacing, and remove what it left."""
    try:
        _undo(folder)
    except OSError as error:
        raise _refusal(folder, error) from error
    for path in folder.glob(f"{_PREFIX}*{_SUFFIX}"):
        with suppress(OSError):
            path.unlink()


def _try_to_write(folder: Path) -> None:
    """Refuse a read-only folder before an hour of reading, not after it."""
    probe = folder / f"{_PREFIX}probe{_SUFFIX}"
    try:
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise _refusal(folder, error) from error


def write_files(
    folder: Path, files: Mapping[str, str], *, first: Callable[[], None] | None = None
) -> None:
    """Put the texts ``files`` (name to content, UTF-8) in place in the order given.

    What else takes its place with them is put there ``first``, when nothing is left to do but
    to rename. Raises OutputError; then nothing is left of the new ones that were not yet in place.
    """
    staged: dict[str, Path] = {}
    try:
        for name, text in files.items():
            staged[name] = folder / f"{_PREFIX}{os.getpid()}-{name}{_SUFFIX}"
            _stage(staged[name], text)
        for name in files:
            if (folder / name).is_dir():
                raise IsADirectoryError(21, "there is a folder of that name", name)
        if first is not None:
            first()
        _put_in_place(folder, staged)
    except OSError as error:
        raise _refusal(folder, error) from error
    finally:
        for temporary in (*staged.values(), *(_kept(folder, name) for name in files)):
            with suppress(OSError):
                temporary.unlink()


def write_file(path: Path, text: str) -> None:
    """Write one file whole or not at all. Raises OutputError."""
    write_files(path.parent, {path.name: text})


def _stage(path: Path, text: str) -> None:
    with path.open("wb") as file:
        file.write(text.encode())
        file.flush()
        os.fsync(file.fileno())


def _put_in_place(folder: Path, staged: Mapping[str, Path]) -> None:
    """Rename all files or none of them."""
    try:
        if len(staged) > 1:
            _keep(folder, staged)
        for name, temporary in staged.items():
            temporary.replace(folder / name)
        _sync_folder(folder)
        (folder / _NOTE).unlink(missing_ok=True)  # from here on the new ones hold
    except BaseException:  # Ctrl-C, too
        _undo(folder)
        raise


def _keep(folder: Path, names: Iterable[str]) -> None:
    """Keep the files that are about to be replaced, and note which there are."""
    there = {name: (folder / name).exists() for name in names}
    for name, exists in there.items():
        if exists:
            _link(folder / name, _kept(folder, name))
    _stage(folder / _NOTE, json.dumps(there))
    _sync_folder(folder)


def _link(path: Path, other: Path) -> None:
    try:
        other.hardlink_to(path)
    except OSError:  # a file system without second names
        shutil.copyfile(path, other)


def _undo(folder: Path) -> None:
    """Put back the files that a write that broke off has replaced, if one did."""
    note = folder / _NOTE
    try:
        there = json.loads(note.read_bytes())
    except (FileNotFoundError, ValueError):  # half a note: nothing was replaced yet
        return
    for path, exists in ((folder / Path(name).name, exists) for name, exists in there.items()):
        kept = _kept(folder, path.name)
        if not exists:
            path.unlink(missing_ok=True)
        elif kept.exists() and not (path.exists() and kept.samefile(path)):
            kept.replace(path)
    _sync_folder(folder)
    note.unlink()


def _kept(folder: Path, name: str) -> Path:
    return folder / f"{_PREFIX}old-{name}{_SUFFIX}"


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _refusal(folder: Path, error: OSError) -> OutputError:
    return OutputError(folder, f"cannot be written ({error.strerror or error})")
