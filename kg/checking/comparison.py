"""Things and facts of an output graph counted against gold: right, wrong, missing."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.checking.gold import CLASSES, START_DATE, Gold, GoldFact, Output, match
from kg.namespaces import RDF, SM

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_LINKS = (
    *("attended", "participatedIn", "represents", "chaired", "hosted", "heldIn", "organisedBy"),
    *("signed", "adopted", "delivered", "deliveredAt", "proposed", "supports"),
    *("succeededAsChair", "memberOf", "observerOf", "dialoguePartnerOf", "capitalOf"),
)
_ACCESSIONS = {
    "accededTo": "member",
    "startedAccessionTo": "member-started",
    "becameObserverOf": "observer",
    "becameDialoguePartnerOf": "dialoguePartner",
}
_PROPOSALS = frozenset({"proposed", "supports"})

Key = tuple[str, str, str]  # predicate, subject, object


@dataclass(frozen=True, slots=True)
class Tally:
    """Right, wrong and missing."""

    tp: int = 0
    fp: int = 0
    fn: int = 0

    def __add__(self, other: Tally) -> Tally:
        """Sum two tallies."""
        return Tally(self.tp + other.tp, self.fp + other.fp, self.fn + other.fn)

    @property
    def precision(self) -> float:
        """Share of what was found that is right; 1 when nothing was found."""
        return self.tp / (self.tp + self.fp) if self.tp + self.fp else 1.0

    @property
    def recall(self) -> float:
        """Share of what is right that was found; 1 when there is nothing to find."""
        return self.tp / (self.tp + self.fn) if self.tp + self.fn else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


class Comparison:
    """Gold and output, matched. ``errors`` fills as the parts are asked for."""

    def __init__(self, gold: Gold, output: Output) -> None:
        """Match the two and collect the facts of the output."""
        self.gold, self.output = gold, output
        self.matched = match(gold, output)
        self.found: dict[str, list[str]] = defaultdict(list)
        for subject, name in self.matched.items():
            self.found[name].append(subject)
        self.types = {entity.name: entity.types for entity in gold.entities}
        self.loose = {entity.name for entity in gold.entities if not entity.counts}
        self.errors: list[tuple[str, str, str, str]] = []
        self._country: dict[str, str] = {}
        for fact in gold.facts:
            if fact.predicate == "represents":
                self._country.setdefault(fact.subject, fact.object)
        self._got = frozenset(self._found_facts())

    # -- things --------------------------------------------------------------------------

    def entities(self) -> Iterator[tuple[str, Tally]]:
        """Yield one tally per class."""
        for cls in CLASSES:
            required = {e.name for e in self.gold.entities if e.counts and cls in e.types}
            missing = sorted(required - self.found.keys())
            extra = list(self._extra_entities(cls))
            self._note("entity", cls, "extra", extra)
            self._note("entity", cls, "missing", missing)
            right = len(required) - len(missing)
            yield f"entity {cls}", Tally(right, len(extra), len(missing))

    def _extra_entities(self, cls: str) -> Iterator[str]:
        """Things that gold does not know, and second nodes of what it has once."""
        for subject, types in self.output.types.items():
            name, label = self.matched.get(subject), self.output.label(subject)
            if cls not in types:
                continue
            if name is None:
                yield label
            elif self.found[name][0] != subject and cls in self.types[name]:
                yield f"{label} = {name} (split)"

    # -- facts ---------------------------------------------------------------------------

    def facts(self) -> Iterator[tuple[str, Tally]]:
        """Yield one tally per property but dates."""
        required, allowed = self._wanted_facts()
        proposals = {key[1:] for key in required | allowed if key[0] in _PROPOSALS}
        for predicate in sorted({key[0] for key in required | self._got}):
            want = {key for key in required if key[0] == predicate}
            have = {key for key in self._got if key[0] == predicate}
            extra = {
                key
                for key in have - want - allowed
                if not self.loose & set(key[1:])
                # one reader's proposal is another's support: neither is an error
                and not (predicate in _PROPOSALS and key[1:] in proposals)
            }
            self._note("fact", predicate, "extra", map(_arrow, sorted(extra)))
            self._note("fact", predicate, "missing", map(_arrow, sorted(want - have)))
            yield f"fact {predicate}", Tally(len(want & have), len(extra), len(want - have))

    def _wanted_facts(self) -> tuple[set[Key], set[Key]]:
        required: set[Key] = set()
        allowed: set[Key] = set()
        for fact in self.gold.facts:
            if fact.predicate == "date":
                continue
            predicate = fact.predicate
            if predicate == "accession":
                predicate += f" {fact.qualifiers.get('kind', 'member')}"
            loose = not fact.required or self.loose & {fact.subject, fact.object}
            key = self._key(predicate, fact.subject, fact.object)
            (allowed if loose else required).add(key)
        return required, allowed - required

    def _found_facts(self) -> Iterator[Key]:
        for predicate in _LINKS:
            for subject, value in self.output.pairs(SM + predicate):
                if subject in self.output.types and value in self.output.types:
                    yield self._key(predicate, self._name(subject), self._name(value))
        for predicate, kind in _ACCESSIONS.items():
            for subject, value in self.output.pairs(SM + predicate):
                yield (f"accession {kind}", self._name(subject), self._name(value))
        for subject, value in self.output.pairs(f"{SM}edition"):
            yield ("edition", self._name(subject), value.lstrip("0"))

    def _key(self, predicate: str, subject: str, value: str) -> Key:
        country = self._country.get(subject, subject)
        return (predicate, country if predicate in _PROPOSALS else subject, value)

    def _name(self, subject: str) -> str:
        return self.matched.get(subject, f"?{self.output.label(subject)}")

    def _note(self, kind: str, name: str, what: str, which: Iterable[str]) -> None:
        self.errors += [(kind, name, what, one) for one in which]

    # -- dates and qualifiers ------------------------------------------------------------

    def dates(self) -> Tally:
        """Compare start dates and years with gold dates, as far as both go."""
        by_summit: dict[str, list[GoldFact]] = defaultdict(list)
        for fact in self.gold.facts:
            if fact.predicate == "date":
                by_summit[fact.subject].append(fact)
        return sum((self._date(*item) for item in by_summit.items()), Tally())

    def _date(self, summit: str, facts: list[GoldFact]) -> Tally:
        wanted = {fact.object for fact in facts}
        # a day without a year is never required
        required = any(fact.required and not fact.object.startswith("-") for fact in facts)
        nodes = self.found.get(summit, ())
        values = {v[:10] for s in nodes for v in self.output.objects(s, START_DATE, f"{SM}year")}
        if values and all(any(_dates_agree(v, w) for w in wanted) for v in values):
            return Tally(tp=int(required))
        if values:
            self._note("fact", "date", "wrong", [f"{summit}: {sorted(values)}"])
        elif required:
            self._note("fact", "date", "missing", [summit])
        return Tally(fp=int(bool(values)), fn=int(required))

    def qualifiers(self) -> tuple[tuple[int, int], tuple[int, int]]:
        """Count right and all required roles, and videos, of attendances that were found."""
        stated = self._stated_qualifiers()
        roles: list[bool] = []
        videos: list[bool] = []
        for fact in self.gold.facts:
            key = (fact.subject, fact.object)
            found = ("attended", *key) in self._got
            if fact.predicate != "attended" or not fact.required or not found:
                continue
            if role := fact.qualifiers.get("role"):
                fit = {"host", "member"} if role in {"host", "member"} else {role}
                roles.append(bool(stated["role", *key] & fit))
            if fact.qualifiers.get("mode"):
                videos.append(any("video" in mode for mode in stated["mode", *key]))
        return (sum(roles), len(roles)), (sum(videos), len(videos))

    def _stated_qualifiers(self) -> dict[Key, set[str]]:
        stated: dict[Key, set[str]] = defaultdict(set)
        for node in self.output.subjects(f"{RDF}predicate", f"{SM}attended"):
            ends = [self.output.objects(node, RDF + end) for end in ("subject", "object")]
            leader, summit = (self._name(values[0]) if values else "" for values in ends)
            for name in ("role", "mode"):
                codes = self.output.objects(node, SM + name)
                stated[name, leader, summit] |= {_last(code) for code in codes}
        return stated


def _arrow(key: Key) -> str:
    return f"{key[1]} -> {key[2]}"


def _last(iri: str) -> str:
    return re.split(r"[/#]", iri)[-1].lower()


def _dates_agree(value: str, wanted: str) -> bool:
    if wanted.startswith("-"):
        return value[4:] == wanted[1:]
    return value.startswith(wanted) or wanted.startswith(value)
