"""The optional ``index.csv`` beside the files: what they do not say of themselves."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from kg.model import DataError
from kg.sources.report_days import iso_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

INDEX_NAME = "index.csv"
_COLUMNS = ("file", "title", "published", "publisher", "url")
_MOST_BYTES = 16 << 20
_DATE = re.compile(r"\d{4}(-\d{2}-\d{2})?")
_URL = re.compile(r"https?://[^\s<>\"{}|\\^`]+")


class IndexEntry(NamedTuple):
    """One row; empty for what it does not say. ``published`` is an ISO date or a year."""

    title: str = ""
    published: str = ""
    publisher: str = ""
    url: str = ""


def read_index(path: str) -> Mapping[str, IndexEntry]:
    """The rows of an index by file name.

    Raises OSError, or DataError (``bad-index``) naming the row that is wrong.
    """
    file = Path(path)
    if file.stat().st_size > _MOST_BYTES:
        raise DataError(INDEX_NAME, "larger than 16 MB", "too-large")
    return parse_index(file.read_bytes())


def parse_index(data: bytes) -> Mapping[str, IndexEntry]:
    """The rows of an index in UTF-8. Raises DataError naming the row that is wrong."""
    try:
        return MappingProxyType(dict(_rows(data.decode("utf-8-sig"))))
    except UnicodeDecodeError as error:
        raise DataError(INDEX_NAME, f"not UTF-8 at byte {error.start}", "bad-index") from error
    except csv.Error as error:
        raise DataError(INDEX_NAME, str(error), "bad-index") from error


def _rows(text: str) -> Iterator[tuple[str, IndexEntry]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    header = [name.strip().lower() for name in next(reader, [])]
    if "file" not in header or not set(header) <= set(_COLUMNS):
        raise DataError(INDEX_NAME, f"row 1 must name {', '.join(_COLUMNS)}", "bad-index")
    seen: set[str] = set()
    for row in filter(None, reader):
        cells = dict(zip(header, map(str.strip, row), strict=False))
        name = cells.pop("file", "")
        wrong = _wrong(name, row, header, cells, seen)
        if wrong:
            raise DataError(INDEX_NAME, f"row {reader.line_num}: {wrong}", "bad-index")
        seen.add(name)
        yield name, IndexEntry(**cells)


def _wrong(
    name: str, row: list[str], header: list[str], cells: Mapping[str, str], seen: set[str]
) -> str:
    """What is wrong with a row, if anything."""
    published, url = cells.get("published", ""), cells.get("url", "")
    if len(row) != len(header):
        return f"{len(row)} cells instead of {len(header)}"
    if not name or name in seen:
        return "no file name" if not name else f"{name} stands twice"
    if published and not (_DATE.fullmatch(published) and iso_date(published)):
        return f"{published} is no date (write 2014-09-13 or 2014)"
    return f"{url} is no web address" if url and not _URL.fullmatch(url) else ""
