"""A graph as rows for the page: things, facts between them, and what both point to.

Everything the page shows is in here; the scripts only choose and arrange. Rows become columns
in ``kg.page.network``. What comes up again and again (sentences, passages, sources, terms of the
ontology) is written once and pointed to by its number.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.model import Factuality, Literal
from kg.namespaces import CODE, ID, SM
from kg.page.importance import order_things
from kg.page.layout import OPENING, lay_out
from kg.page.part import told
from kg.page.passages import make_texts, order_passages
from kg.page.pinyin import spell_all
from kg.page.short import shorten_all
from kg.page.things import clean, ends, read_things
from kg.page.vocabulary import make_vocabulary, order_classes, sign_of
from kg.version import VERSION
from kg.writing.turtle import Terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.model import Evidence, Statement
    from kg.ontology import Ontology
    from kg.page.layout import Layout
    from kg.page.part import Part, Whole
    from kg.page.things import Things

    Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Payload:
    """Rows of things and of facts between things, and all else by name."""

    nodes: tuple[Row, ...]
    edges: tuple[Row, ...]
    rest: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Numbers:
    """Where each thing stands in its list."""

    things: Mapping[str, int]
    classes: Mapping[str, int]
    properties: Mapping[str, int]
    qualifiers: Mapping[str, int]
    factualities: Mapping[str, int]
    evidence: Mapping[Evidence, int]


def make_payload(part: Part, ontology: Ontology) -> Payload:
    """The rows of a settled graph, or of a part of one with what that leaves out."""
    things = read_things(part.graph)
    order = order_things(things)
    layout = lay_out(things, order)
    facts = (*things.edges, *things.literals)
    passages = order_passages(facts, things.sources)
    numbers = _Numbers(
        things=_number(order),
        classes=_number(order_classes({entity.cls for entity in things.entities.values()})),
        properties=_number(sorted({item.predicate for item in facts})),
        qualifiers=_number(sorted({name for item in facts for name, _ in item.qualifiers})),
        factualities=_number(str(item) for item in Factuality),
        evidence={passage: number for number, passage in enumerate(passages)},
    )
    terms = Terms(ontology)
    return Payload(
        nodes=tuple(_nodes(things, order, layout, numbers)),
        edges=tuple(_edge(item, things, numbers, terms) for item in things.edges),
        rest={
            "meta": _meta(things, facts) | (_meta_of(part.whole) if part.whole else {}),
            **({"part": _left_out(part, things)} if part.whole else {}),
            "axis": [{"year": year, "x": x} for year, x in layout.axis],
            **make_vocabulary(numbers.classes, numbers.properties, numbers.qualifiers, ontology),
            **make_texts(things.sources, passages),
            "literals": _literals(things, numbers, terms),
        },
    )


def _number(values: Iterable[str]) -> dict[str, int]:
    return {value: number for number, value in enumerate(values)}


def _meta(things: Things, facts: Sequence[Statement]) -> Row:
    dates = sorted(source.published for source in things.sources.values() if source.published)
    return {
        "version": VERSION,
        "documents": len(things.sources),
        "entities": len(things.entities),
        "facts": len(facts),
        "evidence": sum(len(item.evidence) for item in facts),
        "from": dates[0] if dates else "",
        "to": dates[-1] if dates else "",
        "opening": OPENING,
        "base": ID,
        "ontology": SM,
        "code": CODE,
    }


def _meta_of(whole: Whole) -> Row:
    """Documents are those of the whole graph; the other numbers of the page stay beside them."""
    return {
        "documents": whole.documents,
        "from": whole.first,
        "to": whole.last,
        "whole": {"entities": whole.entities, "facts": whole.facts},
    }


def _left_out(part: Part, things: Things) -> Row:
    """Things that only qualifiers name, and facts of which only some passages are there."""
    counts = {
        kind: {number: part.passages[key] for number, item in enumerate(facts)
               if (key := told(item)) in part.passages}
        for kind, facts in (("edges", things.edges), ("literals", things.literals))
    }  # fmt: skip
    names = {one.key: {"zh": clean(next(iter(one.names), "")), "en": one.en} for one in part.beyond}
    return {"beyond": names, **counts}


# -- Things ---------------------------------------------------------------------------------


def _nodes(things: Things, order: Sequence[str], layout: Layout, numbers: _Numbers) -> list[Row]:
    short, sounds = shorten_all(things, order), spell_all(things)
    return [
        {**_node(things, key, layout, numbers), "short": short[key], "pinyin": sounds[key]}
        for key in order
    ]


def _node(things: Things, key: str, layout: Layout, numbers: _Numbers) -> Row:
    entity = things.entities[key]
    x, y = layout.places.get(key, (0.0, 0.0))
    colour, shape = sign_of(entity.cls)
    return {
        "id": key,
        "cls": numbers.classes[entity.cls],
        "colour": colour,
        "shape": shape,
        "zh": things.label(key),
        "en": entity.en,
        "alias": list(entity.names[1:]),
        "year": things.years.get(key, 0),
        "x": _short_number(x),
        "y": _short_number(y),
    }


def _short_number(value: float) -> float:
    """``value``, as a whole number where it is one: two bytes less for each place."""
    return int(value) if value.is_integer() else value


# -- Facts ----------------------------------------------------------------------------------


def _edge(item: Statement, things: Things, numbers: _Numbers, terms: Terms) -> Row:
    subject, target = ends(item)
    return {
        "s": subject,
        "o": target,
        "p": numbers.properties[item.predicate],
        "f": numbers.factualities[item.factuality],
        "y": _year(item, things),
        "name": _name(item, terms),
        "q": [[numbers.qualifiers[name], value] for name, value in sorted(set(item.qualifiers))],
        "org": sorted(numbers.things[body] for body in _bodies(item, things)),
        "ev": sorted({numbers.evidence[passage] for passage in item.evidence}),
    }


def _literals(things: Things, numbers: _Numbers, terms: Terms) -> dict[str, list[Any]]:
    columns: dict[str, list[Any]] = {name: [] for name in ("s", "p", "v", "f", "name", "ev")}
    for item in things.literals:
        columns["s"].append(numbers.things[item.subject])
        columns["p"].append(numbers.properties[item.predicate])
        columns["v"].append(item.object.value if isinstance(item.object, Literal) else "")
        columns["f"].append(numbers.factualities[item.factuality])
        columns["name"].append(_name(item, terms))
        columns["ev"].append(sorted({numbers.evidence[passage] for passage in item.evidence}))
    return columns


def _name(item: Statement, terms: Terms) -> str:
    """The name of the fact's node, or nothing where the page can put it together itself."""
    name = terms.fact_name(item)
    return "" if name == terms.plain_name(item) else name


def _year(item: Statement, things: Things) -> int:
    """Of the summit, else of the document or speech, else of the term, else of the report."""
    told = dict(item.qualifiers)
    keys = sorted(ends(item), key=lambda key: things.entities[key].cls != "Summit")
    for key in (*keys, told.get("atSummit", "")):
        if key in things.years:
            return things.years[key]
    if told.get("termStartYear", "").isdecimal():
        return int(told["termStartYear"])
    published = (things.sources[passage.source].published[:4] for passage in item.evidence)
    return min((int(year) for year in published if year.isdecimal()), default=0)


def _bodies(item: Statement, things: Things) -> set[str]:
    """The organisations that a fact belongs to: its own, and those of its summits."""
    told = dict(item.qualifiers)
    known = {*ends(item), told.get("organisation", "")}
    bodies = {key for key in known if key.startswith("organisation/") and key in things.entities}
    summits = {*ends(item), told.get("atSummit", "")}
    for key in ends(item):
        summits.update(things.summits.get(key, ()))
    return bodies.union(*(things.organisers.get(summit, ()) for summit in summits))
