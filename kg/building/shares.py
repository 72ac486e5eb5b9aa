"""A graph cut into shares that are written and checked apart, and only when they changed.

A share has some things, all that is said of them, and the passages that say so; of what it only
refers to it has kind and label. No shape and no rule of the ontology looks further, so what is
found in the shares is what would be found in the whole. Nothing depends on who writes a share.
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache, partial
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from kg.building.fingerprint import fingerprint
from kg.building.records import Outcome, pack, unpack
from kg.checking.check import Standard, check_turtle, load_standard
from kg.merging.facts import mentioned
from kg.model import Graph, Problem, Source
from kg.process.processes import share_out
from kg.writing.rdf import Sections, join_sections, write_file, write_sections

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from kg.building.cache import Cache
    from kg.model import Entity

#: Facts per share: few enough that a change costs little (of 43,000 facts one report changes some
#: ten shares, 20 ms each), enough that what comes with each share costs a full build nothing.
_FACTS = 64
#: Below this number of shares a second process costs more than it saves.
_FEW = 32


class Share(NamedTuple):
    """What a share gives to the graph, and what this refers to in others."""

    own: Graph
    others: Graph


class Written(NamedTuple):
    """The text of a share, and what is wrong with it."""

    sections: Sections
    faults: tuple[Problem, ...]


class Style(NamedTuple):
    """How graphs are written and checked.

    ``folder`` holds the ontology and the shapes; ``edition`` stands in every key for them and
    for the program (empty: results get no keys).
    """

    folder: Path
    edition: str = ""

    def standard(self) -> Standard:
        """What graphs are held against, loaded once per process (a forked one inherits it)."""
        return _standard_at(self.folder, self.edition)


@lru_cache(maxsize=2)
def _standard_at(folder: Path, edition: str) -> Standard:  # noqa: ARG001 - tells states apart
    return load_standard(folder)


def write_whole(
    graph: Graph, style: Style, cache: Cache | None = None, jobs: int = 1
) -> tuple[str, tuple[Problem, ...]]:
    """``graph.ttl``, and what is wrong with it, made in ``jobs`` processes.

    Shares that ``cache`` has are taken from it, the others are put into it.
    """
    missing: list[tuple[str, Share]] = []
    shares = [*_kept(graph, style, cache, missing)]
    for outcome, written in _new(missing, style, jobs):
        if cache:
            cache.put([outcome])
        shares.append(written)
    sections = join_sections([written.sections for written in shares])
    turtle = write_file(sections, graph.entities, style.standard().ontology)
    if not all(_agrees(written.sections, sections) for written in shares):
        return turtle, check_turtle(turtle, standard=style.standard())
    return turtle, tuple(sorted({fault for written in shares for fault in written.faults}))


def _agrees(share: Sections, whole: Sections) -> bool:
    """Whether no other share says more of what this one describes: of a passage, if anything."""
    return all(blocks.items() <= whole[title].items() for title, blocks in share.items())


def _kept(
    graph: Graph, style: Style, cache: Cache | None, missing: list[tuple[str, Share]]
) -> Iterator[Written]:
    """What ``cache`` has; the shares that it has not are added to ``missing`` with their keys."""
    for share in cut(graph):
        key = style.edition and fingerprint(style.edition, pack(share))
        written = cache.get(key, Written) if cache and key else None
        if written is None:
            missing.append((key, share))
        else:
            yield written


def _new(
    missing: Sequence[tuple[str, Share]], style: Style, jobs: int
) -> Iterator[tuple[Outcome, Written]]:
    """What is made of shares and their keys, packed and as it is, in any order."""
    if jobs == 1 or len(missing) < _FEW:
        for key, share in missing:
            written = write_share(share, style.standard())
            yield Outcome(key, pack(written)), written
        return
    style.standard()  # for forked processes to share
    packed = sorted((Outcome(key, pack(share)) for key, share in missing), key=_size)
    there = partial(_write_packed, style)
    for outcome in share_out(zip(packed), jobs, there, lambda item, _: there((item,))):
        yield outcome, unpack(outcome.data, Written)


def _size(outcome: Outcome) -> int:
    """The largest come first, so that no process is left with one at the end."""
    return -len(outcome.data)


def _write_packed(style: Style, shares: Sequence[Outcome]) -> Outcome:
    """Write one packed share where the graph is not."""
    ((key, data),) = shares
    return Outcome(key, pack(write_share(unpack(data, Share), style.standard())))


def write_share(share: Share, standard: Standard) -> Written:
    """Write and check one share, together with what it refers to."""
    own, others = (write_sections(graph, standard.ontology) for graph in share)
    entities = (*share.own.entities, *share.others.entities)
    turtle = write_file(join_sections([own, others]), entities, standard.ontology)
    return Written(own, check_turtle(turtle, standard=standard))


def cut(graph: Graph) -> list[Share]:
    """The shares of ``graph``; small changes of it leave most of them as they are."""
    number = 1 << (len(graph.statements) // _FACTS).bit_length()
    sources, entities, statements = (defaultdict(list) for _ in range(3))
    for source in graph.sources:
        sources[place_of(source.id, number)].append(source)
    for entity in graph.entities:
        entities[place_of(entity.key, number)].append(entity)
    for statement in graph.statements:
        statements[place_of(statement.subject, number)].append(statement)
    told = {source.id: source for source in graph.sources}
    known = {entity.key: entity for entity in graph.entities}
    owns = (
        Graph(tuple(sources[place]), tuple(entities[place]), tuple(statements[place]))
        for place in range(number)
    )
    return [Share(own, others_of(own, told, known)) for own in owns]


def place_of(name: str, number: int) -> int:
    """The share, out of a number of them, to which what has this name belongs."""
    return crc32(name.encode("utf-8", "surrogatepass")) % number


def others_of(own: Graph, told: Mapping[str, Source], known: Mapping[str, Entity]) -> Graph:
    """What ``own`` refers to: as much of it as decides whether the references are sound."""
    passages = (item.evidence for item in own.statements)
    sources = {passage.source for passage in chain.from_iterable(passages)}
    named = {key for item in own.statements for key in mentioned(item)}
    return Graph(
        tuple(
            Source(key, path="", encoding="", sha256=told[key].sha256)
            for key in sorted((sources & told.keys()) - {source.id for source in own.sources})
        ),
        tuple(
            known[key]._replace(names=known[key].names[:1], attributes=())
            for key in sorted((named & known.keys()) - {entity.key for entity in own.entities})
        ),
    )
