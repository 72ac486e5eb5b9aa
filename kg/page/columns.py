"""The years as columns of the picture, left to right, each as wide as what happened in it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from math import ceil, floor
from typing import TYPE_CHECKING

from kg.page.things import ends

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.page.things import Things

#: Stands for the year of what has none: after all others.
_UNDATED = 9999
#: What the first view does not show hardly widens a year: all of it together so much of the rest.
_LATER = 0.1
#: What is above and below a summit can stand beside it; the summit itself cannot.
_TIED = 0.35


@dataclass(frozen=True, slots=True)
class Columns:
    """Columns from 0 by year, and the middle of each year (in columns, not whole numbers)."""

    years: Mapping[str, int]
    spans: Mapping[int, range]
    axis: tuple[tuple[int, float], ...]

    def of(self, key: str, beyond: int = 0) -> range:
        """The columns that a summit can stand in; the first and last year reach ``beyond`` all."""
        year = self.years.get(key, _UNDATED)
        left = beyond * (year == min(self.spans))
        right = beyond * (year == max(self.spans))
        return range(self.spans[year].start - left, self.spans[year].stop + right)


def assign_columns(
    things: Things, first: Sequence[str], rest: Sequence[str], width: int
) -> Columns:
    """Divide ``width`` columns among the years, by the things of the first view tied to each.

    Crowded years get several columns, quiet ones share one; summits of later years are never
    left of those of earlier ones.
    """
    weights: dict[int, float] = defaultdict(float)
    for year, share in _shares(things, first):
        weights[year] += share
    summits = (key for key in first if things.entities[key].cls == "Summit")
    seen = {things.years[key] for key in summits if key in things.years}
    later = [key for key in rest if things.entities[key].cls == "Summit"]
    each = _LATER * (sum(weights.values()) or 1) / max(1, len(later))
    for key in later:
        weights[things.years.get(key, _UNDATED)] += each
    scale, begin, spans = width / (sum(weights.values()) or 1), 0.0, {}
    for year in sorted(weights):
        end = begin + weights[year] * scale
        spans[year] = _span(begin, end, width)
        begin = end
    return Columns(
        things.years, spans, tuple(_middles({year: spans[year] for year in sorted(seen)}))
    )


def _middles(spans: Mapping[int, range]) -> Iterator[tuple[int, float]]:
    """The middle of each year; years that share a column have a part of it each."""
    sharing: dict[int, list[int]] = defaultdict(list)
    for year in sorted(spans):
        for column in spans[year]:
            sharing[column].append(year)
    for year, span in spans.items():
        parts = (
            column - 0.5 + (sharing[column].index(year) + 0.5) / len(sharing[column])
            for column in span
        )
        yield year, sum(parts) / len(span)


def _span(begin: float, end: float, width: int) -> range:
    """The columns whose middle lies there, or the one that it all lies in."""
    columns = range(ceil(begin - 0.5), ceil(end - 0.5))
    single = min(width - 1, floor((begin + end) / 2))
    return columns or range(single, single + 1)


def _shares(things: Things, first: Sequence[str]) -> Iterator[tuple[int, float]]:
    """One for each summit; less for other things, divided among the years they are tied to."""
    summits: dict[str, set[str]] = defaultdict(set)
    for edge in things.edges:
        for one, other in (ends(edge), ends(edge)[::-1]):
            if things.entities[other].cls == "Summit":
                summits[one].add(other)
    for key in first:
        if things.entities[key].cls == "Summit":
            yield things.years.get(key, _UNDATED), 1.0
        for summit in sorted(summits[key]):
            yield things.years.get(summit, _UNDATED), _TIED / len(summits[key])
