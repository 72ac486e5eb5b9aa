"""Writing outputs so that a reader finds the old ones or the new ones, never half of one.

All files of one build are staged first: written beside their places under hidden names, and
flushed to the disk. Only when every one is there are they renamed, the last one last.
"""

from __future__ import annotations

import fcntl
import os
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

#: Staged files; what bears such a name when no build is running was left by a killed one.
_PREFIX, _SUFFIX = ".kg-", ".tmp"


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
    try:
        folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError as error:
        raise _refusal(folder, error) from error
    try:
        _lock(descriptor, folder)
        _remove_leftovers(folder)
        _try_to_write(folder)
        yield
    finally:
        os.close(descriptor)


def _lock(descriptor: int, folder: Path) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise FolderInUseError(folder, "another build is writing there") from error
    except OSError:  # a file system without locks: a build alone is still safe there
        return


def _remove_leftovers(folder: Path) -> None:
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


def write_files(folder: Path, files: Mapping[str, str]) -> None:
    """Put the texts ``files`` (name to content, UTF-8) in place in the order given.

    Raises OutputError; then nothing is left of the new ones that were not yet in place.
    """
    staged: dict[str, Path] = {}
    try:
        for name, text in files.items():
            staged[name] = folder / f"{_PREFIX}{os.getpid()}-{name}{_SUFFIX}"
            _stage(staged[name], text)
        for name in files:
            if (folder / name).is_dir():
                raise IsADirectoryError(21, "there is a folder of that name", name)
        for name, temporary in staged.items():
            temporary.replace(folder / name)
        _sync_folder(folder)
    except OSError as error:
        raise _refusal(folder, error) from error
    finally:
        for temporary in staged.values():
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


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _refusal(folder: Path, error: OSError) -> OutputError:
    return OutputError(folder, f"cannot be written ({error.strerror or error})")
