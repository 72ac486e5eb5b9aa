"""Work shared out to processes, of which any may die.

Nothing is known here of what the work is. Work that ends its process is tried once more,
alone; what then ends its process again is handed to the caller, and all other work is done.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
import time
from collections import deque
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context, parent_process
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Sequence

Item = TypeVar("Item")
Result = TypeVar("Result")


def share_out(
    chunks: Iterable[Sequence[Item]],
    jobs: int,
    work: Callable[[Sequence[Item]], Result],
    lost: Callable[[Item, float], Result],
) -> Iterator[Result]:
    """What ``work`` makes of each chunk, in ``jobs`` processes, as it is done.

    An item whose process dies even when it is worked on alone yields ``lost(item, seconds)``.
    At most two chunks per process are under way, so that memory is bounded.
    """
    queue = deque(chunks)
    while queue:
        suspects = yield from _drain(queue, jobs, work)
        alone: deque[Sequence[Item]] = deque((item,) for chunk in suspects for item in chunk)
        while alone:
            yield from _drain_alone(alone, work, lost)


def _drain_alone(
    queue: deque[Sequence[Item]],
    work: Callable[[Sequence[Item]], Result],
    lost: Callable[[Item, float], Result],
) -> Iterator[Result]:
    """Work off ``queue`` one by one until a process dies; tell how long its last item took."""
    start = time.monotonic()
    results = _drain(queue, 1, work)
    while True:
        try:
            yield next(results)
        except StopIteration as end:
            seconds = time.monotonic() - start
            yield from (lost(item, seconds) for chunk in end.value for item in chunk)
            return
        start = time.monotonic()


def _drain(
    queue: deque[Sequence[Item]], jobs: int, work: Callable[[Sequence[Item]], Result]
) -> Generator[Result, None, list[Sequence[Item]]]:
    """Work off ``queue``; if a process dies, stop and return the chunks that were under way."""
    running: dict[Future[Result], Sequence[Item]] = {}
    ahead = jobs if jobs == 1 else 2 * jobs
    pool = ProcessPoolExecutor(jobs, get_context(_start_method()), initializer=_become_worker)
    try:
        while queue or running:
            while queue and len(running) < ahead:
                running[pool.submit(work, queue[0])] = queue[0]
                queue.popleft()
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                result = future.result()
                del running[future]
                yield result
    except BrokenProcessPool:
        return list(running.values())
    finally:
        pool.shutdown(cancel_futures=True)
    return []


@contextmanager
def alongside(jobs: int, work: Callable[[], Result]) -> Iterator[Callable[[], Result]]:
    """Do ``work`` in a process of its own; what is given waits for its result.

    With one job, or if that process dies, the work is done here when it is waited for.
    """
    if jobs == 1:
        yield work
        return
    with ProcessPoolExecutor(1, get_context(_start_method()), initializer=_become_worker) as pool:
        future = pool.submit(work)

        def result() -> Result:
            try:
                return future.result()
            except BrokenProcessPool:
                return work()

        yield result


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
