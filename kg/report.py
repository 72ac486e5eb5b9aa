"""What a build did: the record, ``report.json``, and the summary for the terminal.

Nothing in it depends on when or where the build ran: no time, no absolute path.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from hashlib import sha256
from textwrap import fill
from typing import TYPE_CHECKING, Any

from msgspec import json  # ten times as fast as the standard one indents

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kg.model import Graph, Problem, Source


@dataclass(frozen=True, slots=True)
class Report:
    """The result of a build.

    ``documents`` are those read, with their warnings; ``problems`` concern files that were
    not (level "error") or need not be ("ignored"); ``faults`` are what the checks found in
    the graph. ``files`` holds the outputs by name; it is empty if none were written.
    Not part of what is written, since it differs between builds that give the same: how many
    files were ``unchanged`` since the last build, whether it was ``up_to_date`` altogether,
    and ``notes`` on what was kept of it.
    """

    graph: Graph
    documents: tuple[tuple[Source, tuple[Problem, ...]], ...] = ()
    problems: tuple[Problem, ...] = ()
    faults: tuple[Problem, ...] = ()
    files: tuple[tuple[str, str], ...] = ()
    unchanged: int = 0
    up_to_date: bool = False
    notes: tuple[Problem, ...] = ()

    def notices(self) -> Iterator[Problem]:
        """Everything the user should see, sorted: errors, warnings, conflicts."""
        warnings = (problem for _, found in self.documents for problem in found)
        yield from (problem for problem in self.problems if problem.level != "ignored")
        yield from warnings
        yield from (*self.graph.conflicts, *self.graph.unresolved, *self.faults, *self.notes)


def count_classes(graph: Graph) -> dict[str, int]:
    """How many entities each class has, by name of class."""
    return dict(sorted(Counter(entity.cls for entity in graph.entities).items()))


def count_properties(graph: Graph) -> dict[str, dict[str, int]]:
    """How many facts each property has, by factuality."""
    pairs = Counter((item.predicate, str(item.factuality)) for item in graph.statements)
    table: dict[str, dict[str, int]] = {}
    for (predicate, factuality), number in sorted(pairs.items()):
        table.setdefault(predicate, {})[factuality] = number
    return table


def count_factualities(graph: Graph) -> dict[str, int]:
    """How many facts there are of each factuality."""
    return dict(sorted(Counter(str(item.factuality) for item in graph.statements).items()))


def write_report(report: Report, versions: Mapping[str, str]) -> str:
    """``report.json``: sorted keys, one line per value, so that two builds can be compared."""
    graph = report.graph
    content = {
        "versions": dict(versions),
        "documents": [_document(*document) for document in report.documents],
        "problems": [_problem(problem) for problem in report.problems],
        "faults": [_problem(problem) for problem in report.faults],
        "conflicts": [_problem(problem) for problem in graph.conflicts],
        "unresolved": [_problem(problem) for problem in graph.unresolved],
        "counts": {
            "documents": len(report.documents),
            "entities": len(graph.entities),
            "facts": len(graph.statements),
            "evidence": sum(len(item.evidence) for item in graph.statements),
            "classes": count_classes(graph),
            "properties": count_properties(graph),
            "factuality": count_factualities(graph),
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
    graph = report.graph
    rejected = sum(problem.level == "error" for problem in report.problems)
    warned = sum(bool(warnings) for _, warnings in report.documents)
    details = {"rejected": rejected, "with warnings": warned, "unchanged": report.unchanged}
    yield _row("documents", len(report.documents), details)
    yield _row("things", len(graph.entities), count_classes(graph))
    yield _row("facts", len(graph.statements), count_factualities(graph))
    totals = {name: sum(row.values()) for name, row in count_properties(graph).items()}
    yield _row("relations", len(totals), totals)
    if graph.conflicts or graph.unresolved:
        details = {"conflicts": len(graph.conflicts), "unresolved": len(graph.unresolved)}
        yield _row("to look at", sum(details.values()), details)
    for name, text in report.files:
        yield f"{name:<12}{len(text.encode()) / 1000:>8,.0f} kB"


def _row(name: str, total: int, details: Mapping[str, int]) -> str:
    shown = ", ".join(f"{number} {what}" for what, number in details.items() if number)
    return fill(f"{name:<12}{total:>8,}  {shown}".rstrip(), 100, subsequent_indent=" " * 22)
