"""Reading many files, in this process or in several; the result is the same for any number.

A batch is what some files yielded, joined already in the process that read them, so that
little travels between processes. One bad file costs only itself: what cannot be read, makes
the reader fail or even takes its process down is named, and the others are still done.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from collections import deque
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, partial
from multiprocessing import get_context, parent_process
from typing import TYPE_CHECKING

from kg.documents import make_document, read_bytes
from kg.extraction import extract
from kg.files import STDIN
from kg.knowledge import load_knowledge
from kg.merge import merge
from kg.model import DataError, Extraction, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
    from pathlib import Path

    from kg.files import FoundFile
    from kg.knowledge import Knowledge
    from kg.model import Source

    Chunk = Sequence[FoundFile]
    Work = Callable[[Chunk], "Batch"]

#: Files per chunk: enough to make the way between processes cheap, few enough to share evenly.
_CHUNK = 32
#: Files that the first process reads alone before it starts others.
_FIRST = 4
#: Below this number of files a second process costs more than it saves (measured: about 60).
_FEW = 100


@dataclass(frozen=True, slots=True)
class Batch:
    """What some files yielded: facts, one source with its warnings per file read, problems."""

    extraction: Extraction = field(default_factory=Extraction)
    documents: tuple[tuple[Source, tuple[Problem, ...]], ...] = ()
    problems: tuple[Problem, ...] = ()


@cache
def knowledge_at(root: Path | None) -> Knowledge:
    """The knowledge below ``root``, loaded once per process (a forked one inherits it)."""
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


def read_batches(
    files: Chunk,
    jobs: int | None = 1,
    *,
    root: Path | None = None,
    encoding: str = "",
    debug: bool = False,
) -> Iterator[Batch]:
    """Read ``files`` chunk by chunk; the batches come as they are done, in any order.

    ``jobs`` is as for ``choose_jobs``. With ``debug`` an error of the program ends the reading
    with its own exception instead of being a problem of the file that caused it.
    """
    knowledge_at(root)
    work = partial(read_batch, root=root, encoding=encoding, debug=debug)
    jobs = choose_jobs(jobs, len(files))
    if jobs == 1:
        yield from map(work, _chunks(files, 1))
        return
    # Some are read here: standard input belongs to this process, and what the first files make
    # it load (dictionaries) the forked processes share.
    here = {file for file in files if file.path == STDIN} | {*files[:_FIRST]}
    yield work(tuple(here))
    there = [file for file in files if file not in here]
    yield from _read_in_processes(_chunks(there, jobs), jobs, work)


def read_batch(
    files: Chunk, root: Path | None = None, encoding: str = "", *, debug: bool = False
) -> Batch:
    """Read ``files`` one after the other in this process."""
    knowledge = knowledge_at(root)
    return join_batches(_read_file(file, knowledge, encoding, debug=debug) for file in files)


def join_batches(batches: Iterable[Batch]) -> Batch:
    """All batches as one, independent of their order."""
    parts = list(batches)
    return Batch(
        merge(part.extraction for part in parts),
        tuple(sorted((item for part in parts for item in part.documents), key=_by_path)),
        tuple(sorted(problem for part in parts for problem in part.problems)),
    )


def _by_path(document: tuple[Source, tuple[Problem, ...]]) -> tuple[str, Source]:
    return document[0].path, document[0]


def _read_file(file: FoundFile, knowledge: Knowledge, encoding: str, *, debug: bool) -> Batch:
    try:
        data = read_bytes(file.path, file.label)
    except DataError as error:
        return _rejected(file, error.key, error.reason)
    return read_content(file, data, knowledge, encoding, debug=debug)


def read_content(
    file: FoundFile, data: bytes, knowledge: Knowledge, encoding: str = "", *, debug: bool = False
) -> Batch:
    """What a file with this content yields; its path is not looked at."""
    try:
        document = make_document(data, file.label, index=file.index, encoding=encoding)
        extraction = extract(document, knowledge)
    except DataError as error:
        return _rejected(file, error.key or "unreadable", error.reason)
    except Exception as error:
        if debug:
            raise
        return _rejected(file, "internal", f"{type(error).__name__}: {error} (a bug; see --debug)")
    return Batch(extraction, ((document.source, document.warnings),))


def _rejected(file: FoundFile, code: str, message: str) -> Batch:
    return Batch(problems=(Problem("error", code, file.label, message),))


def _chunks(files: Chunk, jobs: int) -> Iterator[Chunk]:
    size = max(1, min(_CHUNK, len(files) // (4 * jobs)))
    return (files[start : start + size] for start in range(0, len(files), size))


@contextmanager
def without_collector() -> Iterator[None]:
    """Switch the cycle collector off: records have no cycles, and looking costs a tenth."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


# -- processes --------------------------------------------------------------------------------


def _read_in_processes(chunks: Iterable[Chunk], jobs: int, work: Work) -> Iterator[Batch]:
    """Share ``chunks`` out; files that may have killed a process are tried again, alone."""
    queue = deque(chunks)
    while queue:
        suspects = yield from _drain(queue, jobs, work)
        alone: deque[Chunk] = deque((file,) for chunk in suspects for file in chunk)
        while alone:
            for chunk in (yield from _drain(alone, 1, work)):
                yield _rejected(chunk[0], "worker-lost", "reading it ends the process (memory?)")


def _drain(queue: deque[Chunk], jobs: int, work: Work) -> Generator[Batch, None, list[Chunk]]:
    """Work off ``queue``; if a process dies, stop and return the chunks that were under way."""
    running: dict[Future[Batch], Chunk] = {}
    ahead = jobs if jobs == 1 else 2 * jobs
    pool = ProcessPoolExecutor(jobs, get_context(_start_method()), initializer=_become_worker)
    try:
        while queue or running:
            while queue and len(running) < ahead:
                running[pool.submit(work, queue[0])] = queue[0]
                queue.popleft()
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                batch = future.result()
                del running[future]
                yield batch
    except BrokenProcessPool:
        return list(running.values())
    finally:
        pool.shutdown(cancel_futures=True)
    return []


def _start_method() -> str:
    """Forked processes share what is loaded; on macOS the system's libraries forbid it."""
    return "fork" if sys.platform == "linux" else "spawn"


def _become_worker() -> None:
    """Leave Ctrl-C to the parent, end with it, and leave the shared memory alone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()
    gc.disable()
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
