"""Heaps of joined facts as Turtle, each heap a small graph that stands for itself."""

from __future__ import annotations

from collections import defaultdict
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from kg.building.records import pack, unpack
from kg.building.report import Tally, add_up, tally
from kg.building.shares import Share, others_of, place_of, write_share
from kg.model import Graph, Problem
from kg.process.outputs import OutputError
from kg.process.processes import share_out
from kg.writing.rdf import write_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from kg.building.shares import Style
    from kg.large.joining import Frame
    from kg.large.spool import Spool


class Part(NamedTuple):
    """A part as a file of Turtle, and what its check found."""

    path: Path
    faults: tuple[Problem, ...]


def cut(frame: Frame, joined: Spool, folder: Path) -> tuple[list[Path], Tally]:
    """Finish the facts of each heap, and write it to ``folder`` as a share; and their numbers."""
    graph, number = frame.graph, joined.heaps
    sources, entities = defaultdict(list), defaultdict(list)
    for source in graph.sources:
        sources[place_of(source.id, number)].append(source)
    for entity in graph.entities:
        entities[place_of(entity.key, number)].append(entity)
    told = {source.id: source for source in graph.sources}
    known = {entity.key: entity for entity in graph.entities}
    paths, numbers = [], []
    for heap in range(number):
        facts = sorted(fact for item in joined.take(heap) for fact in frame.outlook.finish(item))
        own = Graph(tuple(sources[heap]), tuple(entities[heap]), tuple(facts))
        paths.append(folder / f"part-{heap:05}")
        paths[-1].write_bytes(pack(Share(own, others_of(own, told, known))))
        numbers.append(tally(facts))
    return paths, add_up(numbers)


def render_parts(paths: Iterable[Path], style: Style, jobs: int) -> list[Part]:
    """Each part as Turtle, checked, in any order; the records are gone then.

    Raises OutputError when a process dies.
    """
    style.standard()  # for forked processes to share
    chunks = [(path,) for path in paths]
    if jobs == 1:
        return [_render(style, chunk) for chunk in chunks]
    return list(share_out(chunks, jobs, partial(_render, style), _lost))


def _render(style: Style, chunk: Sequence[Path]) -> Part:
    (path,) = chunk
    share, standard = unpack(path.read_bytes(), Share), style.standard()
    written = write_share(share, standard)
    target = path.with_suffix(".ttl")
    turtle = write_file(written.sections, share.own.entities, standard.ontology)
    target.write_text(turtle, encoding="utf-8")
    path.unlink()  # not before: if this process dies, another one tries again
    return Part(target, written.faults)


def _lost(path: Path, _seconds: float) -> Part:
    raise OutputError(path, "the process that wrote this part of the store died (memory?)")
