"""Precision, recall and F1 of a graph against a gold standard, per class and property.

What counts: a thing of the graph is right when it is one of gold (see ``kg.checking.gold``), a fact
when its direct triple joins two such things. Who proposes or supports may be given as the
person or as the country represented. The rarely agreed ``supports`` is shown but not summed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.checking.comparison import Comparison, Tally
from kg.checking.gold import Output, read_gold

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_SOFT = frozenset({"fact supports"})


@dataclass(frozen=True, slots=True)
class Score:
    """The result. ``tallies`` has keys such as "entity Leader", "fact attended", "ALL fact".

    ``roles`` and ``videos`` are (right, all) of the required qualifiers of attendance;
    ``errors`` are (entity or fact, class or property, what is wrong, which one).
    """

    tallies: Mapping[str, Tally]
    roles: tuple[int, int]
    videos: tuple[int, int]
    errors: tuple[tuple[str, str, str, str], ...]

    def to_text(self) -> str:
        """Render a table for the terminal."""
        lines = [f"{'':34}{'tp':>5}{'fp':>5}{'fn':>5}{'P':>8}{'R':>8}{'F1':>8}"]
        for name, t in self.tallies.items():
            counts = f"{t.tp:5}{t.fp:5}{t.fn:5}"
            lines.append(f"{name:34}{counts}{t.precision:8.3f}{t.recall:8.3f}{t.f1:8.3f}")
        roles, videos = "/".join(map(str, self.roles)), "/".join(map(str, self.videos))
        lines.append(f"attendance role accuracy {roles}, video mode recall {videos}")
        return "\n".join(lines) + "\n"

    def to_json(self) -> dict[str, object]:
        """Return plain values, ready for ``json.dump``."""
        rows: dict[str, object] = {
            name: {"tp": t.tp, "fp": t.fp, "fn": t.fn, "p": t.precision, "r": t.recall, "f1": t.f1}
            for name, t in self.tallies.items()
        }
        return rows | {"role": list(self.roles), "video": list(self.videos)}


def score(gold_folder: Path, graph: Path) -> Score:
    """Compare the Turtle file ``graph`` with the gold standard in ``gold_folder``."""
    comparison = Comparison(read_gold(gold_folder), Output(graph))
    entities = dict(comparison.entities())
    facts = dict(comparison.facts()) | {"fact date": comparison.dates()}
    roles, videos = comparison.qualifiers()
    tallies = {**_with_total("entity", entities), **_with_total("fact", facts)}
    return Score(tallies, roles, videos, tuple(comparison.errors))


def _with_total(kind: str, tallies: Mapping[str, Tally]) -> dict[str, Tally]:
    hard = (tally for name, tally in tallies.items() if name not in _SOFT)
    return {**tallies, f"ALL {kind}": sum(hard, Tally())}
