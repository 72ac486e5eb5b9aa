"""Initiatives told by their kind: the parts of a programme, the communities of states."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.finders.titles import Title
from kg.grammar.mentions import INITIATIVE, PROJECT, Mention
from kg.text.words import any_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

#: What joins the names of a list.
_AND = "(?:、|以及|和|与|及)"
#: So many names make a list of parts, beside the first.
_MORE = "{2,}"
#: A character of the name of a part.
_CHAR = "[^,。;:、《》“”()的\\s]"
#: One of a clause.
_CLAUSE = "[^,。;:“”《》]"


class UndertakingGrammar(NamedTuple):
    """The compiled tables of ``initiative_words.toml`` for names of these kinds."""

    lists: tuple[re.Pattern[str], ...]  # items, kind
    parts: Mapping[str, re.Pattern[str]]  # kind -> one name of a list
    community: re.Pattern[str]
    partnership: re.Pattern[str]


def compile_undertakings(words: Mapping[str, Any], states: str) -> UndertakingGrammar:
    """Compile those tables; ``states``: characters like 中, 德."""
    kinds, many = any_of(words["parts"]), words["many_parts"]
    namely, verbs = any_of(words["namely"]), any_of(words["carried_out"])
    item = rf"{_CHAR}{{2,16}}?"
    first = rf"(?P<items>{item}(?P<kind>{kinds})"
    rest = rf"(?:{_AND}{item}(?P=kind)){_MORE})"
    counted = rf"“?{many}(?:{kinds})”?[,:]?(?:{namely}):?{first}{rest}"
    behind = rf"(?:{verbs})(?:了|好)?{first}{rest}等?“?{many}(?P=kind)"
    return UndertakingGrammar(
        lists=(re.compile(counted), re.compile(behind)),
        parts={kind: re.compile(rf"{item}{kind}(?={_AND}|$)") for kind in words["parts"]},
        community=_community(words, states),
        partnership=_partnership(words, states),
    )


def _pair(words: Mapping[str, Any], states: str) -> str:
    """Two states by a character each, or one and a continent: 中德, 中非."""
    others = words["neighbours"]
    return rf"(?:[{states}][{states}{others}]|[{others}][{states}])"


def _community(words: Mapping[str, Any], states: str) -> re.Pattern[str]:
    """提出构建中非命运共同体, 某组织命运共同体; of 人类 the gazetteer knows one.

    Two states alone tell by such words how they stand to each other.
    """
    named = any_of([*words["in_community"], *words["regions"]])
    others = words["neighbours"]
    whose = rf"(?:中国[-—](?:{named})|[{states}][{others}]|[{others}][{states}]|{named})"
    voiced = rf"(?:{any_of(words['voiced'])}),?{_CLAUSE}{{0,40}}?"
    return re.compile(rf"{voiced}(?P<name>{whose}(?:国家)?{words['community']})")


def _partnership(words: Mapping[str, Any], states: str) -> re.Pattern[str]:
    """中欧城镇化伙伴关系: in one field, and no word of how the two stand to each other."""
    regions = any_of([*words["in_community"], *words["regions"]])
    whose = rf"(?:中国[-—](?:{regions})|{_pair(words, states)})"
    field = rf"(?:(?!{any_of(words['standing'])})[\u4e00-\u9fff]){{3,8}}?"
    return re.compile(rf"{whose}{field}{words['partnership']}(?!协)")


def find_undertakings(
    shadow: str, start: int, end: int, grammar: UndertakingGrammar
) -> Iterator[Mention]:
    """The parts of programmes and the communities in ``shadow[start:end]``."""
    for match in grammar.community.finditer(shadow, start, end):
        yield Mention(*match.span("name"), INITIATIVE, Title(match["name"], "Initiative"))
    for match in grammar.partnership.finditer(shadow, start, end):
        yield Mention(*match.span(), PROJECT, Title(match[0], "Initiative"))
    for regex in grammar.lists:
        for match in regex.finditer(shadow, start, end):
            yield from _parts(match, grammar)


def _parts(match: re.Match[str], grammar: UndertakingGrammar) -> Iterator[Mention]:
    """The names of a list."""
    one, place, until = grammar.parts[match["kind"]], match.start("items"), match.end("items")
    joint = re.compile(_AND)
    while part := one.match(match.string, place, until):
        yield Mention(*part.span(), PROJECT, Title(part[0], "Initiative", listed=True))
        joined = joint.match(match.string, part.end(), until)
        place = joined.end() if joined else until
