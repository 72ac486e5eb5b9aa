"""The facts of many documents, joined heap by heap.

What everything depends on is in memory: the things of all documents, which are one and which
are not, and the few facts that others depend on. All other facts, and all evidence, are on the
disk, in heaps that fit into memory; all that is told of one fact is in one of them.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.building.batches import join_batches
from kg.building.shares import place_of
from kg.merging.facts import join_fact, rename
from kg.merging.merge import adoptions, decides, draw, lighten, look_out
from kg.model import Entity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kg.building.records import Batch
    from kg.large.spool import Spool
    from kg.merging.merge import Naming, Outlook
    from kg.model import Graph, Statement


class Frame(NamedTuple):
    """What is in memory: a graph without facts, and what finishes those that lie on heaps."""

    graph: Graph
    outlook: Outlook


def join_light(told: Spool, batches: Iterable[Batch]) -> Batch:
    """All batches as one, without sources (the documents tell them) and with adoptions only.

    All statements go to ``told``.
    """
    once = _Once()

    def light() -> Iterator[Batch]:
        for batch in batches:
            said = batch.extraction
            for statement in said.statements:
                told.put(statement)
            yield replace(
                batch,
                extraction=replace(
                    said,
                    sources=frozenset(),
                    entities=frozenset(map(once.thing, said.entities)),
                    statements=frozenset(adoptions(said)),
                ),
            )

    return join_batches(light())


class _Once(dict[Any, Any]):
    """Equal values as one and the same: records that were decoded share nothing."""

    def __missing__(self, value: Any) -> Any:
        self[value] = value
        return value

    def thing(self, entity: Entity) -> Entity:
        """The entity, with what it has in common with others."""
        key, cls, names, en, attributes = entity
        return Entity(key, self[cls], self[names], self[en], self[attributes])


def share_out(told: Spool, naming: Naming, heaps: Spool) -> None:
    """Put each statement, with the final keys of its things, on the heap of its fact."""
    for statement in told.take(0):
        for item in rename(statement, naming.keys):
            heaps.put(item, place_of(_name(item), heaps.heaps))


def _name(item: Statement) -> str:
    """What decides on the heap of a statement.

    A sixth of all passages can be about one country, so its facts are scattered. Those of
    a summit stay together: whether sources disagree on its year is asked of all its years.
    """
    if item.subject.startswith("summit/"):
        return item.subject
    return f"{item.subject} {item.predicate} {item.object}"


def join_heaps(heaps: Spool, joined: Spool) -> list[Statement]:
    """Join the statements of each heap to facts; those on which others depend are returned."""
    deciding = []
    for heap in range(heaps.heaps):
        told: Mapping[Any, list[Statement]] = defaultdict(list)
        for item in heaps.take(heap):
            told[item[:3]].append(item)
        for items in told.values():
            for fact in join_fact(items):
                joined.put(fact, heap)
                if decides(fact):
                    deciding.append(lighten(fact))
    return deciding


def frame_of(total: Batch, naming: Naming, deciding: list[Statement]) -> Frame:
    """The graph but for its facts."""
    arranged, outlook = look_out(deciding, naming)
    sources = {source for source, _ in total.documents}
    graph = draw(arranged, naming, sources)
    return Frame(replace(graph, statements=()), outlook)
