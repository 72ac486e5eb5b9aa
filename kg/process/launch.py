"""Our own program started as another process."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def start_module(
    module: str, arguments: Sequence[object], descriptors: Sequence[int], stderr: int | None = None
) -> subprocess.Popen[bytes]:
    """Start ``python -m MODULE`` with what this process can import and some of its open files.

    ``stderr`` is as for ``subprocess.Popen``.
    """
    return subprocess.Popen(  # noqa: S603 - ourselves
        [sys.executable, "-P", "-m", module, *map(str, arguments)],
        pass_fds=descriptors, stdin=subprocess.DEVNULL, stderr=stderr,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )  # fmt: skip
