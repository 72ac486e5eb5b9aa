"""Where things stand in the picture: a timeline, worked out once and the same every time.

A grid of cells, each with room for a sign and its label. Summits stand in the columns of their
year around the centre line. In the bands above are leaders, then countries and organisations;
below are cities, then what was adopted or said, then initiatives. A thing stands as near as can
be to the middle of what it is tied to. The first view fills a compact block; the rest is
stacked around it, so what is most telling keeps its place when more is shown.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from math import ceil, sqrt
from typing import TYPE_CHECKING

from kg.page.columns import assign_columns
from kg.page.things import ends

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.page.columns import Columns
    from kg.page.things import Things

    Cells = dict[str, tuple[int, int]]

#: How many things the page opens on.
OPENING = 150
#: A cell: seven Chinese characters wide at the size of labels, a sign and a line of text high.
_WIDE, _HIGH = 112, 36
#: How far things of one column stand out of line, in steps of which there are five.
_ASIDE = 7
#: Space around the summits, in which the years stand out.
_GAP = 16
#: Width to height of the whole, were all rows full: about that of the canvas beside its panels.
_ASPECT = 2.0
#: One column off counts like so many rows off.
_SIDEWAYS = 2
#: Bands upwards (negative) and downwards from the summits; further out for higher numbers.
_BANDS = {"Country": -2, "Organisation": -2, "Leader": -1, "Summit": 0, "City": 1,
          "Declaration": 2, "Instrument": 2, "Speech": 2, "Initiative": 3}  # fmt: skip
_OTHER_BAND = 3
#: Pull of a summit on what is tied to it; other things pull less, and less the more they are tied.
_PULL = 6
_SWEEPS = 4


@dataclass(frozen=True, slots=True)
class Layout:
    """Places by entity key (none for what nothing is tied to), and of years left to right."""

    places: Mapping[str, tuple[float, float]]
    axis: tuple[tuple[int, float], ...]


def lay_out(things: Things, order: Sequence[str]) -> Layout:
    """Find the places of the things, which come in order of importance."""
    linked = things.linked()
    drawn = [key for key in order if key in linked]
    first, rest = drawn[:OPENING], drawn[OPENING:]
    width = _columns_for(len(first))
    columns = assign_columns(things, first, rest, width)
    bands: dict[int, list[str]] = defaultdict(list)
    for key in first:
        bands[_band(things, key)].append(key)
    cells = _place_summits(things, bands.pop(0, []), columns)
    top, bottom = _extent(cells)
    targets = _targets(things, cells, columns, drawn, (width - 1) / 2)
    for direction, border in ((-1, top), (1, bottom)):
        inner = border
        for band in sorted((band for band in bands if band * direction > 0), key=abs):
            for key, (column, row) in _fill(bands[band], targets, width).items():
                cells[key] = column, inner + direction * (1 + row)
            inner += direction * ceil(len(bands[band]) / width)
    cells |= _stack(things, rest, targets, columns, cells)
    places = {}
    for key, cell in cells.items():
        x, y = _point(cell, width, top, bottom)
        places[key] = round(x + _aside(things, key, cell[1]), 1), y
    return Layout(places, tuple((year, _x(column, width)) for year, column in columns.axis))


def _columns_for(number: int) -> int:
    """How many columns give the block of so many things its shape."""
    return max(1, round(sqrt(number * _ASPECT * _HIGH / _WIDE)))


def _band(things: Things, key: str) -> int:
    return _BANDS.get(things.entities[key].cls, _OTHER_BAND)


def _x(column: float, width: int) -> float:
    return round((column - (width - 1) / 2) * _WIDE, 1)


def _point(cell: tuple[int, int], width: int, top: int, bottom: int) -> tuple[float, float]:
    """Every other column is half a row lower, so that the labels of neighbours pass each other."""
    column, row = cell
    gap = -_GAP if row < top else _GAP if row > bottom else 0
    return _x(column, width), round(row * _HIGH + column % 2 * _HIGH / 2 + gap, 1)


def _aside(things: Things, key: str, row: int) -> int:
    """Out of the line of its column, so that lines between rows do not hide behind each other.

    Summits keep to the line: it tells their year.
    """
    return (row * 3 % 5 - 2) * _ASIDE if _band(things, key) else 0


def _extent(cells: Cells) -> tuple[int, int]:
    rows = [row for _, row in cells.values()]
    return min(rows, default=0), max(rows, default=-1)


def _place_summits(things: Things, summits: Sequence[str], columns: Columns) -> Cells:
    """Those of a year spread over its columns, each as near to the lane of its body as can be."""
    years: dict[range, list[str]] = defaultdict(list)
    for key in sorted(summits, key=lambda key: (things.years.get(key, 0), key)):
        years[columns.of(key)].append(key)
    column_of = {
        key: span[number * len(span) // len(keys)]
        for span, keys in years.items()
        for number, key in enumerate(keys)
    }
    high = max(Counter(column_of.values()).values(), default=0)
    lanes = _lanes(things, summits, high)
    taken: dict[tuple[int, int], str] = {}
    for key in summits:
        rows = sorted(range(high), key=lambda row: (abs(row - lanes[key]), row))
        free = next(row for row in rows if (column_of[key], row) not in taken)
        taken[column_of[key], free] = key
    return {key: (column, row - high // 2) for (column, row), key in taken.items()}


def _lanes(things: Things, summits: Sequence[str], high: int) -> dict[str, int]:
    """The row that each summit would like: one for each body, the busiest in the middle."""
    bodies = {key: things.organisers.get(key, ("",))[0] for key in summits}
    busiest = Counter(bodies.values()).most_common()
    rows = sorted(range(high), key=lambda row: abs(row - high // 2))
    lane = {body: rows[number % high] for number, (body, _) in enumerate(busiest)}
    return {key: lane[body] for key, body in bodies.items()}


def _targets(
    things: Things, summits: Cells, columns: Columns, drawn: Sequence[str], middle: float
) -> dict[str, float]:
    """The column each thing is drawn to: the middle of what it is tied to, in a few sweeps."""
    near: dict[str, list[str]] = defaultdict(list)
    for edge in things.edges:
        subject, target = ends(edge)
        near[subject].append(target)
        near[target].append(subject)
    pull = {key: 1 / sqrt(len(near[key])) for key in drawn}
    fixed = {key: float(cell[0]) for key, cell in summits.items()}
    for key in drawn:
        if key not in fixed and _band(things, key) == 0:
            span = columns.of(key)
            fixed[key] = (span[0] + span[-1]) / 2
    pull |= dict.fromkeys(fixed, _PULL)
    found = dict(fixed)
    for _ in range(_SWEEPS):
        pulls = {
            key: [(found[other], pull[other]) for other in near[key] if other in found]
            for key in drawn
        }
        found = {key: fixed[key] if key in fixed else _mean(pulls[key], middle) for key in drawn}
    return found


def _mean(weighted: Sequence[tuple[float, float]], otherwise: float) -> float:
    """Rounded, so that no last digit of a float decides."""
    total = sum(weight for _, weight in weighted)
    return round(sum(x * weight for x, weight in weighted) / total, 3) if total else otherwise


def _fill(keys: Sequence[str], targets: Mapping[str, float], width: int) -> Cells:
    """A block of full rows: each thing in the nearest column that still has room."""
    high = ceil(len(keys) / width)
    height = Counter[int]()
    cells = {}
    for key in keys:
        free = (column for column in range(width) if height[column] < high)
        column = min(free, key=lambda column: (abs(column - targets[key]), height[column], column))
        cells[key] = (column, height[column])
        height[column] += 1
    return cells


def _stack(
    things: Things,
    keys: Sequence[str],
    targets: Mapping[str, float],
    columns: Columns,
    block: Cells,
) -> Cells:
    """Around the ``block``: upper bands grow upwards, lower ones downwards, summits either way.

    Only summits keep to the columns of their year; other things go where the way to the middle
    is shortest, so the whole keeps its shape.
    """
    width = _columns_for(len(block))
    beyond = (_columns_for(len(keys) + len(block)) - width + 1) // 2
    heights = {-1: Counter[int](), 1: Counter[int]()}
    for column, row in block.values():
        heights[-1][column] = max(heights[-1][column], -row)
        heights[1][column] = max(heights[1][column], row)
    cells = {}
    for key in keys:
        band = _band(things, key)
        sides = (1, -1) if band == 0 else (1,) if band > 0 else (-1,)
        span = columns.of(key, beyond) if band == 0 else range(-beyond, width + beyond)
        # By cost, then by column and side, so that the nearest of equal places does not hang on
        # the order in which they are tried.
        _, column, side = min(
            (_SIDEWAYS * abs(column - targets[key]) + heights[side][column], column, side)
            for side in sides
            for column in span
        )
        heights[side][column] += 1
        cells[key] = (column, side * heights[side][column])
    return cells
