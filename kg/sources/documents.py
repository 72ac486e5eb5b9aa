"""Files and standard input to Documents.

``read_document`` reads one file, ``make_document`` is the pure part: bytes and a name in, a
Document or a DataError out.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
import sys
from pathlib import Path

from kg.model import DataError, Document, Problem, Source
from kg.sources.encoding import Decoded, declared_encoding, decode
from kg.sources.files import STDIN, os_reason, safe_label
from kg.sources.index import IndexEntry
from kg.sources.markup import read_markdown
from kg.sources.metadata import find_metadata
from kg.sources.webpage import Page, read_html
from kg.text.clean import clean_text
from kg.text.normalise import Shadow, normalise
from kg.text.wording import Wording, default_wording

#: A report has some kilobytes; a whole book less than one megabyte.
MOST_BYTES = 64 << 20
_WEB, _MARKDOWN = (".html", ".htm"), ".md"
_LOOKS_LIKE_HTML = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html)\b", re.IGNORECASE)


def read_document(
    path: str | os.PathLike[str],
    *,
    label: str = "",
    index: IndexEntry | None = None,
    wording: Wording | None = None,
) -> Document:
    """Read one file (``-``: standard input) of at most ``MOST_BYTES`` bytes.

    ``label`` is its name in the outputs; ``index`` and ``wording`` as for ``make_document``.
    Raises DataError with a reason code as its key; what did not prevent reading is in
    ``Document.warnings``.
    """
    label = safe_label(label or os.fspath(path).replace(os.sep, "/"))
    return make_document(read_bytes(path, label), label, index=index, wording=wording)


def read_bytes(path: str | os.PathLike[str], label: str) -> bytes:
    """The content of a file (``-``: standard input). Raises DataError with a reason code."""
    name = os.fspath(path)
    try:
        data = _standard_input() if name == STDIN else _bytes(name, label)
    except OSError as error:
        code, reason = os_reason(error)
        raise DataError(label, reason, code) from error
    if len(data) > MOST_BYTES:
        raise too_large(label)
    return data


def make_document(
    data: bytes | str,
    path: str,
    *,
    index: IndexEntry | None = None,
    encoding: str = "",
    wording: Wording | None = None,
) -> Document:
    """The Document of a file's content. Pure: the same content and name, the same Document.

    ``path`` decides by its suffix how the text is marked up; ``index`` is what the index says of
    it, ``encoding`` forces one, ``wording`` tells what stands around a text (None: what comes
    with the program; else that of a ``Knowledge``). Raises DataError (``not-text``,
    ``empty``, ``encoding-damaged``, ``encoding-unknown``) with the reason code as its key.
    """
    wording, path = wording or default_wording(), safe_label(path)
    decoded = _decoded(data, path, encoding)
    raw, found = clean_text(decoded.text, path)
    page, text, notes = _page(raw, path)
    problems = (*decoded.problems, *found, *page.problems, *notes)
    if not text.strip():
        raise DataError(path, "no text", "empty")
    shadow = normalise(text, wording)
    about = {**page.about, **{k: v for k, v in (index or IndexEntry())._asdict().items() if v}}
    digest = hashlib.sha256(text.encode()).hexdigest()
    fields = find_metadata(shadow.text, path, about, wording)
    if "title" in fields and "title" not in about:
        fields["title"] = _as_written(fields["title"], text, shadow)
    source = Source(digest[:16], path, **fields, encoding=decoded.encoding, sha256=digest)
    return Document(source, text, shadow.text, shadow.offsets, tuple(dict.fromkeys(problems)))


def _as_written(part: str, text: str, shadow: Shadow) -> str:
    """What ``part`` of the shadow is in the text: its own punctuation and characters."""
    start = shadow.text.index(part)
    if shadow.offsets is None:
        return text[start : start + len(part)]
    return text[shadow.offsets[start] : shadow.offsets[start + len(part) - 1] + 1]


def _decoded(data: bytes | str, path: str, encoding: str) -> Decoded:
    if isinstance(data, str):
        return Decoded(data.lstrip("\ufeff"), "utf-8")
    declared = declared_encoding(data) if path.lower().endswith(_WEB) else ""
    return decode(data, path, encoding=encoding, declared=declared)


def _page(raw: str, path: str) -> tuple[Page, str, tuple[Problem, ...]]:
    """The page of a marked-up file, its clean text, and what was found on the way."""
    name = path.lower()
    notes: tuple[Problem, ...] = ()
    if name.endswith(_MARKDOWN):
        page = read_markdown(raw, path)
    elif name.endswith(_WEB):
        page = read_html(raw, path)
    elif _LOOKS_LIKE_HTML.match(raw):
        page = read_html(raw, path)
        notes = (Problem("warning", "type-mismatch", path, "named as text, but is a web page"),)
    else:
        return Page(raw), raw, ()
    text, found = clean_text(page.text, path)  # character references can spell anything
    about = {key: clean_text(value, path)[0] for key, value in page.about.items()}
    return page._replace(about=about), text, (*notes, *found)


def _standard_input() -> bytes:
    return sys.stdin.buffer.read(MOST_BYTES + 1)


def _bytes(path: str, label: str) -> bytes:
    """The bytes of a regular file, all from one state of it."""
    status = Path(path).stat()
    if not stat.S_ISREG(status.st_mode):
        raise DataError(label, "not a file", "not-a-file")
    if status.st_size > MOST_BYTES:
        raise too_large(label)
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        data = os.read(descriptor, status.st_size + 1)
        after = os.fstat(descriptor)
    finally:
        os.close(descriptor)
    if (after.st_size, after.st_mtime_ns) != (status.st_size, status.st_mtime_ns):
        raise DataError(label, "changed while it was read", "changed")
    return data


def too_large(label: str) -> DataError:
    """The error for a file of more than ``MOST_BYTES`` bytes."""
    return DataError(label, f"larger than {MOST_BYTES >> 20} MB", "too-large")
