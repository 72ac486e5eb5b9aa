"""A gold standard, an output graph, and which thing of the one is which of the other.

A gold standard is a folder with ``entities.tsv`` (type, name, aliases, docs, status) and
``facts.tsv`` (doc, subject, predicate, object, qualifiers, status, evidence). Rows whose
status is not ``required``, and entities of several types, count neither for nor against.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.namespaces import DCTERMS, RDF, RDFS, SCHEMA, SKOS, SM

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

CLASSES = (
    *("Leader", "Country", "City", "Organisation", "Summit"),
    *("Declaration", "Instrument", "Speech", "Initiative"),
)
DOCUMENTS = frozenset({"Declaration", "Instrument"})
START_DATE = f"{SCHEMA}startDate"
_LABEL = f"{RDFS}label"
_NAMES = (_LABEL, f"{SKOS}prefLabel", f"{SKOS}altLabel", f"{DCTERMS}title")
_TYPE = f"{RDF}type"
# Brackets, quotation marks, dashes, dots and spaces never tell two names apart.
_NOISE = re.compile(r"[\s《》〈〉“”\"‘’'「」（）()\[\]\-—–－·•・,，、.。:：/]")
_SUFFIX = re.compile(r"（[^（）]*）$")
# A summit is recognised without its name by three of: edition (counts twice), city,
# organisation, host, date.
_ENOUGH = 3


def normalise(name: str) -> str:
    """Reduce a name to what must agree."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", name).lower())


@dataclass(frozen=True, slots=True)
class GoldEntity:
    """A thing that must, or may, be found."""

    name: str
    types: frozenset[str]
    names: frozenset[str]
    counts: bool


@dataclass(frozen=True, slots=True)
class GoldFact:
    """A fact that must, or may, be found."""

    predicate: str
    subject: str
    object: str
    qualifiers: Mapping[str, str]
    required: bool


@dataclass(frozen=True, slots=True)
class Gold:
    """The two tables."""

    entities: tuple[GoldEntity, ...]
    facts: tuple[GoldFact, ...]


def read_gold(folder: Path) -> Gold:
    """Read the gold standard in ``folder``."""
    return Gold(
        tuple(map(_entity, _rows(folder / "entities.tsv"))),
        tuple(map(_fact, _rows(folder / "facts.tsv"))),
    )


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def _entity(row: Mapping[str, str]) -> GoldEntity:
    types = frozenset(row["type"].split("|"))
    names = frozenset(normalise(name) for name in (row["name"], *row["aliases"].split("|")) if name)
    return GoldEntity(row["name"], types, names, row["status"] == "required" and len(types) == 1)


def _fact(row: Mapping[str, str]) -> GoldFact:
    pairs = [pair.split("=", 1) for pair in row["qualifiers"].split(";") if "=" in pair]
    qualifiers = dict(pairs)
    required = row["status"] == "required"
    return GoldFact(row["predicate"], row["subject"], row["object"], qualifiers, required)


class Output:
    """The triples of a graph, by predicate and end."""

    def __init__(self, path: Path) -> None:
        """Read the Turtle file at ``path``."""
        import pyoxigraph as ox  # noqa: PLC0415 - costs 20 ms that `kg --help` can do without

        self._objects: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._subjects: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._pairs: dict[str, list[tuple[str, str]]] = defaultdict(list)
        self._zh: dict[str, str] = {}
        for quad in ox.parse(path=path, format=ox.RdfFormat.TURTLE):
            self._add(quad.subject.value, quad.predicate.value, quad.object)
        self.types: dict[str, set[str]] = defaultdict(set)
        for cls in CLASSES:
            for subject in self.subjects(_TYPE, SM + cls):
                self.types[subject].add(cls)

    def _add(self, subject: str, predicate: str, term: Any) -> None:
        value = str(term.value)
        self._objects[subject, predicate].append(value)
        self._subjects[predicate, value].append(subject)
        self._pairs[predicate].append((subject, value))
        if predicate == _LABEL and (getattr(term, "language", None) or "").startswith("zh"):
            self._zh.setdefault(subject, value)

    def objects(self, subject: str, *predicates: str) -> list[str]:
        """Objects of the subject under any of the predicates."""
        return [o for p in predicates for o in self._objects.get((subject, p), ())]

    def subjects(self, predicate: str, value: str) -> list[str]:
        """Subjects that have this value."""
        return self._subjects.get((predicate, value), [])

    def pairs(self, predicate: str) -> list[tuple[str, str]]:
        """Subject and object of all triples with this predicate."""
        return self._pairs.get(predicate, [])

    def names(self, subject: str) -> list[str]:
        """All names of a thing."""
        return self.objects(subject, *_NAMES)

    def label(self, subject: str) -> str:
        """Return the name to show: the Chinese label, else any name, else the IRI."""
        return self._zh.get(subject) or next(iter(self.names(subject)), subject)


