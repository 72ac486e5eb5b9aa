"""The command line: the only part of the package that prints.

One module per command, each with ``add_parser`` (cheap) and ``run``, which loads what it needs
and returns the exit code.
"""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser
from typing import TYPE_CHECKING

from kg.cli import build, check, explain, export, load, page, query, score, serve, stats
from kg.cli.exits import Exit
from kg.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Sequence

_COMMANDS = (build, explain, query, serve, page, check, score, stats, export, load)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code (see ``kg.cli.exits``)."""
    sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    args = make_parser().parse_args(arguments)
    try:
        code = args.run(args)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return Exit.INTERRUPTED
    except BrokenPipeError:
        # The reader has seen enough; what Python would flush at the end goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.OK
    except Exception as error:
        if args.debug:
            raise
        return _explain_failure(error)
    return int(code)


def make_parser() -> ArgumentParser:
    """The parser of all commands."""
    parser = ArgumentParser(
        prog="kg",
        description="Chinese summit reports to a knowledge graph whose every fact can be checked.",
    )
    parser.add_argument("--version", action="version", version=f"kg {VERSION}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for command in _COMMANDS:
        command.add_parser(commands)
    for name, subparser in commands.choices.items():
        subparser.prog = f"kg {name}"
        subparser.add_argument("--debug", action="store_true", help="show where an error arose")
    return parser


def _explain_failure(error: Exception) -> Exit:
    """Say in one line what went wrong, and where."""
    from kg.cli.terminal import complain  # noqa: PLC0415 - `kg --help` does not need it
    from kg.model import DataError, Problem  # noqa: PLC0415
    from kg.process.outputs import FolderInUseError, OutputError  # noqa: PLC0415

    match error:
        case FolderInUseError():
            code, reason, path, message = Exit.IN_USE, "in-use", error.path, error.reason
        case OutputError():
            code, reason, path, message = Exit.NO_OUTPUT, "not-written", error.path, error.reason
        case DataError():
            where = f"[{error.key}] " if error.key else ""
            code, reason, path = Exit.USAGE, "bad-data", error.file
            message = f"{where}{error.reason}"
        case OSError():
            code, reason, path = Exit.NO_INPUT, "unreadable", str(error.filename or "")
            message = error.strerror or str(error)
        case _:
            code, reason, path = Exit.BUG, "internal", ""
            message = f"{type(error).__name__}: {error} (a bug; --debug shows where)"
    complain(Problem("error", reason, path, message))
    return code
