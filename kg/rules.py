"""The rules: data files with patterns, and examples and counter-examples inside."""

from __future__ import annotations

import tomllib
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ahocorasick_rs import AhoCorasick

from kg.model import DataError, Factuality
from kg.patterns import Pattern, PatternError, compile_pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

_FIELDS = frozenset(
    ("pattern", "predicate", "subject", "object", "reject", "needs", "factuality", "set", "yes", "no", "note", "closed", "without", "inside")
)


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence of a rule file and the facts it must yield (none for a counter-example)."""

    text: str
    gives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """One way of saying one relation.

    ``subject`` and ``object`` are slots of the pattern or ``@focus`` (the meeting that the
    report is about). ``reject`` are words that forbid the match in it or just before it, ``inside`` in it only, ``needs`` words one of
    which the sentence must have, ``without`` words that it must not; what follows a
    ``closed`` match is not 的 (出席峰会的贵宾 speaks of the guests); ``fixed`` are qualifiers that every match gets.
    """

    name: str
    predicate: str
    pattern: Pattern
    subject: str = "subject"
    object: str = "object"
    reject: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    factuality: Factuality | None = None
    fixed: tuple[tuple[str, str], ...] = ()
    closed: bool = False
    inside: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    yes: tuple[Example, ...] = field(default=(), compare=False)
    no: tuple[Example, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Cues:
    """Words that tell how a fact is meant, by factuality, and the mode of attendance."""

    factuality: tuple[tuple[Factuality, tuple[str, ...]], ...]
    video: tuple[str, ...]
    planned: tuple[str, ...]  # a lead with these is of a meeting to come
    digest: tuple[str, ...]  # in a headline: many short items follow
    guests: tuple[str, ...]  # who attends like this is a guest
    invited: tuple[str, ...]  # who attends like this need not be a member
    addressing: tuple[str, ...]  # before participants who are spoken to
    no_state: tuple[str, ...]  # after a state's name: it is its people or papers that act
    background: tuple[str, ...]  # around its name: it is another one
    bilateral: tuple[str, ...]  # a talk between two, not a session
    sessional: tuple[str, ...]  # not such a talk, though the word is the same
    speech: tuple[str, ...]  # who stands before these is heard from now on


@dataclass(frozen=True, slots=True)
class RuleBook:
    """All rules and the cues that hold for every one of them."""

    rules: tuple[Rule, ...]
    cues: Cues
    triggers: AhoCorasick  # over every word that a rule cannot do without
    index: tuple[tuple[int, ...], ...]  # trigger -> the rules that it may set off

    def candidates(self, text: str) -> list[Rule]:
        """The rules that may match a masked sentence, in their order."""
        found = {
            rule
            for trigger, _, _ in self.triggers.find_matches_as_indexes(text, overlapping=True)
            for rule in self.index[trigger]
        }
        return [self.rules[number] for number in sorted(found)]


def _words(value: Any) -> tuple[str, ...]:
    return tuple(unicodedata.normalize("NFKC", word) for word in value)


def _examples(rows: Iterable[Any]) -> tuple[Example, ...]:
    return tuple(
        Example(row) if isinstance(row, str) else Example(row["text"], tuple(row.get("gives", ())))
        for row in rows
    )


def _rule(file: str, name: str, row: Mapping[str, Any]) -> Rule:
    if unknown := set(row) - _FIELDS:
        raise DataError(file, f"unknown field {', '.join(sorted(unknown))}", name)
    if not row.get("yes") or not row.get("no"):
        raise DataError(file, "a rule needs an example (yes) and a counter-example (no)", name)
    try:
        pattern = compile_pattern(unicodedata.normalize("NFKC", row["pattern"]))
    except (PatternError, KeyError) as error:
        raise DataError(file, str(error), name) from error
    if not pattern.triggers:
        raise DataError(file, "the pattern has no word that must be there", name)
    rule = Rule(
        name=name,
        predicate=row.get("predicate", file.removesuffix(".toml")),
        pattern=pattern,
        subject=row.get("subject", "subject"),
        object=row.get("object", "object"),
        reject=_words(row.get("reject", ())),
        needs=_words(row.get("needs", ())),
        factuality=Factuality(row["factuality"]) if "factuality" in row else None,
        fixed=tuple(sorted(row.get("set", {}).items())),
        inside=_words(row.get("inside", ())),
        closed=bool(row.get("closed")),
        without=_words(row.get("without", ())),
        yes=_examples(row["yes"]),
        no=_examples(row["no"]),
    )
    for slot in (rule.subject, rule.object):
        if not slot.startswith("@") and slot not in pattern.roles:
            raise DataError(file, f"the pattern has no slot {slot!r}", name)
    return rule


def load_rules(root: Path) -> RuleBook:
    """All rules below ``root`` (``ontology/rules``), by file and place.

    Raises DataError naming the file, the rule and what is wrong with it.
    """
    rules: list[Rule] = []
    cues: Mapping[str, Any] = {}
    for path in sorted(root.glob("*.toml")):
        try:
            table = tomllib.loads(path.read_text(encoding="utf-8"))
        except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise DataError(path.name, str(error)) from error
        if path.stem == "cues":
            cues = table
        else:
            stem = path.stem
            rules += (_rule(path.name, f"{stem}.{name}", {"predicate": stem, **row}) for name, row in table.items())
    factuality = tuple((Factuality(name), _words(words)) for name, words in cues["factuality"].items())
    words = {name: _words(row) for name, row in cues["reading"].items()}
    return _rule_book(tuple(rules), Cues(factuality, _words(cues["mode"]["video"]), **words))


def _rule_book(rules: tuple[Rule, ...], cues: Cues) -> RuleBook:
    table: dict[str, list[int]] = {}
    for number, rule in enumerate(rules):
        for word in rule.pattern.triggers:
            table.setdefault(word, []).append(number)
    words = sorted(table)
    return RuleBook(rules, cues, AhoCorasick(words), tuple(tuple(table[word]) for word in words))
