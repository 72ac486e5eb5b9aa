"""Who comes in somebody's stead: 总理A代表总统B出席 tells that A comes, and that B does not."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.grammar.mentions import OFFICE, Mention
from kg.text.words import any_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

#: Characters between two names, or after one, in which the words stand.
_NEAR = 12


@dataclass(frozen=True, slots=True)
class DeputyGrammar:
    """The compiled words of ``names.toml`` around who is absent."""

    instead: re.Pattern[str]  # right before the absent: 代表, 代替
    stands_in: re.Pattern[str]  # all that is between the one who comes and the absent
    charged: re.Pattern[str]  # the same, where the words go on after the absent: 受…委托
    charge: re.Pattern[str]
    envoy: re.Pattern[str]  # between the absent and the one who comes: 的特使


def compile_deputies(words: Mapping[str, Any]) -> DeputyGrammar:
    """Compile the words of ``names.toml``."""
    adverbs = rf"(?:{any_of(words['instead_after'])}|\d{{1,2}}日)*"
    labels = "".join(f"(?<!{word})" for word in words["no_instead_of"])
    instead = f"(?<![{words['no_instead']}]){labels}(?:{any_of(words['instead'])})"
    envoys = any_of(words["envoys"])
    return DeputyGrammar(
        instead=re.compile(rf"{instead}\Z"),
        stands_in=re.compile(f"{adverbs}{instead}"),
        charged=re.compile(f"{adverbs}(?:{any_of(words['charged'])})"),
        charge=re.compile(f"的?(?:{any_of(words['charge'])}|{envoys})|的代表"),
        envoy=re.compile(f"(?:的?(?:{envoys})|的代表)[、,]?"),
    )


def fold_deputies(shadow: str, people: Iterable[Mention], grammar: DeputyGrammar) -> list[Mention]:
    """The people of a text, sorted; who is represented goes into the mention of who comes.

    Where the text does not name right before who comes, the absent is no person of the sentence
    (在峰会上代表总统A发言): the mention becomes one of an office, which no rule reads.
    """
    return list(_fold(shadow, people, grammar))


def _fold(shadow: str, people: Iterable[Mention], grammar: DeputyGrammar) -> Iterator[Mention]:
    last: Mention | None = None
    for mention in people:
        folded = _pair(shadow, last, mention, grammar) if last else None
        if last and not folded:
            yield _stays(shadow, last, grammar)
        last = folded or mention
        if grammar.instead.search(shadow, max(0, last.start - _NEAR), last.start):
            last = last._replace(kind=OFFICE)
    if last:
        yield _stays(shadow, last, grammar)


def _stays(shadow: str, mention: Mention, grammar: DeputyGrammar) -> Mention:
    """Somebody whose envoy comes, who has no name here, stays at home."""
    return mention._replace(kind=OFFICE) if grammar.envoy.match(shadow, mention.end) else mention


def _pair(shadow: str, one: Mention, two: Mention, grammar: DeputyGrammar) -> Mention | None:
    """Two people as the mention of the one who comes for the other; None if they are not so."""
    if two.start - one.end > _NEAR:
        return None
    envoy = grammar.envoy.match(shadow, one.end)
    if envoy and two.start <= envoy.end() < two.end:  # the words may be part of the title
        sent = two.value.represents or one.value.represents
        two = two._replace(value=two.value._replace(represents=sent))
        return _instead(two, one, (one.start, two.end))
    if grammar.stands_in.fullmatch(shadow, one.end, two.start):
        return _instead(one, two, (one.start, two.end))
    charge = grammar.charge.match(shadow, two.end)
    if charge and grammar.charged.fullmatch(shadow, one.end, two.start):
        return _instead(one, two, (one.start, charge.end()))
    return None


def _instead(comes: Mention, absent: Mention, span: tuple[int, int]) -> Mention:
    return Mention(*span, comes.kind, comes.value._replace(instead=absent))
