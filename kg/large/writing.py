"""Heaps of joined facts as Turtle, each heap a small graph that stands for itself."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from kg.check import check_turtle
from kg.facts import mentioned
from kg.large.joining import place_of
from kg.model import DataError, Graph, Problem
from kg.ontology import load_ontology
from kg.processes import share_out
from kg.rdf import write_turtle
from kg.records import pack, unpack
from kg.report import Tally, add_up, tally

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from kg.large.joining import Frame
    from kg.large.spool import Spool
    from kg.model import Entity, Source, Statement


class Part(NamedTuple):
    """A part as a file of Turtle, and what its check found."""

    path: Path
    faults: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Frames:
    """Things and documents: all by their names, and those of each heap."""

    things: Mapping[str, Entity]
    sources: Mapping[str, Sequence[Source]]
    things_of: Mapping[int, Sequence[str]]
    sources_of: Mapping[int, Sequence[str]]

    def part(self, heap: int, facts: tuple[Statement, ...]) -> Graph:
        """The facts with all that they mention, and what belongs to the heap anyway."""
        passages = (passage for fact in facts for passage in fact.evidence)
        names = {*self.sources_of.get(heap, ()), *(passage.source for passage in passages)}
        keys = {*self.things_of.get(heap, ()), *(key for fact in facts for key in mentioned(fact))}
        return Graph(
            tuple(source for name in sorted(names) for source in self.sources[name]),
            tuple(self.things[key] for key in sorted(keys) if key in self.things),
            facts,
        )


def cut(frame: Frame, joined: Spool, folder: Path) -> tuple[list[Path], Tally]:
    """Finish the facts of each heap, and write it to ``folder`` as records; and their numbers."""
    frames = _frames(frame.graph, joined.heaps)
    paths, numbers = [], []
    for heap in range(joined.heaps):
        finished = (fact for item in joined.take(heap) for fact in frame.outlook.finish(item))
        part = frames.part(heap, tuple(sorted(finished)))
        paths.append(folder / f"part-{heap:05}")
        paths[-1].write_bytes(pack(part))
        numbers.append(tally(part.statements))
    return paths, add_up(numbers)


def _frames(graph: Graph, heaps: int) -> _Frames:
    things_of, sources_of, sources = defaultdict(list), defaultdict(list), defaultdict(list)
    for entity in graph.entities:
        things_of[place_of(entity.key, heaps)].append(entity.key)
    for source in graph.sources:
        sources_of[place_of(source.id, heaps)].append(source.id)
        sources[source.id].append(source)
    things = {entity.key: entity for entity in graph.entities}
    return _Frames(things, sources, things_of, sources_of)


def render_parts(paths: Iterable[Path], data: Path, jobs: int) -> list[Part]:
    """Each part as Turtle, checked, in any order; the records are gone then.

    ``data`` is the folder of the ontology. Raises DataError when a process dies.
    """
    chunks = [(path,) for path in paths]
    if jobs == 1:
        return [_render(data, chunk) for chunk in chunks]
    return list(share_out(chunks, jobs, partial(_render, data), _lost))


def _render(data: Path, chunk: Sequence[Path]) -> Part:
    (path,) = chunk
    turtle = write_turtle(unpack(path.read_bytes(), Graph), load_ontology(data / "ontology.ttl"))
    target = path.with_suffix(".ttl")
    target.write_text(turtle, encoding="utf-8")
    part = Part(target, check_turtle(turtle, folder=data))
    path.unlink()  # not before: if this process dies, another one tries again
    return part


def _lost(path: Path, _seconds: float) -> Part:
    raise DataError(path.name, "the process that wrote this part of the store died (memory?)")
