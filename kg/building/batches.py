"""Reading many files, in this process or in several; the result is the same for any number.

One bad file costs only itself: what cannot be read, makes the reader fail, takes far too long
or even takes its process down is named, and the others are still done.
"""

from __future__ import annotations

import gc
import os
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from kg.building.fingerprint import fingerprint
from kg.building.records import Batch, Outcome, pack
from kg.merging.merge import merge
from kg.model import DataError, Problem
from kg.process.processes import share_out
from kg.process.timer import TooSlowError, time_limit
from kg.reading.extraction import extract
from kg.reading.knowledge import load_knowledge
from kg.sources.documents import make_document, read_bytes
from kg.sources.files import STDIN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.model import Extraction, Source
    from kg.reading.knowledge import Knowledge
    from kg.sources.files import FoundFile

    Chunk = Sequence[FoundFile]

#: Files per chunk: enough to make the way between processes cheap, few enough to share evenly.
_CHUNK = 32
#: Below this number of files a second process costs more than it saves (measured: about 60).
_FEW = 100
#: Of so many rules the example of one is read to load what reading needs.
_EVERY = 16
#: Seconds that reading one file may take, and those for each byte of it: forty times and more
#: of what is usual, so that only what will never end is given up.
_PATIENCE, _PATIENCE_PER_BYTE = 60.0, 50e-6


@dataclass(frozen=True, slots=True)
class Manner:
    """How files are read.

    ``root`` is another folder of knowledge, ``encoding`` is forced on all files; ``reader``
    stands in every key for program and knowledge (empty: results get no keys). With ``debug``
    an error of the program is raised instead of being a problem of the file that caused it.
    ``expendable`` is a process that may be ended when a file takes too long.
    """

    root: Path | None = None
    encoding: str = ""
    reader: str = ""
    debug: bool = False
    expendable: bool = False

    def knowledge(self) -> Knowledge:
        """What the readers know."""
        return knowledge_at(self.root, self.reader if self.root else "")

    def key(self, file: FoundFile, data: bytes) -> str:
        """What stands for all that the reading of a file with this content depends on."""
        if not self.reader or file.path == STDIN:
            return ""
        return fingerprint(self.reader, self.encoding, file.label, *(file.index or ()), data)


@lru_cache(maxsize=2)
def knowledge_at(root: Path | None, edition: str = "") -> Knowledge:  # noqa: ARG001 - see below
    """The knowledge below ``root``, loaded once per process (a forked one inherits it).

    ``edition`` tells two states of a folder apart, where it may change while the process lives.
    """
    return load_knowledge(root)


def choose_jobs(jobs: int | None, files: int) -> int:
    """How many processes to use: as asked; 0 is one per core, None decides by the work."""
    if hasattr(os, "sched_getaffinity"):
        cores = len(os.sched_getaffinity(0))
    else:
        cores = os.cpu_count() or 1
    if jobs is None:
        jobs = 1 if files < _FEW else 0
    return max(1, min(jobs or cores, files))


def read_files(
    files: Chunk, jobs: int | None = 1, manner: Manner | None = None
) -> Iterator[list[Outcome]]:
    """Read ``files`` chunk by chunk; one outcome for each file, in any order.

    ``jobs`` is as for ``choose_jobs``.
    """
    manner = manner or Manner()
    if not files:
        return
    knowledge = manner.knowledge()
    here, jobs = partial(_read_chunk, manner), choose_jobs(jobs, len(files))
    if jobs == 1:
        yield from map(here, _chunks(files, 1))
        return
    _warm_up(knowledge)
    given = [file for file in files if file.path == STDIN]  # it belongs to this process
    if given:
        yield here(given)
    chunks = _chunks([file for file in files if file.path != STDIN], jobs)
    there = partial(_read_chunk, replace(manner, expendable=True))
    yield from share_out(chunks, jobs, there, _lost)


