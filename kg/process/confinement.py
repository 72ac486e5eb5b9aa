"""What a process that runs the queries of others may still do: little, and for a time.

Limits hold on every system as far as it knows them. That no connection can be made is said
twice: no descriptor is left for one (if no file has to be opened later), and on Linux the kernel
itself refuses every new socket.
"""

from __future__ import annotations

import ctypes
import os
import platform
import resource
import struct
import sys
from contextlib import suppress
from errno import EACCES
from pathlib import Path

#: Processor time beyond the limit: the parent stops a query by the clock; this is for the case
#: that there is no parent any more.
_GRACE = 2
#: Linux: how programs are told apart by seccomp(2), and the number of the call socket(2).
_SYSTEMS = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
_SET_NO_NEW_PRIVILEGES, _SET_SECCOMP, _FILTER = 38, 22, 2
_LOAD, _EQUAL, _RETURN = 0x20, 0x15, 0x06
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | EACCES


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("code", ctypes.c_char_p))


def refuse_sockets() -> bool:
    """From here on this thread, and all that it starts, get no new socket; whether that is so.

    Call it before other threads are there. False where the system knows no such thing.
    """
    if sys.platform != "linux" or platform.machine() not in _SYSTEMS:
        return False
    code = _program(*_SYSTEMS[platform.machine()])
    program = _Program(len(code) // struct.calcsize("HBBI"), code)
    call = ctypes.CDLL(None).prctl
    call.argtypes = [ctypes.c_int, *[ctypes.c_ulong] * 4]
    if call(_SET_NO_NEW_PRIVILEGES, 1, 0, 0, 0):
        return False
    return bool(call(_SET_SECCOMP, _FILTER, ctypes.addressof(program), 0, 0) == 0)


def _program(system: int, socket: int) -> bytes:
    """Calls of another architecture are refused, and socket(2); all others are allowed."""
    steps = (
        (_LOAD, 0, 0, 4),
        (_EQUAL, 0, 2, system),
        (_LOAD, 0, 0, 0),
        (_EQUAL, 0, 1, socket),
        (_RETURN, 0, 0, _REFUSE),
        (_RETURN, 0, 0, _ALLOW),
    )
    return b"".join(struct.pack("HBBI", *step) for step in steps)


def confine(memory: int, files: int) -> None:
    """From here on: no core dump, no word written, ``memory`` bytes and ``files`` files more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())  # last words of a crash
    with suppress(OSError, ValueError):
        used = resource.getpagesize() * _pages()
        resource.setrlimit(resource.RLIMIT_AS, (used + memory, used + memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    most = max(open_files()) + 1 + files if files > 0 else 0
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def open_files() -> list[int]:
    """The numbers of the files that this process has open."""
    return [int(path.name) for path in Path("/dev/fd").iterdir()]


def allow_files(most: int) -> None:
    """Let this process open so many files, or as many as the system lets it."""
    now, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = most if hard == resource.RLIM_INFINITY else min(most, hard)
    if now != resource.RLIM_INFINITY and now < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def _pages() -> int:
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])  # Linux only


def peak() -> int:
    """The most memory that this process has had in use, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def limit_time(seconds: float) -> None:
    """So much processor time from now on."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    most = int(usage.ru_utime + usage.ru_stime + seconds) + _GRACE
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (most, hard))
