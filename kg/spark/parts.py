"""The finished facts as N-Quads and as tables, each partition making its own part.

A partition writes what it holds as a small Turtle text, and the exporters that ``kg export``
uses read that; so the lines and rows are those of an export of the whole graph.
"""

from __future__ import annotations

from collections import defaultdict
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from kg.building.batches import without_collector
from kg.merging.facts import mentioned
from kg.model import Graph, Source, Statement
from kg.ontology import load_ontology
from kg.writing.by_document import write_nquads
from kg.writing.csv_tables import read_tables
from kg.writing.rdf import write_turtle

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pyspark import RDD, Broadcast

    from kg.model import Entity, Evidence
    from kg.ontology import Ontology
    from kg.writing.csv_tables import Table

    Things = Mapping[str, Entity]

#: Tables with rows for facts; the other two are made from what the driver has.
_OF_FACTS = ("facts", "evidence")


def quads(facts: RDD[Statement], graph: Graph) -> RDD[str]:
    """The lines of N-Quads; all that is in the graph of one document comes in one partition.

    So a fact told by ten thousand documents is work for as many partitions as there are. Each
    element holds all lines of its partition, sorted.
    """
    context = facts.context
    things: Broadcast[Things] = context.broadcast({item.key: item for item in graph.entities})
    sources: RDD[tuple[str, Any]] = context.parallelize([(item.id, item) for item in graph.sources])
    told = sources.union(facts.flatMap(_by_document))
    parts = told.partitionBy(facts.getNumPartitions()).mapPartitions(partial(_quads, things))
    said = {key for fact in graph.statements for key in mentioned(fact)}
    rest = tuple(entity for entity in graph.entities if entity.key not in said)
    return parts.union(context.parallelize([_nquads(Graph(entities=rest))] if rest else [], 1))


def tables(facts: RDD[Statement], graph: Graph) -> Iterator[tuple[Table, RDD[tuple[Any, ...]]]]:
    """The four tables: name and columns, and the rows."""
    context = facts.context
    things: Broadcast[Things] = context.broadcast({item.key: item for item in graph.entities})
    with _turtle(Graph(graph.sources, graph.entities)) as path:
        found = read_tables(path, _ontology())
    rows = facts.mapPartitions(partial(_rows, things)).persist()
    for table in found:
        if table.name in _OF_FACTS:
            yield table, rows.filter(partial(_is_of, table.name)).values()
        else:
            yield table, context.parallelize(_typed(table))


def _is_of(name: str, row: tuple[str, Any]) -> bool:
    return row[0] == name


def _by_document(fact: Statement) -> Iterator[tuple[str, Statement]]:
    """The fact once for each document that tells it, with the passages from there."""
    passages: dict[str, list[Evidence]] = defaultdict(list)
    for passage in fact.evidence:
        passages[passage.source].append(passage)
    for source, some in passages.items():
        yield source, fact._replace(evidence=tuple(some))


def _quads(things: Broadcast[Things], told: Iterable[tuple[str, Any]]) -> Iterator[str]:
    sources: list[Source] = []
    facts: list[Statement] = []
    for _, item in told:
        if isinstance(item, Source):
            sources.append(item)
        else:
            facts.append(item)
    if sources:
        with without_collector():
            yield _nquads(Graph(tuple(sources), _things_of(facts, things.value), tuple(facts)))


def _rows(things: Broadcast[Things], part: Iterable[Statement]) -> Iterator[tuple[str, Any]]:
    facts = tuple(part)
    with without_collector(), _turtle(Graph((), _things_of(facts, things.value), facts)) as path:
        found = read_tables(path, _ontology())
    for table in found:
        if table.name in _OF_FACTS:
            yield from ((table.name, row) for row in _typed(table))


def _things_of(facts: Iterable[Statement], things: Things) -> tuple[Entity, ...]:
    keys = {key for fact in facts for key in mentioned(fact)}
    return tuple(things[key] for key in sorted(keys) if key in things)


def _nquads(graph: Graph) -> str:
    with _turtle(graph) as path:
        return write_nquads(path).removesuffix("\n")


def _typed(table: Table) -> list[tuple[Any, ...]]:
    """The rows with numbers as numbers."""
    kinds = [int if name in table.numbers else str for name, _ in table.columns]
    return [tuple(kind(cell) for kind, cell in zip(kinds, row, strict=True)) for row in table.rows]


@contextmanager
def _turtle(graph: Graph) -> Iterator[Path]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "part.ttl"
        path.write_text(write_turtle(graph, _ontology()), encoding="utf-8")
        yield path


@cache
def _ontology() -> Ontology:
    return load_ontology()