def join_batches(batches: Iterable[Batch]) -> Batch:
    """All batches as one, independent of their order; they are taken one by one."""
    documents: list[tuple[Source, tuple[Problem, ...]]] = []
    problems: list[Problem] = []

    def extractions() -> Iterator[Extraction]:
        for batch in batches:
            documents.extend(batch.documents)
            problems.extend(batch.problems)
            yield batch.extraction

    extraction = merge(extractions())
    return Batch(extraction, tuple(sorted(documents, key=_by_path)), tuple(sorted(problems)))


def _by_path(document: tuple[Source, tuple[Problem, ...]]) -> tuple[str, Source]:
    return document[0].path, document[0]


def _chunks(files: Chunk, jobs: int) -> Iterator[Chunk]:
    size = max(1, min(_CHUNK, len(files) // (4 * jobs)))
    return (files[start : start + size] for start in range(0, len(files), size))


def _warm_up(knowledge: Knowledge) -> None:
    """Make this process load what reading needs (dictionaries), for forked ones to share.

    By our own sentences: a file of the user's might end this process, and the build with it.
    """
    for rule in knowledge.rules.rules:
        _ = rule.pattern.regex  # compiled once for all
    some = knowledge.rules.rules[::_EVERY]
    examples = (example.text for rule in some for example in rule.yes[:1])
    with suppress(Exception):  # what fails here fails for each file, and is named there
        extract(make_document("\n".join(examples), "examples"), knowledge)


def _read_chunk(manner: Manner, files: Chunk) -> list[Outcome]:
    return [_read_file(file, manner) for file in files]


def _read_file(file: FoundFile, manner: Manner) -> Outcome:
    try:
        data = read_bytes(file.path, file.label)
    except DataError as error:
        return _rejected(file, error.key, error.reason)
    return read_content(file, data, manner)


def read_content(file: FoundFile, data: bytes, manner: Manner) -> Outcome:
    """What a file with this content yields; its path is not looked at."""
    key, seconds = manner.key(file, data), _patience(len(data))
    knowledge = manner.knowledge()  # not on the time of the first file
    try:
        with time_limit(seconds, deadly=manner.expendable):
            return Outcome(key, pack(_read(file, data, knowledge, manner.encoding)))
    except DataError as error:
        return _rejected(file, error.key or "unreadable", error.reason, key)
    except TooSlowError:
        return _too_slow(file, seconds)
    except Exception as error:
        if manner.debug:
            raise
        return _rejected(file, "internal", f"{type(error).__name__}: {error} (a bug; see --debug)")


def _read(file: FoundFile, data: bytes, knowledge: Knowledge, encoding: str) -> Batch:
    document = make_document(
        data, file.label, index=file.index, encoding=encoding, wording=knowledge.wording
    )
    return Batch(extract(document, knowledge), ((document.source, document.warnings),))


def _patience(size: int) -> float:
    return _PATIENCE + _PATIENCE_PER_BYTE * size


def _lost(file: FoundFile, seconds: float) -> list[Outcome]:
    """What to say of a file whose process was lost after so many seconds."""
    size = 0
    with suppress(OSError):
        size = Path(file.path).stat().st_size
    if seconds >= _patience(size):
        return [_too_slow(file, _patience(size))]
    return [_rejected(file, "worker-lost", "reading it ends the process (memory?)")]


def _too_slow(file: FoundFile, seconds: float) -> Outcome:
    return _rejected(file, "too-slow", f"was not read within {seconds:.0f} s")


def _rejected(file: FoundFile, code: str, message: str, key: str = "") -> Outcome:
    return Outcome(key, pack(Batch(problems=(Problem("error", code, file.label, message),))))


@contextmanager
def without_collector() -> Iterator[None]:
    """Switch the cycle collector off: records have no cycles, and looking costs a tenth."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled and not gc.get_freeze_count():
            # What was made counts as old from now on; else the next object, whatever it is,
            # would have all of it looked through.
            gc.freeze()
            gc.unfreeze()
        if enabled:
            gc.enable()
