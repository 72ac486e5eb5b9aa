"""What all commands share: printing that no text can break, arguments, JSON."""

from __future__ import annotations

import json
import sys
import unicodedata
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Iterable

    from kg.model import Problem

_WIDE = ("W", "F")


def show(text: str) -> None:
    """Print one line on the standard output."""
    print(safe(text))


def show_json(value: Any) -> None:
    """Print ``value`` (records become objects) as JSON that can be compared line by line."""
    print(json.dumps(_plain(value), ensure_ascii=False, indent=2))


def complain(problem: Problem) -> None:
    """Print a problem as one line on the standard error output."""
    place = f" {problem.path}" if problem.path else ""
    line = f"kg: {problem.level} {problem.code}{place}: {problem.message}"
    print(safe(line), file=sys.stderr)


def complain_all(problems: Iterable[Problem]) -> None:
    """Print each problem once, in the order given."""
    for problem in dict.fromkeys(problems):
        complain(problem)


def safe(text: str) -> str:
    """``text`` with everything escaped that could steer a terminal or hide in it."""
    from kg.sources.files import safe_label  # noqa: PLC0415 - `kg --help` does not need it

    return safe_label(text)


def pad(text: str, width: int) -> str:
    """``text`` filled up to ``width`` columns; a Chinese character takes two."""
    columns = sum(2 if unicodedata.east_asian_width(char) in _WIDE else 1 for char in text)
    return text + " " * max(1, width - columns)


def add_json(parser: ArgumentParser) -> None:
    """Add the option ``--json``."""
    parser.add_argument("--json", action="store_true", help="print JSON instead of text")


def count(text: str) -> int:
    """A number that is not negative, as the type of an argument."""
    number = int(text)
    if number < 0:
        raise ValueError(text)
    return number


def positive(text: str) -> int:
    """A number above zero, as the type of an argument."""
    number = count(text)
    if number == 0:
        raise ValueError(text)
    return number


def _plain(value: Any) -> Any:
    """Records as dictionaries, all the way down."""
    if hasattr(value, "_asdict"):
        return _plain(value._asdict())
    if hasattr(value, "__dataclass_fields__"):
        return {name: _plain(getattr(value, name)) for name in value.__dataclass_fields__}
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, (list, tuple)) else value
