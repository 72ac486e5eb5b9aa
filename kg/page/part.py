"""The part of a graph that a page can hold: its most telling things, all facts among them.

A page of more opens slowly and cannot be sent by mail. What a page leaves out is counted, so
that it can say so. Whole graphs and stores too large for memory are cut by the same steps.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from heapq import nsmallest
from typing import TYPE_CHECKING, NamedTuple

from kg.model import Entity, Evidence, Factuality, Graph, Literal, Source, Statement
from kg.page.importance import take_turns

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    #: What tells facts apart: subject, predicate, object, factuality.
    Told = tuple[str, str, str | Literal, Factuality]


class Limits(NamedTuple):
    """How much a page holds.

    A page at these limits is 3 to 4.5 MB (titles and sentences of the reports decide) and is ready
    in a second; facts cost most, so they end most parts before there are so many ``things``.
    ``each`` is the number of passages that a fact keeps in a part.
    """

    things: int = 5_000
    facts: int = 13_000
    passages: int = 25_000
    each: int = 3


LIMITS = Limits()


class Whole(NamedTuple):
    """What the graph holds that a page shows a part of; dates of its first and last document."""

    entities: int
    facts: int
    documents: int
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Part:
    """What a page shows: a graph, and what it says of the ``whole`` that it was cut from, if so.

    ``beyond`` are things that its facts name in qualifiers, but that are not in it; ``passages``
    tells how many a fact has in all, for facts of which only the first are in it.
    """

    graph: Graph
    whole: Whole | None = None
    beyond: tuple[Entity, ...] = ()
    passages: Mapping[Told, int] = field(default_factory=dict)


def cut(graph: Graph, limits: Limits = LIMITS) -> Part:
    """The part of a settled graph that a page can hold; all of it, if it can."""
    if not exceeds(_size(graph), limits):
        return Part(graph)
    entities = {entity.key: entity for entity in graph.entities}
    facts = [item for item in graph.statements if entities.keys() >= {*_things(item)}]
    kept = frozenset(_choose_things(entities, facts, limits))
    dates = _dates(graph.sources)
    inner = [item for item in facts if kept.issuperset(_things(item))]
    shown = tuple(_with_first_passages(item, dates, limits.each) for item in inner)
    used = {passage.source for item in shown for passage in item.evidence}
    named = {value for item in shown for _, value in item.qualifiers} - kept
    return Part(
        Graph(
            tuple(source for source in graph.sources if source.id in used),
            tuple(entity for entity in graph.entities if entity.key in kept),
            shown,
        ),
        whole_of(len(entities), len(facts), len(dates), set(dates.values())),
        tuple(entities[key] for key in sorted(named & entities.keys())),
        {told(item): len(item.evidence) for item in inner if len(item.evidence) > limits.each},
    )


def exceeds(size: tuple[int, int, int], limits: Limits) -> bool:
    """Whether so many things, facts and passages are too much for a page."""
    return any(one > most for one, most in zip(size, limits, strict=False))


def whole_of(entities: int, facts: int, documents: int, dates: Collection[str]) -> Whole:
    """The record of a graph whose documents have these ``dates`` (empty: one has none)."""
    known = [date for date in dates if date]
    return Whole(entities, facts, documents, min(known, default=""), max(known, default=""))


def _dates(sources: Iterable[Source]) -> dict[str, str]:
    """By document; the same text under two names has the first of its dates."""
    dates: dict[str, str] = {}
    for source in sources:
        known = filter(None, (source.published, dates.get(source.id, "")))
        dates[source.id] = min(known, default="")
    return dates


def told(item: Statement) -> Told:
    """What tells a fact apart from all others."""
    return item.subject, item.predicate, item.object, item.factuality


def choose(
    classes: Mapping[str, str], spoken: Mapping[str, int], lone: AbstractSet[str], most: int
) -> tuple[str, ...]:
    """The ``most`` telling things, in order; the ``lone``, tied to no other thing, come last.

    ``spoken`` counts how often the documents speak of a thing. PageRank would ask for all facts
    at once; it decides on the order within the part (see ``kg.page.importance``).
    """
    by_class: dict[str, list[str]] = {}
    for key, cls in classes.items():
        by_class.setdefault(cls, []).append(key)
    candidates = {
        key: spoken.get(key, 0)
        for keys in by_class.values()
        for key in nsmallest(most, keys, lambda key: (key in lone, -spoken.get(key, 0), key))
    }
    return take_turns(candidates, classes, candidates.keys() - lone)[:most]


def fitting(completed: Mapping[int, int], limits: Limits) -> int:
    """How many things to take: as many as their facts allow.

    ``completed`` tells how many facts have both ends once the thing of this rank is taken.
    """
    total = 0
    for rank in range(limits.things):
        total += completed.get(rank, 0)
        if total > limits.facts:
            return rank
    return limits.things


def first_passages(
    passages: Iterable[Evidence], dates: Mapping[str, str], most: int
) -> tuple[Evidence, ...]:
    """The ``most`` first passages, of the earliest documents: the first ones of a full page."""
    return tuple(sorted(nsmallest(most, passages, lambda one: (dates.get(one.source, ""), one))))


def _things(item: Statement) -> tuple[str, ...]:
    """The things that a fact is about: its subject, and its object if that is no value."""
    target = item.object
    return (item.subject,) if isinstance(target, Literal) else (item.subject, target)


def _choose_things(
    entities: Mapping[str, Entity], facts: Sequence[Statement], limits: Limits
) -> Sequence[str]:
    spoken: Counter[str] = Counter()
    for item in facts:
        for key in _things(item):
            spoken[key] += len(item.evidence)
    linked = {key for item in facts if len(ends := _things(item)) > 1 for key in ends}
    classes = {key: entity.cls for key, entity in entities.items()}
    order = choose(classes, spoken, classes.keys() - linked, limits.things)
    rank = {key: number for number, key in enumerate(order)}
    return order[: fitting(Counter(_completed(facts, rank)), limits)]


def _completed(facts: Iterable[Statement], rank: Mapping[str, int]) -> Iterator[int]:
    """For each fact among the things that have a rank, the rank of its later end."""
    for item in facts:
        if rank.keys() >= {*(ends := _things(item))}:
            yield max(rank[key] for key in ends)


def _with_first_passages(item: Statement, dates: Mapping[str, str], most: int) -> Statement:
    if len(item.evidence) <= most:
        return item
    return item._replace(evidence=first_passages(item.evidence, dates, most))


def _size(graph: Graph) -> tuple[int, int, int]:
    passages = sum(len(item.evidence) for item in graph.statements)
    return len(graph.entities), len(graph.statements), passages