def match(gold: Gold, output: Output) -> dict[str, str]:
    """Map the IRIs of the output to names of gold entities, by names, then by structure."""
    matched = _match_names(gold, output)
    _match_summits(gold, output, matched)
    _match_documents(gold, output, matched)
    return matched


def _match_names(gold: Gold, output: Output) -> dict[str, str]:
    by_name: dict[str, list[GoldEntity]] = defaultdict(list)
    for entity in gold.entities:
        for name in entity.names:
            by_name[name].append(entity)
    matched = {}
    for subject, types in output.types.items():
        hits: Counter[str] = Counter()
        for name in {normalise(name) for name in output.names(subject)}:
            hits.update(e.name for e in by_name.get(name, ()) if _fits(e.types, types))
        if hits:
            matched[subject] = max(sorted(hits), key=hits.__getitem__)
    return matched


def _fits(gold: frozenset[str], found: set[str]) -> bool:
    return bool(gold & found or (gold & DOCUMENTS and found & DOCUMENTS))


def _unmatched(output: Output, matched: Mapping[str, str], types: frozenset[str]) -> list[str]:
    return sorted(s for s, found in output.types.items() if types & found and s not in matched)


def _free(gold: Gold, matched: Mapping[str, str], types: frozenset[str]) -> list[str]:
    """Names of gold entities that nothing is matched to, in the order of the file."""
    taken = set(matched.values())
    names = {entity.name: entity.types for entity in gold.entities}
    return [name for name, found in names.items() if found & types and name not in taken]


def _match_summits(gold: Gold, output: Output, matched: dict[str, str]) -> None:
    """Match summits under another name that agree in what is said of them."""
    wanted: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for fact in gold.facts:
        summit, value = fact.subject, fact.object
        if fact.predicate == "hosted":
            summit, value = value, summit
        wanted[summit][fact.predicate].add(value)
    kinds = frozenset({"Summit"})
    for subject in _unmatched(output, matched, kinds):
        have = _attributes(output, subject, matched)
        for name in _free(gold, matched, kinds):
            if _agreement(wanted[name], have) >= _ENOUGH:
                matched[subject] = name
                break


def _attributes(output: Output, summit: str, matched: Mapping[str, str]) -> dict[str, set[Any]]:
    return {
        "edition": set(output.objects(summit, f"{SM}edition")),
        "heldIn": {matched.get(o) for o in output.objects(summit, f"{SM}heldIn")},
        "organisedBy": {matched.get(o) for o in output.objects(summit, f"{SM}organisedBy")},
        "hosted": {matched.get(o) for o in output.subjects(f"{SM}hosted", summit)},
        "date": {o[:10] for o in output.objects(summit, START_DATE, f"{SM}year")},
    }


def _agreement(want: Mapping[str, set[str]], have: Mapping[str, set[Any]]) -> int:
    """Points for what agrees; none if edition, city or organisation contradict."""
    same = {name: bool(want.get(name, set()) & values) for name, values in have.items()}
    for name in ("edition", "heldIn", "organisedBy"):
        if want.get(name) and have[name] and not same[name]:
            return 0
    dates = want.get("date", set())
    same["date"] = bool(_years(dates) & _years(have["date"]) or _days(dates) & _days(have["date"]))
    return sum(same.values()) + same["edition"]


def _years(dates: Iterable[str]) -> set[str]:
    return {date[:4] for date in dates if not date.startswith("-")}


def _days(dates: Iterable[str]) -> set[str]:
    """Month and day of full dates and of dates without a year (``--09-13``)."""
    return {date[-5:] for date in dates if len(date) in (len("--09-13"), len("2014-09-13"))}


def _match_documents(gold: Gold, output: Output, matched: dict[str, str]) -> None:
    """Match documents whose title recurs every year by the summit that adopted them."""
    adopted = defaultdict(set)
    for fact in gold.facts:
        if fact.predicate == "adopted":
            adopted[fact.object].add(fact.subject)
    for subject in _unmatched(output, matched, DOCUMENTS):
        names = {normalise(name) for name in output.names(subject)}
        summits = {matched.get(s) for s in output.subjects(f"{SM}adopted", subject)}
        for name in _free(gold, matched, DOCUMENTS):
            if normalise(_SUFFIX.sub("", name)) in names and summits & adopted[name]:
                matched[subject] = name
                break
