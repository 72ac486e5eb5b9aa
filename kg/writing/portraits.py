"""All that a graph says of one thing: its facts, each with the words it was read from.

Works on the records of a graph (a build's, or ``kg.writing.load``'s), for pages and notebooks.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from kg.model import STANDING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.model import Entity, Evidence, Factuality, Graph, Source, Statement


@dataclass(frozen=True, slots=True)
class Passage:
    """The words that support a fact, where they stand, and the rule that read them."""

    quote: str
    start: int
    end: int
    rule: str
    source: Source


@dataclass(frozen=True, slots=True)
class Node:
    """A thing or a value by its key (empty for values), label and English label, if any."""

    key: str
    label: str
    en: str = ""

    def __str__(self) -> str:
        """The label."""
        return self.label


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact: who, what, whom, how it is told, and why we say so."""

    subject: Node
    predicate: str
    object: Node
    factuality: Factuality
    qualifiers: tuple[tuple[str, Node], ...]
    evidence: tuple[Passage, ...]

    @property
    def stands(self) -> bool:
        """Whether the graph holds it as a direct triple."""
        return self.factuality in STANDING

    def __str__(self) -> str:
        """One line: 托卡耶夫 chaired 上海合作组织阿斯塔纳峰会."""
        notes = [f"{name} {value}" for name, value in self.qualifiers]
        notes = notes if self.stands else [str(self.factuality), *notes]
        said = f"{self.subject} {self.predicate} {self.object}"
        return f"{said} ({', '.join(notes)})" if notes else said


@dataclass(frozen=True, slots=True)
class Portrait:
    """A thing: its key, class, names and facts."""

    key: str
    cls: str
    label: str
    en: str
    names: tuple[str, ...]
    facts: tuple[Fact, ...]

    def about(self, predicate: str) -> tuple[Fact, ...]:
        """The facts of one property."""
        return tuple(fact for fact in self.facts if fact.predicate == predicate)

    def _repr_html_(self) -> str:
        """The facts as a table for notebooks, with the first passage of each."""
        rows = "".join(
            f"<tr><td>{escape(str(fact))}</td><td>{escape(fact.evidence[0].quote)}</td>"
            f"<td>{escape(_cite(fact.evidence[0].source))}</td></tr>"
            for fact in self.facts
            if fact.evidence
        )
        english = f" · {escape(self.en)}" if self.en else ""
        return f"<h4>{escape(self.label)}{english}</h4><table><tbody>{rows}</tbody></table>"


def _cite(source: Source) -> str:
    return ", ".join(filter(None, (source.publisher, source.published, source.title))) or source.id


@dataclass(frozen=True, slots=True)
class Gallery:
    """A graph by its things, made once and asked often."""

    entities: Mapping[str, Entity]
    sources: Mapping[str, Source]
    statements: Mapping[str, tuple[Statement, ...]]

    def portrait(self, key: str) -> Portrait | None:
        """All about the thing with this key; None if the graph does not have it."""
        entity = self.entities.get(key)
        if entity is None:
            return None
        facts = tuple(self.fact(item) for item in self.statements.get(key, ()))
        return Portrait(key, entity.cls, label_of(entity), entity.en, entity.names, facts)

    def fact(self, item: Statement) -> Fact:
        """A statement with the labels of the things in it, and the sources of its evidence."""
        return Fact(
            self.node(item.subject),
            item.predicate,
            Node("", item.object.value)
            if isinstance(item.object, Literal)
            else self.node(item.object),
            item.factuality,
            tuple((name, self.node(value)) for name, value in item.qualifiers),
            tuple(self._passage(passage) for passage in item.evidence),
        )

    def node(self, key: str) -> Node:
        """What has this key, or is this value."""
        entity = self.entities.get(key)
        return Node("", key) if entity is None else Node(key, label_of(entity), entity.en)

    def _passage(self, passage: Evidence) -> Passage:
        source = self.sources[passage.source]
        return Passage(passage.quote, passage.start, passage.end, passage.rule, source)


def label_of(entity: Entity) -> str:
    """The name by which a thing goes."""
    return entity.names[0] if entity.names else entity.en or entity.key


def hang(graph: Graph) -> Gallery:
    """The things of a graph, each with the facts that it is subject or object of."""
    statements: dict[str, list[Statement]] = defaultdict(list)
    for item in graph.statements:
        for key in _ends(item):
            statements[key].append(item)
    return Gallery(
        {entity.key: entity for entity in graph.entities},
        {source.id: source for source in graph.sources},
        {key: tuple(items) for key, items in statements.items()},
    )


def _ends(item: Statement) -> Iterable[str]:
    """Subject and object; a qualifier that names a thing makes the fact one about it, too."""
    ends = [item.subject, *(value for _, value in item.qualifiers if "/" in value)]
    return dict.fromkeys(ends if isinstance(item.object, Literal) else [*ends, item.object])
