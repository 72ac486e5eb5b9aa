"""Word lists: read from the TOML files of the ontology, compiled into regexes.

A *group* is a list of words that mean the same: ``<attend>`` stands for 出席|参加, ``未<attend>``
for 未出席|未参加.
"""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any

from kg.model import DataError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

#: A group, with what stands before and after each of its words: 未<attend>.
_GROUP = re.compile(r"([^|()\s]*)<(\w+)>([^|()\s]*)")


def any_of(words: Iterable[str]) -> str:
    """A regex for any of the words, the longest first.

    >>> any_of(["会", "峰会", "首脑会议"])
    '首脑会议|峰会|会'
    """
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def read_words(path: Path) -> dict[str, Any]:
    """The tables of a TOML word file. Raises DataError naming the file and the place."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DataError(path.name, str(error)) from error


def read_groups(path: Path) -> Mapping[str, tuple[str, ...]]:
    """The groups of a TOML file; one may hold others that stand before it. Raises DataError."""
    groups: dict[str, tuple[str, ...]] = {}
    for name, words in read_words(path).items():
        groups[name] = tuple(_expanded(words, groups, path.name))
    return groups


def read_grouped(path: Path, groups: Mapping[str, tuple[str, ...]]) -> Mapping[str, Any]:
    """The tables of a TOML file, with words in the place of groups. Raises DataError."""
    return {name: _expanded(row, groups, path.name) for name, row in read_words(path).items()}


def _expanded(value: Any, groups: Mapping[str, tuple[str, ...]], file: str) -> Any:
    """A value of a table; a group is joined by ``|`` in a text, spliced into a list."""

    def words(name: re.Match[str]) -> str:
        before, group, after = name.groups()
        if group not in groups:
            raise DataError(file, "no such group of words", f"<{group}>")
        return "|".join(f"{before}{word}{after}" for word in groups[group])

    if isinstance(value, str):
        return _GROUP.sub(words, value)
    if isinstance(value, dict):
        return {name: _expanded(item, groups, file) for name, item in value.items()}
    if not isinstance(value, list):
        return value
    items = [(item, _expanded(item, groups, file)) for item in value]
    return [
        word
        for item, full in items
        for word in (full.split("|") if item != full and isinstance(full, str) else [full])
    ]
