"""Batches to settled facts: a reduction by thing and by fact.

Two reductions are distributed: what is told of one thing, and what is told of one fact. Both
collect sets, each partition for itself first, so that 中国, which is in every report, crosses
the network once per partition and way of naming it. The key of a fact is subject, predicate and
object: what is said of 习近平 is spread over as many keys as there are facts with him. Only the
passages of one fact end up in one place, because in the graph they stand in one place, too.

Identity is decided by the driver: whether two meetings are one can depend on any third. What
travels there is each report's things by name, and later each fact; with its passages only if it
tells a day, or if all of the graph is wanted on one machine.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from kg.merging.facts import join_fact, rename
from kg.merging.merge import adoptions, draw, join_thing, lighten, look_out, name_things

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pyspark import RDD, Broadcast

    from kg.building.records import Batch
    from kg.gazetteers.gazetteer import Gazetteer
    from kg.merging.merge import Naming, Outlook
    from kg.model import Graph, Problem, Source, Statement

T = TypeVar("T")


class Read(NamedTuple):
    """What is known of the documents: each with its warnings, problems, and who adopted what.

    Adoptions tell declarations with like titles apart.
    """

    documents: tuple[tuple[Source, tuple[Problem, ...]], ...]
    problems: tuple[Problem, ...]
    adoptions: tuple[Statement, ...]


def collect_documents(batches: RDD[Batch]) -> Read:
    """Bring to the driver which documents were read."""
    parts = batches.map(_about).collect()
    documents, problems, adopted = map(chain.from_iterable, zip(*parts, strict=True))
    return Read(
        tuple(sorted(documents, key=lambda item: (item[0].path, item[0]))),
        tuple(sorted(problems)),
        tuple(adopted),
    )


def identify(batches: RDD[Batch], read: Read, gazetteer: Gazetteer) -> Naming:
    """Join what is told of each local thing, and decide on the driver which of them are one."""
    told = batches.flatMap(lambda batch: [(item.key, item) for item in batch.extraction.entities])
    things = _sets(told).values().map(join_thing).collect()
    return name_things(things, read.adoptions, gazetteer)


def join_facts(batches: RDD[Batch], keys: Mapping[str, str]) -> RDD[Statement]:
    """The facts under their final keys, each with all its evidence."""
    changed: Mapping[str, str] = {old: new for old, new in keys.items() if old != new}
    final = batches.context.broadcast(changed)
    return _sets(batches.flatMap(lambda batch: _renamed(batch, final))).values().flatMap(join_fact)


def settle_facts(
    facts: RDD[Statement], naming: Naming, read: Read, *, whole: bool
) -> tuple[Graph, RDD[Statement]]:
    """The graph on the driver, and its facts where they are.

    Unless ``whole``, the graph has every fact, but no evidence.
    """
    arranged, outlook = look_out((facts if whole else facts.map(lighten)).collect(), naming)
    sources = {source for source, _ in read.documents}
    graph = draw(arranged, naming, sources)
    shared = facts.context.broadcast(outlook)
    return graph, facts.flatMap(lambda fact: _finished(fact, shared))


def _sets(pairs: RDD[tuple[Any, T]]) -> RDD[tuple[Any, set[T]]]:
    """All values of each key, each once; joined within partitions first."""
    return pairs.combineByKey(lambda value: {value}, _with, set.union)


def _with(values: set[T], value: T) -> set[T]:
    values.add(value)
    return values


def _about(batch: Batch) -> Read:
    return Read(batch.documents, batch.problems, adoptions(batch.extraction))


def _renamed(
    batch: Batch, keys: Broadcast[Mapping[str, str]]
) -> Iterator[tuple[tuple[Any, ...], Statement]]:
    for statement in batch.extraction.statements:
        for item in rename(statement, keys.value):
            yield item[:3], item


def _finished(fact: Statement, outlook: Broadcast[Outlook]) -> Iterator[Statement]:
    return outlook.value.finish(fact)
