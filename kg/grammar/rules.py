"""The rules: data files with patterns, and examples and counter-examples inside."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from ahocorasick_rs import AhoCorasick

from kg.grammar.cues import FILE as CUES
from kg.grammar.cues import Cues, compile_cues
from kg.grammar.mentions import SLOT_KINDS
from kg.grammar.patterns import PatternError, compile_pattern
from kg.grammar.rule import IMPLIED, NAMED, NOTES, SETS, Example, Rule
from kg.model import DataError, Factuality
from kg.text.words import read_grouped, read_groups

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from kg.grammar.mentions import Masked

#: The groups of words that all rules share.
GROUPS = "words.toml"
#: The table of a file that is no rule: predicates, and the words that choose them.
PREDICATE = "predicate"
_KIND = re.compile(r"\{(Country|City|Leader|List|Summit|Date)\}")
#: Sets of words and kinds whose rules are remembered.
_CHOICES = 1 << 14
_WORDS = ("reject", "inside", "needs", "without", "after", "notes")
_FIELDS = frozenset(
    (
        *_WORDS,
        "pattern",
        "predicate",
        "subject",
        "object",
        "if_planned",
        "usual",
        "set",
        "closed",
        "heard",
        "heads",
        "met",
        "outer",
        "here",
        "named",
        "yes",
        "no",
    )
)


@dataclass(frozen=True, slots=True)
class RuleBook:
    """All rules and the cues that hold for every one of them."""

    rules: tuple[Rule, ...]
    cues: Cues
    words: AhoCorasick  # over all words by which rules are chosen
    # Numbers of words, and kinds of mention -> rules.
    choose: Callable[[frozenset[int], frozenset[str]], tuple[Rule, ...]]

    def candidates(self, sentence: Masked) -> tuple[Rule, ...]:
        """The rules that may match a sentence, in their order."""
        found = self.words.find_matches_as_indexes(sentence.text, overlapping=True)
        kinds = frozenset([mention.kind for mention in sentence.mentions])
        return self.choose(frozenset([number for number, _, _ in found]), kinds)


def _words(value: Any) -> tuple[str, ...]:
    """The words of a field; ``{Date}`` in one is a mention of that kind (和{Date}在)."""
    words = (unicodedata.normalize("NFKC", word) for word in value)
    return tuple(_KIND.sub(lambda kind: SLOT_KINDS[kind[1]], word) for word in words)


def _examples(rows: Iterable[Any]) -> tuple[Example, ...]:
    return tuple(
        Example(row) if isinstance(row, str) else Example(row["text"], tuple(row.get("gives", ())))
        for row in rows
    )


def _rules(path: Path, relation: str, table: Mapping[str, Any]) -> Iterator[Rule]:
    """The rules of a file of one relation, unless a table or they themselves tell another."""
    usual = {PREDICATE: table.get(PREDICATE, relation)}
    for name, row in table.items():
        if name != PREDICATE:
            for full, told in _by_subject(f"{relation}.{name}", row):
                yield _rule(path.name, full, {**usual, **told})


def _by_subject(name: str, row: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """A rule that holds for several slots (``subject = ["from", "to"]``) is one for each."""
    slots = row.get("subject")
    if not isinstance(slots, list):
        yield name, row
        return
    for slot in slots:
        pattern = str(row.get("pattern", ""))
        for other in set(slots) - {slot}:
            pattern = pattern.replace(f"{{{other}:", "{")
        yield f"{name}-{slot}", {**row, "subject": slot, "pattern": pattern}


def _rule(file: str, name: str, row: Mapping[str, Any]) -> Rule:
    if unknown := set(row) - _FIELDS:
        raise DataError(file, f"unknown field {', '.join(sorted(unknown))}", name)
    if not row.get("yes") or not row.get("no"):
        raise DataError(file, "a rule needs an example (yes) and a counter-example (no)", name)
    try:
        pattern = compile_pattern(unicodedata.normalize("NFKC", row["pattern"]))
    except (PatternError, KeyError) as error:
        raise DataError(file, str(error), name) from error
    told = row[PREDICATE]
    choices = told if isinstance(told, dict) else {told: ()}
    rule = Rule(
        name=name,
        predicate=next(iter(choices)),
        pattern=pattern,
        subject=row.get("subject", "subject"),
        object=row.get("object", "object"),
        closed=bool(row.get("closed")),
        heard=bool(row.get("heard")),
        heads=bool(row.get("heads")),
        met=bool(row.get("met")),
        outer=bool(row.get("outer")),
        here=bool(row.get("here")),
        named=bool(row.get("named")),
        if_planned=_factuality(file, name, row, "if_planned"),
        usual=_factuality(file, name, row, "usual") or Factuality.ACTUAL,
        choices=tuple((name, _words(words)) for name, words in choices.items()),
        fixed=tuple(sorted(row.get("set", {}).items())),
        yes=_examples(row["yes"]),
        no=_examples(row["no"]),
        **{field: _words(row.get(field, ())) for field in _WORDS},
    )
    _check_slots(rule, file)
    return rule


def _factuality(file: str, name: str, row: Mapping[str, Any], field: str) -> Factuality | None:
    try:
        return Factuality(row[field]) if field in row else None
    except ValueError as error:
        raise DataError(file, f"{field}: {error}", name) from error


def _check_slots(rule: Rule, file: str) -> None:
    if not rule.pattern.triggers:
        raise DataError(file, "the pattern has no word that must be there", rule.name)
    for slot in (rule.subject, rule.object):
        if slot not in IMPLIED | set(rule.pattern.roles) - rule.pattern.maybe:
            raise DataError(file, f"there is no slot {slot!r} that is always filled", rule.name)
    known = NAMED | {"subject", "object", rule.subject, rule.object}
    if unknown := set(rule.pattern.roles) - known:
        told = ", ".join(sorted(unknown))
        raise DataError(file, f"a slot named {told} means nothing; leave out the name", rule.name)
    if unknown := set(dict(rule.fixed)) - SETS:
        raise DataError(file, f"set: unknown {', '.join(sorted(unknown))}", rule.name)
    if unknown := set(rule.notes) - NOTES:
        raise DataError(file, f"notes: unknown {', '.join(sorted(unknown))}", rule.name)


def load_rules(root: Path) -> RuleBook:
    """All rules below ``root`` (``ontology/rules``), by file and place.

    A relation has a file of its name, or a folder of files.
    Raises DataError naming the file, the rule and what is wrong with it.
    """
    groups = read_groups(root / GROUPS)
    files = [path for path in sorted(root.rglob("*.toml")) if path.name != GROUPS]
    tables = {path: read_grouped(path, groups) for path in files}
    rules: dict[str, Rule] = {}
    for path, table in tables.items():
        if path.name != CUES:
            relation = path.relative_to(root).with_suffix("").parts[0]
            for rule in _rules(path, relation, table):
                if rule.name in rules:
                    raise DataError(path.name, "another rule has this name", rule.name)
                rules[rule.name] = rule
    cues = tables.get(root / CUES)
    if cues is None:
        raise DataError(CUES, "the file is missing")
    return make_rule_book(tuple(rules.values()), compile_cues(cues))


def make_rule_book(rules: tuple[Rule, ...], cues: Cues) -> RuleBook:
    """The book of these ``rules``, with what chooses among them by words and kinds of mention."""
    words = sorted({word for rule in rules for word in _choosing(rule)})
    number = {word: place for place, word in enumerate(words)}

    def numbers(group: Iterable[str]) -> frozenset[int]:
        return frozenset(number[word] for word in group)

    conditions = [(rule, numbers(rule.needs), numbers(rule.without)) for rule in rules]
    triggered: defaultdict[int, list[int]] = defaultdict(list)
    for place, rule in enumerate(rules):
        for trigger in numbers(rule.pattern.triggers):
            triggered[trigger].append(place)

    # Few sets of words and kinds make up most sentences, and of kinds there are few at all.
    @lru_cache(maxsize=_CHOICES)
    def fitting(kinds: frozenset[str]) -> frozenset[int]:
        return frozenset(
            place
            for place, rule in enumerate(rules)
            if not any(kinds.isdisjoint(slot) for slot in rule.pattern.kinds)
        )

    @lru_cache(maxsize=_CHOICES)
    def choose(found: frozenset[int], kinds: frozenset[str]) -> tuple[Rule, ...]:
        places = set().union(*(triggered.get(trigger, ()) for trigger in found))
        return tuple(
            rule
            for rule, needs, without in map(conditions.__getitem__, sorted(places & fitting(kinds)))
            if without.isdisjoint(found) and not (needs and needs.isdisjoint(found))
        )

    return RuleBook(rules, cues, AhoCorasick(words), choose)


def _choosing(rule: Rule) -> tuple[str, ...]:
    """The words by which a sentence shows whether the rule may match it."""
    return (*rule.pattern.triggers, *rule.needs, *rule.without)
