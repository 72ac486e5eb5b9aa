"""Inputs named by a URL (``hdfs:``, ``s3a:``, ``file:`` …), found and read by Spark itself.

What is read and what it is called follows the rules of ``kg.sources.files``, with two exceptions of
Hadoop's: names that begin with ``_`` are hidden, too, and hidden ones are not reported.
"""

from __future__ import annotations

import re
from functools import partial, reduce
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote

from kg.model import DataError, Problem
from kg.sources.documents import MOST_BYTES, too_large
from kg.sources.files import SUFFIXES, FoundFile, is_hidden, judge_name, safe_label
from kg.sources.index import INDEX_NAME, IndexEntry, parse_index

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from pyspark import RDD
    from pyspark.sql import DataFrame, SparkSession

    from kg.building.records import Batch

    Read = Callable[[FoundFile, bytes], Batch]

_URL = re.compile(r"[a-z][a-z0-9+.-]+:/")
_GLOB = "*{" + ",".join("".join(f"[{c}{c.upper()}]" for c in name) for name in SUFFIXES) + "}"


class Root(NamedTuple):
    """A given file or folder: its URI as Hadoop writes it, and its label."""

    uri: str
    label: str
    folder: bool


class Place(NamedTuple):
    """What the name of a file depends on: the roots, and folder URI to the rows of its index."""

    roots: tuple[Root, ...]
    indexes: Mapping[str, Mapping[str, IndexEntry]]


class Found(NamedTuple):
    """What there is: where files are, those of no length, and what is not read and why."""

    place: Place
    empty: tuple[FoundFile, ...]
    problems: tuple[Problem, ...]


def is_url(text: str) -> bool:
    """Whether a path is for Hadoop's file systems.

    >>> [is_url(path) for path in ("s3a://bucket/reports", "file:/data", "C:/reports", "a:b.txt")]
    [True, True, False, False]
    """
    return bool(_URL.match(text))


def delete(spark: SparkSession, url: str) -> None:
    """Remove a file or folder if it is there."""
    path, system = _system(spark, url)
    system.delete(path, True)  # noqa: FBT003 - Java knows no names of arguments: with all below


def find_remote(spark: SparkSession, urls: Sequence[str]) -> Found:
    """Where the files of ``urls`` (folders, files, patterns) are, and what will not be read."""
    given = {url: tuple(_expand(spark, url)) for url in urls}
    missing = [Problem("error", "missing", url, "no such file") for url in urls if not given[url]]
    roots = _outermost(root for some in given.values() for root in some)
    if not roots:
        return Found(Place((), {}), (), tuple(missing))
    indexes, bad = _indexes(spark, roots)
    place = Place(roots, indexes)
    lengths = _lengths(_scan(spark, roots))
    named = {uri: name_file(place, uri, length) for uri, length in lengths.items()}
    files = [file for file in named.values() if file is not None]
    problems = [file.problem for file in files if file.problem]
    empty = tuple(file for file in files if not file.problem and not lengths[file.path])
    return Found(place, empty, (*missing, *bad, *problems))


def read_remote(spark: SparkSession, place: Place, read: Read) -> RDD[Batch]:
    """What ``read`` makes of the content of each file, on the executors."""
    folders = [root for root in place.roots if root.folder]
    files = [root for root in place.roots if not root.folder]
    scans = [_scan(spark, folders, _GLOB)] if folders else []
    scans += [_scan(spark, files)] if files else []
    # The limit reaches the scan: what is larger is never opened.
    small = (scan.where(scan.length <= MOST_BYTES) for scan in scans)
    content = reduce(lambda one, other: one.union(other), small).select("path", "content")
    return content.rdd.mapPartitions(partial(_read_rows, place, read))


def name_file(place: Place, uri: str, length: int = 0) -> FoundFile | None:
    """The file at ``uri`` with its label; None for an index, which is no document."""
    folder, _, name = uri.rpartition("/")
    root = next(root for root in place.roots if _holds(root, uri))
    label = safe_label(root.label + uri[len(root.uri) :])
    if root.folder and name == INDEX_NAME:
        return None
    verdict = judge_name(name, explicit=not root.folder)
    problem = Problem(verdict.level, verdict.code, label, verdict.message) if verdict else None
    if root.folder and is_hidden(name):
        problem = Problem("ignored", "hidden", label, "hidden or system file")
    elif not verdict and length > MOST_BYTES:
        error = too_large(label)
        problem = Problem("error", error.key, label, error.reason)
    entry = place.indexes.get(folder, {}).get(name) if root.folder else None
    return FoundFile(uri, label, entry, problem)


def _lengths(scan: DataFrame) -> dict[str, int]:
    """URI to length of all files; a scan passes over empty ones, so their names are asked for."""
    names = (unquote(uri).replace(":///", ":/", 1) for uri in scan.inputFiles())
    rows = scan.select("path", "length").collect()
    return dict.fromkeys(names, 0) | {row.path: row.length for row in rows}


def _read_rows(place: Place, read: Read, rows: Iterable[Any]) -> Iterator[Batch]:
    for row in rows:
        file = name_file(place, row.path)
        if file is not None and file.problem is None:
            yield read(file, bytes(row.content))


def _system(spark: SparkSession, url: str) -> tuple[Any, Any]:
    """The Java objects of a path and of the file system that holds it."""
    jvm: Any = spark.sparkContext._jvm  # noqa: SLF001 - Python has no door to Hadoop's own
    path = jvm.org.apache.hadoop.fs.Path(url)
    return path, path.getFileSystem(spark.sparkContext._jsc.hadoopConfiguration())  # noqa: SLF001


def _expand(spark: SparkSession, url: str) -> Iterator[Root]:
    path, system = _system(spark, url)
    for status in system.globStatus(path) or ():
        place = status.getPath()
        yield Root(place.toString(), safe_label(place.getName()), status.isDirectory())


def _outermost(roots: Iterable[Root]) -> tuple[Root, ...]:
    """Each root once, without those inside another, so that no file is read twice."""
    once = {root.uri: root for root in roots}
    inside = {
        uri for uri in once for root in once.values() if uri != root.uri and _holds(root, uri)
    }
    return tuple(root for uri, root in sorted(once.items()) if uri not in inside)


def _holds(root: Root, uri: str) -> bool:
    return uri == root.uri or (root.folder and uri.startswith(root.uri.rstrip("/") + "/"))


def _scan(spark: SparkSession, roots: Iterable[Root], pattern: str = "*") -> DataFrame:
    """The files below ``roots`` with path, length and content; read when it is asked for."""
    reader = spark.read.format("binaryFile").option("recursiveFileLookup", "true")
    names = [re.sub(r"([\\*?\[\]{}])", r"\\\1", root.uri) for root in roots]
    return reader.option("pathGlobFilter", pattern).load(names)


def _indexes(
    spark: SparkSession, roots: Iterable[Root]
) -> tuple[dict[str, Mapping[str, IndexEntry]], list[Problem]]:
    """Folder URI to the rows of its index, and what is wrong with some."""
    indexes: dict[str, Mapping[str, IndexEntry]] = {}
    problems: list[Problem] = []
    folders = [root for root in roots if root.folder]
    rows = _scan(spark, folders, INDEX_NAME).select("path", "content").collect() if folders else []
    for row in rows:
        folder = row.path.rpartition("/")[0]
        try:
            indexes[folder] = dict(parse_index(bytes(row.content)))
        except DataError as error:
            root = next(root for root in folders if _holds(root, row.path))
            label = root.label + row.path[len(root.uri) :]
            problems.append(Problem("error", error.key, label, error.reason))
    return indexes, problems
