"""Word lists: read from the TOML files of the ontology, compiled into regexes."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any

from kg.model import DataError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path


def any_of(words: Iterable[str]) -> str:
    """A regex for any of the words, the longest first.

    >>> any_of(["会", "峰会", "首脑会议"])
    '首脑会议|峰会|会'
    """
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def read_words(path: Path) -> Mapping[str, Any]:
    """The tables of a TOML word file. Raises DataError naming the file and the place."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DataError(path.name, str(error)) from error
