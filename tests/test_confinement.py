"""What holds the process that answers queries inside, beside the limit of its open files."""

from __future__ import annotations

import subprocess
import sys

import pytest
from conftest import ROOT

_TRY = """
import socket, sys, threading
from kg.process.confinement import refuse_sockets
if not refuse_sockets():
    sys.exit(3)
refused = []
def attempt():
    for family in (socket.AF_INET, socket.AF_INET6, socket.AF_UNIX):
        try:
            socket.socket(family)
        except PermissionError:
            refused.append(family)
attempt()
thread = threading.Thread(target=attempt)
thread.start()
thread.join()
open(sys.argv[1]).close()
sys.exit(0 if len(refused) == 6 else 1)
"""


def sockets_can_be_refused():
    """Whether this system knows how to; in a process that need not go on."""
    return subprocess.run([sys.executable, "-c", _TRY, __file__], cwd=ROOT, check=False).returncode


def test_no_socket_can_be_had_and_files_can():
    code = sockets_can_be_refused()
    if code == 3:
        pytest.skip("this system cannot refuse sockets (seccomp, x86-64 or ARM64)")
    assert code == 0
