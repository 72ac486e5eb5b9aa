"""Which thing is meant by a name: any label or alias, in any script, or its key.

Names are compared in one form (no case, spaces or dots; traditional characters as simplified
ones), and what is meant must be clear: an unknown name, or one that two things bear, is an
error that says what is near.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.asking.sparql import QueryError
from kg.namespaces import ID, SM
from kg.text.hanzi import simplified_forms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kg.asking.results import Result

#: The names of things for ``read_names``, of all or (``which``) of some; and the classes of all.
#: Two queries: in one, every name would be told once for every class.
NAMES = f"""
SELECT ?thing ?name ?kind {{{{
  {{which}}
  VALUES ?kind {{{{ rdfs:label skos:altLabel }}}}
  ?thing ?kind ?name FILTER (STRSTARTS(STR(?thing), "{ID}"))
}}}}
"""
CLASSES = f"""
SELECT ?thing (GROUP_CONCAT(STR(?class); separator=" ") AS ?classes) {{
  {{ SELECT DISTINCT ?thing ?class {{
    VALUES ?kind {{ rdfs:label skos:altLabel }}
    ?thing ?kind ?name ; a ?class FILTER (STRSTARTS(STR(?thing), "{ID}"))
  }} }}
}} GROUP BY ?thing
"""
_SEPARATORS = re.compile(r"[\s\W_]+")
#: How many are told as near; how like they must be, or a part of them, of a hundred.
_MOST_NEAR, _LIKENESS, _PART_LIKENESS = 5, 55, 80


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing by its key (``leader/xi-jinping``), classes, label and all names.

    ``en`` is the English label, if there is one.
    """

    key: str
    classes: frozenset[str]
    label: str
    names: tuple[str, ...]
    en: str = ""

    @property
    def iri(self) -> str:
        """The full IRI."""
        return ID + self.key


@dataclass(frozen=True, slots=True)
class Names:
    """All things by key, and the keys by every form of their names."""

    things: Mapping[str, Thing]
    keys: Mapping[str, frozenset[str]]

    def find(self, name: str, cls: str = "") -> Thing:
        """The one thing of class ``cls`` (or any) that goes by ``name``.

        Raises QueryError ("unknown-name") with near names if there is none or more than one.
        """
        key = name.removeprefix(ID).replace(":", "/", 1)
        if (thing := self.things.get(key)) and _is(thing, cls):
            return thing
        found = [
            thing
            for key in sorted(self.keys.get(fold(name), ()))
            if _is(thing := self.things[key], cls)
        ]
        if len(found) == 1:
            return found[0]
        if found:
            raise QueryError("unknown-name", f"{name} can mean {_list(found)}: give the key")
        near = self.near(name, cls)
        hint = f"; near: {_list(near)}" if near else ""
        what = f"no {cls}" if cls else "nothing"
        raise QueryError("unknown-name", f"{what} here goes by the name {name}{hint}")

    def near(self, name: str, cls: str = "", most: int = _MOST_NEAR) -> tuple[Thing, ...]:
        """Things whose names begin with ``name``, hold it, or are like it, in this order."""
        found: dict[str, Thing] = {}
        for form in _by_likeness(fold(name), self.keys):
            for key in sorted(self.keys[form]):
                if _is(self.things[key], cls):
                    found[key] = self.things[key]
            if len(found) >= most:
                break
        return tuple(found.values())[:most]


def _by_likeness(form: str, others: Iterable[str]) -> Iterator[str]:
    """Names that begin with this one, hold it, are like it, or have a part that is."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - only where a name is not found

    holding = [other for other in others if form in other] if form else []
    holding.sort(key=lambda other: (not other.startswith(form), len(other), other))
    yield from holding
    # Comparing with each takes its time where names are many: only if those do not suffice.
    longer = [other for other in others if len(other) > len(form)]
    for scorer, some, likeness in ((fuzz.ratio, list(others), _LIKENESS),
                                   (fuzz.partial_ratio, longer, _PART_LIKENESS)):  # fmt: skip
        found = process.extract(form, some, scorer=scorer, score_cutoff=likeness, limit=None)
        yield from (other for other, _, _ in found)


def _is(thing: Thing, cls: str) -> bool:
    return not cls or cls in thing.classes


def _list(things: Iterable[Thing]) -> str:
    return ", ".join(f"{thing.label} ({thing.key.replace('/', ':', 1)})" for thing in things)


def fold(name: str) -> str:
    """The form in which names are compared.

    >>> fold("Xi  Jinping") == fold("xi jinping"), fold("蒙古國") == fold("蒙古国")
    (True, True)
    """
    form = _SEPARATORS.sub("", unicodedata.normalize("NFKC", name).casefold())
    if form.isascii():
        return form
    forms = simplified_forms()
    return "".join(forms.get(char, char) for char in form)


def read_names(named: Result, classed: Result) -> Names:
    """The names that the queries ``NAMES`` and ``CLASSES`` found."""
    classes = dict(_read_classes(classed))
    names: dict[str, dict[str, tuple[bool, bool]]] = defaultdict(dict)
    english: dict[str, str] = {}
    for node, name, kind in named.terms:
        if node and name and kind:
            key = node.value.removeprefix(ID)
            rank = (not kind.value.endswith("#label"), name.language != "zh")
            names[key][name.value] = min(rank, names[key].get(name.value, rank))
            if kind.value.endswith("#label") and name.language == "en":
                english[key] = name.value
    things = {
        key: _thing(key, classes.get(key, ()), names[key], english.get(key, ""))
        for key in sorted(names)
    }
    keys: dict[str, set[str]] = defaultdict(set)
    for thing in things.values():
        for text in thing.names:
            keys[fold(text)].add(thing.key)
    return Names(things, {form: frozenset(found) for form, found in sorted(keys.items())})


def _read_classes(classed: Result) -> Iterator[tuple[str, list[str]]]:
    for node, classes in classed.terms:
        if node and classes:
            names = (iri.removeprefix(SM) for iri in classes.value.split())
            yield node.value.removeprefix(ID), sorted(names)


def _thing(
    key: str, classes: Iterable[str], ranks: Mapping[str, tuple[bool, bool]], english: str
) -> Thing:
    names = tuple(sorted(ranks, key=lambda name: (ranks[name], name)))
    return Thing(key, frozenset(classes), names[0], names, english)
