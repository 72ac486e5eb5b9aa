"""Which files to read: folders walked in a fixed order, patterns, standard input.

Nothing is opened here but the index of a folder. What cannot or must not be read is handed
on with its reason, so that the others are still done.
"""

# Thousands of names are looked at here, and os.path is several times faster than pathlib.
# ruff: noqa: PTH100, PTH112, PTH114, PTH116, PTH117, PTH118, PTH119, PTH120, PTH122, PTH207, PTH208

from __future__ import annotations

import glob
import os
import re
import stat
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from kg.model import DataError, Problem
from kg.sources.index import INDEX_NAME, IndexEntry, read_index

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

SUFFIXES = (".txt", ".md", ".html", ".htm")
#: Files that are probably reports, too: to leave them out without a word would lose facts.
_REPORTS = (".docx", ".doc", ".pdf", ".rtf", ".odt", ".xhtml", ".epub")
#: The label of standard input, and how it is asked for.
STDIN = "-"
_SYSTEM_FILES = ("thumbs.db", "desktop.ini")
#: What a folder says of itself is no report; read when it is given by name.
_ABOUT = re.compile(r"readme(?:\.\w+)*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file to read, or one that is not read and why.

    ``path`` opens the file; ``label`` is its name in all outputs: safe characters, and the
    same wherever the folder lies. ``problem`` is None for a file to read; its level is
    "ignored" for what is no document, and "error" for what should have been read.
    """

    path: str
    label: str
    index: IndexEntry | None = None
    problem: Problem | None = None


class Verdict(NamedTuple):
    """Why a file is not read: the level, code and message of its Problem."""

    level: str
    code: str
    message: str


_HIDDEN = Verdict("ignored", "hidden", "hidden or system file")


@dataclass(frozen=True, slots=True)
class _Walk:
    """What holds for all files below one given path."""

    root: str  # the real path that links may not leave
    follow: bool
    explicit: bool  # named by the user: another suffix is an error


def find_files(paths: Sequence[str], *, follow_symlinks: bool = False) -> Iterator[FoundFile]:
    """Each file once, in the order of ``paths``, folders sorted by name.

    ``paths`` are files, folders (read with all below), patterns such as ``2014*.txt`` or
    ``-`` for standard input. Links that leave a given folder are only followed on request.
    Raises nothing: what is wrong is the ``problem`` of a FoundFile.
    """
    seen: set[str] = set()
    for given in paths:
        for found in _expand(given, follow=follow_symlinks):
            key = os.path.abspath(found.path)
            if key not in seen:
                seen.add(key)
                yield found


def safe_label(name: str) -> str:
    """``name`` with invisible characters and undecodable bytes written as escapes.

    So no control, direction mark or lone surrogate reaches a log, a page or a graph.
    """
    if name.isprintable():
        return name
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in name)


def _expand(given: str, *, follow: bool) -> Iterator[FoundFile]:
    if given == STDIN:
        yield FoundFile(STDIN, "stdin")
    elif os.path.isdir(given):
        root = os.path.realpath(given)
        yield from _folder(given, _base(given), _Walk(root, follow, explicit=False))
    else:
        matches = [given]
        if not os.path.lexists(given) and glob.has_magic(given):
            matches = sorted(glob.glob(given, recursive=True)) or [given]
        for path in matches:
            root = os.path.realpath(os.path.dirname(path) or ".")
            yield from _entry(path, _base(path), _Walk(root, follow, explicit=matches == [given]))


def _base(given: str) -> str:
    """The label of a given path: as given, but without a way that only this machine has."""
    plain = os.path.normpath(given).replace(os.sep, "/")
    if plain == ".":
        return ""
    return plain.rpartition("/")[2] if os.path.isabs(plain) or plain.startswith("..") else plain


def _folder(path: str, label: str, walk: _Walk) -> Iterator[FoundFile]:
    try:
        names = sorted(os.listdir(path))
        index = read_index(os.path.join(path, INDEX_NAME)) if INDEX_NAME in names else {}
    except OSError as error:
        yield _error(path, label, *os_reason(error))
        return
    except DataError as error:
        index = {}
        yield _error(
            os.path.join(path, INDEX_NAME), f"{label}/{INDEX_NAME}", error.key, error.reason
        )
    for name in names:
        if name != INDEX_NAME:
            inner = f"{label}/{name}" if label else name
            yield from _entry(os.path.join(path, name), inner, walk, index)


def _entry(
    path: str, label: str, walk: _Walk, index: Mapping[str, IndexEntry] | None = None
) -> Iterator[FoundFile]:
    """One name: a folder is walked, a file is judged without opening it."""
    name = os.path.basename(path)
    if is_hidden(name):
        yield _not_read(path, label, _HIDDEN)
        return
    try:
        link = os.path.islink(path)
        status = os.stat(path)
    except OSError as error:
        yield _error(path, label, *os_reason(error))
        return
    if link and stat.S_ISDIR(status.st_mode) and _is_read_anyway(path, walk.root):
        message = "link to a folder around it or read anyway"
        yield _not_read(path, label, Verdict("ignored", "symlink-loop", message))
    elif link and not walk.follow and not _inside(os.path.realpath(path), walk.root):
        yield _error(path, label, "outside-root", "link out of the folder (--follow-symlinks)")
    elif stat.S_ISDIR(status.st_mode):
        yield from _folder(path, label, walk)
    else:
        yield _file(path, label, walk, status, (index or {}).get(name))


def is_hidden(name: str) -> bool:
    """Whether a file or folder of this name is passed over."""
    return name.startswith((".", "~$")) or name.lower() in _SYSTEM_FILES


def judge_name(name: str, *, explicit: bool) -> Verdict | None:
    """Why a file of this name is not read, if so; ``explicit``: named by the user."""
    suffix = os.path.splitext(name)[1].lower()
    if suffix not in SUFFIXES and not (explicit and not suffix):
        level = "error" if explicit or suffix in _REPORTS else "ignored"
        message = f"only {' '.join(SUFFIXES)} files are read; save it as one of these"
        return Verdict(level, "type-unsupported", message)
    if not explicit and _ABOUT.fullmatch(name):
        return Verdict("ignored", "about", "describes the folder, is no report")
    return None


def _is_read_anyway(link: str, root: str) -> bool:
    """A link to a place inside the root, or to one that holds the link itself."""
    target = os.path.realpath(link)
    here = os.path.realpath(os.path.dirname(link))
    return _inside(target, root) or _inside(here, target)


def _file(
    path: str, label: str, walk: _Walk, status: os.stat_result, entry: IndexEntry | None
) -> FoundFile:
    verdict = judge_name(os.path.basename(path), explicit=walk.explicit)
    if verdict:
        return _not_read(path, label, verdict)
    if not stat.S_ISREG(status.st_mode):
        return _error(path, label, "not-a-file", "a device, socket or pipe")
    return FoundFile(path, safe_label(label), entry)


def os_reason(error: OSError) -> tuple[str, str]:
    """The reason code and the plain words for what the system refuses."""
    if isinstance(error, FileNotFoundError):
        return "missing", "no such file"
    if isinstance(error, PermissionError):
        return "permission", "may not be read"
    if isinstance(error, (IsADirectoryError, NotADirectoryError)):
        return "not-a-file", "not a file"
    if "symbolic" in (error.strerror or ""):
        return "symlink-loop", "a link that leads to itself"
    return "unreadable", error.strerror or "cannot be read"


def _inside(real: str, root: str) -> bool:
    """Whether a real path is ``root`` or lies below it."""
    return real == root or real.startswith(root.rstrip(os.sep) + os.sep)


def _error(path: str, label: str, code: str, message: str) -> FoundFile:
    return _not_read(path, label, Verdict("error", code, message))


def _not_read(path: str, label: str, verdict: Verdict) -> FoundFile:
    label = safe_label(label)
    return FoundFile(
        path, label, problem=Problem(verdict.level, verdict.code, label, verdict.message)
    )
