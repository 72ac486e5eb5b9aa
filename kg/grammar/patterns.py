"""The pattern language of the rules: few constructs over masked sentences.

======================  =====================================================================
``出席`` ``(出席|参加)``     these words
``(<attend>|到会)``      these words; a group of ``words.toml`` stands for its words
``(了)?``               these words or nothing
``[...2 {City}]``       this part or nothing: its slot may stay empty
``{City}``              one mention of that kind (see ``mentions.SLOT_KINDS``)
``{subject:Leader}``    one that means something: a side of the fact, or one of ``rule.NAMED``
``{subject:Leader+}``   one, or a list of them (甲、乙和丙)
``...8``                at most 8 characters of the same clause, places and dates included
``~30``                 at most 30 characters of the same sentence, whatever they are
``^`` and ``$``         the start, the end of the sentence or of a clause
======================  =====================================================================

Neither gap crosses a mention that the slot on its left would also have accepted: the
nearest candidate is the one meant.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from kg.grammar.mentions import (
    ALL_KINDS,
    CITY,
    COUNTRY,
    DATE,
    ORGANISATION,
    PARTIES,
    SLOT_KINDS,
)
from kg.text.words import any_of

_TOKEN = re.compile(
    r"\s+|\{(?:(?P<role>[A-Za-z]+):)?(?P<kind>\w+)(?P<list>\+)?\}|\((?P<words>[^()]*)\)(?P<optional>\?)?"
    r"|\.\.\.(?P<near>\d{1,3}(?!\d))|~(?P<far>\d{1,3}(?!\d))|(?P<edge>[\^$])|(?P<bracket>[][])|(?P<literal>[^\s{}()~.^$[\]]+)"
)
_CLAUSE_END = ",;:。!?\n"
_EDGES = {
    "^": f"(?:^|(?<=[{re.escape(_CLAUSE_END)}]))",
    "$": f"(?=[{re.escape(_CLAUSE_END)}]|$)",
}
#: When and where something happens may stand between the words of a relation.
_ADVERBIAL = CITY + DATE + COUNTRY
#: Between texts of a list a few words may tell what the next one is, or whose (以及由甲国提议的
#: 《…》, 及其附件《…》), but not that it is still being drafted (制订, 起草).
_TOLD = f"[^、制草{ALL_KINDS}{re.escape(_CLAUSE_END)}]"
_WHOSE = f"(?:、|和|以及)由[{COUNTRY}{ORGANISATION}{PARTIES}]{_TOLD}{{0,8}}的"
_APART = f"[、和与]+{_TOLD}{{0,16}}|及其?(?:.个)?附[件录](?:--|:)?|及其{_TOLD}{{2,8}}、|{_WHOSE}"
_AND = "(?:、|和|与|及|以及|同|等|修订案| )*"  # 《某宪章》修订案和《…》
#: What an initiative is may stand after its name, or what belongs to it (“某计划”,即甲计划);
#: and before its name how many there are: 某倡议、某理念和100个某计划.
_KINDS = "”?(?:理念|主张|构想|倡议|设想|建设)?(?:,即)?"
_MANY = r"(?:\d+\w)?"
_SHORT = r"(?:\([A-Za-z]+\))?"  # 《经济伙伴协定》(EPA)和《…》
_BETWEEN = {
    "Document": f"{_SHORT}(?:{_AND}|{_APART})",
    "Initiative": f"{_KINDS}{_AND}{_MANY}“?",
    "Project": f"{_KINDS}{_AND}{_MANY}",
}


class PatternError(ValueError):
    """A pattern of a rule cannot be read; the message shows where."""


@dataclass(frozen=True)
class Pattern:
    """A pattern that was read; ``roles`` are its slots with names.

    ``triggers`` are words one of which it needs. ``kinds`` has for each slot the kinds of mention,
    of which it needs one, too; those that may stay empty (in ``maybe`` by their names) need none.
    """

    source: str
    expression: str
    roles: tuple[str, ...]
    triggers: tuple[str, ...]
    kinds: tuple[frozenset[str], ...]
    maybe: frozenset[str] = frozenset()

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """Compiled when it is first needed: one report needs few of all patterns."""
        return re.compile(self.expression)


def _gap(near: str | None, far: str | None, barred: str) -> str:
    if near:
        kinds = "".join(kind for kind in ALL_KINDS if kind not in _ADVERBIAL or kind in barred)
        return f"[^{re.escape(_CLAUSE_END)}{kinds}]{{0,{near}}}?"
    return f"[^。!?\n{barred}]{{0,{far}}}?"


def _slot(role: str | None, kind: str, *, many: bool) -> str:
    if kind not in SLOT_KINDS:
        raise PatternError(f"unknown kind {kind!r}; known: {', '.join(sorted(SLOT_KINDS))}")
    one = f"[{SLOT_KINDS[kind]}]"
    between = _BETWEEN.get(kind, _AND)
    # However the words between two of a list are read, they end at the next one: never again.
    told = f"{one}(?>{between}{one})*" if many else one
    return f"(?P<{role}>{told})" if role else told


class _Builder:
    """The parts of a regex while a pattern is read from left to right."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.slots = 0
        self.roles: list[str] = []
        self.kinds: list[frozenset[str]] = []
        self.words: list[tuple[str, ...]] = []
        self.maybe: set[str] = set()
        self.barred = ""
        self.inside = False  # a part that may be missing

    def add(self, token: re.Match[str]) -> None:
        if token["kind"]:
            self.add_slot(token["role"], token["kind"], many=bool(token["list"]))
        elif token["near"] or token["far"]:
            self.parts.append(_gap(token["near"], token["far"], self.barred))
        elif token["edge"]:
            self.parts.append(_EDGES[token["edge"]])
        elif token["bracket"]:
            self.add_bracket(token["bracket"])
        elif token["words"] is not None or token["literal"]:
            choices = tuple((token["words"] or token["literal"] or "").split("|"))
            self.add_words(choices, token["optional"] or "")

    def add_slot(self, role: str | None, kind: str, *, many: bool) -> None:
        self.parts.append(_slot(role, kind, many=many))
        self.slots += 1
        barred = SLOT_KINDS[kind]
        if role != "subject":
            barred = "".join(mark for mark in barred if mark not in _ADVERBIAL)
        if self.inside:
            self.barred += barred
        else:
            self.kinds.append(frozenset(SLOT_KINDS[kind]))
            self.barred = barred
        if role:
            self.roles.append(role)
            self.maybe |= {role} if self.inside else set()

    def add_bracket(self, bracket: str) -> None:
        if (bracket == "]") != self.inside:
            raise PatternError("a bracket without the other")
        self.inside = bracket == "["
        self.parts.append("(?:" if self.inside else ")?")

    def add_words(self, choices: tuple[str, ...], optional: str) -> None:
        if "" in choices:
            raise PatternError("an empty choice would match everywhere")
        self.parts.append(f"(?:{any_of(choices)}){optional}")
        if not optional and not self.inside:
            self.words.append(choices)


def compile_pattern(source: str) -> Pattern:
    """Compile ``source`` (see above). Raises PatternError, showing the place of the mistake."""
    built = _Builder()
    position = 0
    while position < len(source):
        token = _TOKEN.match(source, position)
        if token is None:
            raise PatternError(f"cannot read {source[position : position + 12]!r} in {source!r}")
        try:
            built.add(token)
        except PatternError as error:
            raise PatternError(f"{error}: {token[0]!r} in {source!r}") from None
        position = token.end()
    if built.inside:
        raise PatternError(f"a bracket without the other in {source!r}")
    if not built.slots:
        raise PatternError(f"no slot in {source!r}")
    if len(set(built.roles)) < len(built.roles):
        raise PatternError(f"a slot stands twice in {source!r}")
    triggers = max(built.words, key=lambda choice: min(map(len, choice)), default=())
    return Pattern(
        source,
        "".join(built.parts),
        tuple(built.roles),
        triggers,
        tuple(built.kinds),
        frozenset(built.maybe),
    )
