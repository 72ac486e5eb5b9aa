"""A limit for the time that a piece of work may take."""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class TooSlowError(Exception):
    """The work took longer than it was given."""


@contextmanager
def time_limit(seconds: float, *, deadly: bool) -> Iterator[None]:
    """End what is done inside after ``seconds``: by TooSlowError or, ``deadly``, with the process.

    The system ends the process itself, so that work in a library which never returns to Python
    is ended, too. An exception needs the main thread, and a timer that nobody else uses;
    without these there is no limit.
    """
    if not deadly and not _has_timer():
        yield
        return
    before = signal.signal(signal.SIGALRM, signal.SIG_DFL if deadly else _refuse)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before or signal.SIG_DFL)


def _has_timer() -> bool:
    in_use = signal.getitimer(signal.ITIMER_REAL)[0] > 0
    return threading.current_thread() is threading.main_thread() and not in_use


def _refuse(*_: object) -> None:
    raise TooSlowError
