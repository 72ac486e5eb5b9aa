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

from kg.facts import join_fact, look_over, rename, with_role
from kg.merge import arrange, draw, join_thing, name_things
from kg.spans import DAYS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pyspark import RDD, Broadcast

    from kg.facts import Roles
    from kg.gazetteer import Gazetteer
    from kg.merge import Naming
    from kg.model import Graph, Problem, Source, Statement
    from kg.records import Batch

T = TypeVar("T")


class Read(NamedTuple):
    """What is known of the documents: each with its warnings, problems, and who adopted what.

    Adoptions, without evidence, tell declarations of one title apart.
    """

    documents: tuple[tuple[Source, tuple[Problem, ...]], ...]
    problems: tuple[Problem, ...]
    unresolved: tuple[Problem, ...]
    adoptions: tuple[Statement, ...]


class Outlook(NamedTuple):
    """What finishing a fact needs to know of the others."""

    known: frozenset[str]
    dropped: frozenset[tuple[Any, ...]]
    roles: Roles


def collect_documents(batches: RDD[Batch]) -> Read:
    """Bring to the driver which documents were read."""
    parts = batches.map(_about).collect()
    documents, problems, unresolved, adoptions = map(chain.from_iterable, zip(*parts, strict=True))
    return Read(
        tuple(sorted(documents, key=lambda item: (item[0].path, item[0]))),
        tuple(sorted(problems)),
        tuple(sorted(set(unresolved))),
        tuple(adoptions),
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
    told = (facts if whole else facts.map(_lightened)).collect()
    arranged = arrange(told)
    sources = {source for source, _ in read.documents}
    graph = draw(arranged, naming, sources, read.unresolved)
    known = frozenset(entity.key for entity in naming.entities)
    dropped = frozenset(item[:4] for item in told) - {item[:4] for item in arranged}
    outlook = facts.context.broadcast(Outlook(known, dropped, look_over(arranged)))
    return graph, facts.flatMap(lambda fact: _finished(fact, outlook))


def _sets(pairs: RDD[tuple[Any, T]]) -> RDD[tuple[Any, set[T]]]:
    """All values of each key, each once; joined within partitions first."""
    return pairs.combineByKey(lambda value: {value}, _with, set.union)


def _with(values: set[T], value: T) -> set[T]:
    values.add(value)
    return values


def _about(batch: Batch) -> Read:
    told = batch.extraction.statements
    adopted = (item._replace(evidence=()) for item in told if item.predicate == "adopted")
    unresolved = tuple(batch.extraction.unresolved)
    return Read(batch.documents, batch.problems, unresolved, tuple(adopted))


def _renamed(
    batch: Batch, keys: Broadcast[Mapping[str, str]]
) -> Iterator[tuple[tuple[Any, ...], Statement]]:
    for statement in batch.extraction.statements:
        for item in rename(statement, keys.value):
            yield item[:3], item


def _lightened(fact: Statement) -> Statement:
    """The fact without its evidence, unless that decides about days."""
    return fact if fact.predicate in DAYS else fact._replace(evidence=())


def _finished(fact: Statement, outlook: Broadcast[Outlook]) -> Iterator[Statement]:
    known, dropped, roles = outlook.value
    if fact.subject in known and fact[:4] not in dropped:
        yield with_role(fact, roles)
