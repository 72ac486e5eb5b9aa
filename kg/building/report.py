"""What a build did: the record, ``report.json``, and the summary for the terminal.

Nothing in it depends on when or where the build ran: no time, no absolute path.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from hashlib import sha256
from textwrap import fill
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec import json  # ten times as fast as the standard one indents

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kg.model import Graph, Problem, Source, Statement


class Tally(NamedTuple):
    """How many facts there are by (predicate, factuality), and passages that support them."""

    facts: Counter[tuple[str, str]]
    evidence: int

    @property
    def properties(self) -> dict[str, dict[str, int]]:
        """How many facts each property has, by factuality."""
        table: dict[str, dict[str, int]] = {}
        for (predicate, factuality), number in sorted(self.facts.items()):
            table.setdefault(predicate, {})[factuality] = number
        return table

    @property
    def factualities(self) -> dict[str, int]:
        """How many facts there are of each factuality."""
        found: Counter[str] = Counter()
        for (_, factuality), number in self.facts.items():
            found[factuality] += number
        return dict(sorted(found.items()))


def tally(statements: Iterable[Statement]) -> Tally:
    """Count facts, without holding them."""
    facts: Counter[tuple[str, str]] = Counter()
    evidence = 0
    for item in statements:
        facts[item.predicate, str(item.factuality)] += 1
        evidence += len(item.evidence)
    return Tally(facts, evidence)


def add_up(tallies: Iterable[Tally]) -> Tally:
    """The sum of the parts."""
    parts = list(tallies)
    return Tally(
        sum((part.facts for part in parts), Counter()), sum(part.evidence for part in parts)
    )


@dataclass(frozen=True, slots=True)
class Report:
    """The result of a build.

    ``documents`` are those read, with their warnings; ``problems`` concern files that were
    not (level "error") or need not be ("ignored"); ``faults`` are what the checks found in
    the graph. ``files`` holds the outputs by name; it is empty if none were written. If the
    facts are elsewhere, in a store, ``graph`` has none, and ``elsewhere`` counts them.
    Not part of what is written, since it differs between builds that give the same: how many
    files were ``unchanged`` since the last build, whether it was ``up_to_date`` altogether,
    and ``notes`` on what was kept of it.
    """

    graph: Graph
    documents: tuple[tuple[Source, tuple[Problem, ...]], ...] = ()
    problems: tuple[Problem, ...] = ()
    faults: tuple[Problem, ...] = ()
    files: tuple[tuple[str, str], ...] = ()
    elsewhere: Tally | None = None
    unchanged: int = 0
    up_to_date: bool = False
    notes: tuple[Problem, ...] = ()

    @property
    def tally(self) -> Tally:
        """The facts of the graph, counted."""
        return self.elsewhere or tally(self.graph.statements)

    def notices(self) -> Iterator[Problem]:
        """Everything the user should see, sorted: errors, warnings, conflicts."""
        warnings = (problem for _, found in self.documents for problem in found)
        yield from (problem for problem in self.problems if problem.level != "ignored")
        yield from warnings
        yield from (*self.graph.conflicts, *self.faults, *self.notes)


def count_classes(graph: Graph) -> dict[str, int]:
    """How many entities each class has, by name of class."""
    return dict(sorted(Counter(entity.cls for entity in graph.entities).items()))


def write_report(report: Report, versions: Mapping[str, str]) -> str:
    """``report.json``: sorted keys, one line per value, so that two builds can be compared."""
    graph, told = report.graph, report.tally
    content = {
        "versions": dict(versions),
        "documents": [_document(*document) for document in report.documents],
        "problems": [_problem(problem) for problem in report.problems],
        "faults": [_problem(problem) for problem in report.faults],
        "conflicts": [_problem(problem) for problem in graph.conflicts],
        "counts": {
            "documents": len(report.documents),
            "entities": len(graph.entities),
            "facts": told.facts.total(),
            "evidence": told.evidence,
            "classes": count_classes(graph),
            "properties": told.properties,
            "factuality": told.factualities,
        },
        "files": {name: _file(text) for name, text in report.files},
    }
    return json.format(json.encode(content, order="sorted"), indent=2).decode() + "\n"


def _document(source: Source, warnings: Iterable[Problem]) -> dict[str, Any]:
    return {
        "path": source.path,
        "id": source.id,
        "title": source.title,
        "published": source.published,
        "encoding": source.encoding,
        "warnings": [{"code": item.code, "message": item.message} for item in warnings],
    }


def _problem(problem: Problem) -> dict[str, str]:
    fields = ("level", "code", "path", "message")
    return {name: getattr(problem, name) for name in fields}


def _file(text: str) -> dict[str, Any]:
    data = text.encode()
    return {"bytes": len(data), "sha256": sha256(data).hexdigest()}


def summarise(report: Report) -> Iterator[str]:
    """The rows of a summary for people; a row can have several lines."""
    graph, told = report.graph, report.tally
    rejected = sum(problem.level == "error" for problem in report.problems)
    warned = sum(bool(warnings) for _, warnings in report.documents)
    details = {"rejected": rejected, "with warnings": warned, "unchanged": report.unchanged}
    yield _row("documents", len(report.documents), details)
    yield _row("things", len(graph.entities), count_classes(graph))
    yield _row("facts", told.facts.total(), told.factualities)
    totals = {name: sum(row.values()) for name, row in told.properties.items()}
    yield _row("relations", len(totals), totals)
    if graph.conflicts:
        yield _row("to look at", len(graph.conflicts), {"conflicts": len(graph.conflicts)})
    for name, text in report.files:
        yield f"{name:<12}{len(text.encode()) / 1000:>8,.0f} kB"


def _row(name: str, total: int, details: Mapping[str, int]) -> str:
    shown = ", ".join(f"{number} {what}" for what, number in details.items() if number)
    return fill(f"{name:<12}{total:>8,}  {shown}".rstrip(), 100, subsequent_indent=" " * 22)
