"""Rows as text: columns that line up with Chinese in them, and Markdown."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

_WIDE = ("W", "F")
_NONE = ("Mn", "Me", "Cf")
_GAP, _NARROWEST = 2, 8


class Table(NamedTuple):
    """The lines of a table, and how many of its cells had to be cut."""

    lines: tuple[str, ...]
    cut: int


def width(text: str) -> int:
    """How many columns ``text`` takes: Chinese two, combining marks none.

    >>> width("托卡耶夫 2024")
    13
    """
    if text.isascii():
        return len(text)
    wide = sum(unicodedata.east_asian_width(char) in _WIDE for char in text)
    none = sum(unicodedata.category(char) in _NONE for char in text)
    return len(text) + wide - none


def fit(text: str, columns: int) -> str:
    """``text`` cut to so many columns, the last of them an ellipsis if it was cut.

    >>> fit("上海合作组织", 8)
    '上海合…'
    """
    if width(text) <= columns:
        return text
    used = 1
    for place, char in enumerate(text):
        used += width(char)
        if used > columns:
            return text[:place] + "…"
    return text


def draw(names: Sequence[str], rows: Sequence[Sequence[str]], columns: int = 0) -> Table:
    """A table with a head; cells are cut only if it must fit into ``columns`` (0: any width).

    >>> for line in draw(["谁", "year"], [["托卡耶夫", "2024"], ["普京", "2013"]]).lines:
    ...     print(line)
    谁        year
    --------  ----
    托卡耶夫  2024
    普京      2013
    """
    sizes = [
        max(width(name), *(width(row[index]) for row in rows), 1) if rows else width(name)
        for index, name in enumerate(names)
    ]
    room = _shrink(sizes, columns) if columns else sizes
    cut = sum(width(cell) > size for row in rows for cell, size in zip(row, room, strict=True))
    rule = ["-" * size for size in room]
    return Table(tuple(_line(row, room) for row in (names, rule, *rows)), cut)


def _shrink(sizes: Sequence[int], columns: int) -> list[int]:
    """The widest columns give way first, and none becomes narrower than can be read."""
    room = columns - _GAP * (len(sizes) - 1)
    low, high = _NARROWEST, max(sizes, default=0)
    while low < high:
        middle = (low + high + 1) // 2
        fits = sum(min(size, middle) for size in sizes) <= room
        low, high = (middle, high) if fits else (low, middle - 1)
    return [min(size, low) for size in sizes]


def _line(cells: Sequence[str], room: Sequence[int]) -> str:
    shown = (fit(cell, size) for cell, size in zip(cells, room, strict=True))
    padded = (cell + " " * (size - width(cell)) for cell, size in zip(shown, room, strict=True))
    return (" " * _GAP).join(padded).rstrip()


def markdown(names: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    r"""The lines of a Markdown table; whatever is in a cell stays in it.

    >>> markdown(["a|b"], [["x\ny"]])
    ['| a\\|b |', '|---|', '| x y |']
    """
    lines = ["| " + " | ".join(map(_markdown_cell, row)) + " |" for row in (names, *rows)]
    return [lines[0], "|" + "---|" * len(names), *lines[1:]]


def _markdown_cell(text: str) -> str:
    escaped = " ".join(text.split()).replace("\\", "\\\\").replace("|", "\\|")
    return escaped.replace("<", "&lt;")
