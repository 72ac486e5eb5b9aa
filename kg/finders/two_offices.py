"""Who heads a state and has the chair of a body, too: 甲国总统、某组织轮值主席A."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.finders.offices import HEAD_OF_GOVERNMENT
from kg.grammar.mentions import COUNTRY, OFFICE, ORGANISATION

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kg.finders.name_words import NameGrammar
    from kg.gazetteers.lexicon import Hit
    from kg.grammar.mentions import Mention

_JOINTS = frozenset("、兼")


def find_both(
    shadow: str, titled: Iterable[Mention], hits: Sequence[Hit], grammar: NameGrammar
) -> Iterator[Mention]:
    """People with titles; who takes turns in a chair has the state and office told before it.

    A chair that does not go round is of somebody else: 甲国总统、某组织主席B are two.
    """
    starts = {hit.start: hit for hit in hits}
    ends = {hit.end: hit for hit in hits}
    for mention in titled:
        body = starts.get(mention.start)
        turns = mention.value.title in grammar.offices.in_turn
        told = turns and _office_before(shadow, mention.start, ends, grammar)
        if not told or body is None or body.kind != ORGANISATION:
            yield mention
            continue
        state, title = told
        person = mention.value._replace(title=title, represents=state.keys[:1], chairs=body)
        yield mention._replace(start=state.start, value=person)


def _office_before(
    shadow: str, start: int, ends: Mapping[int, Hit], grammar: NameGrammar
) -> tuple[Hit, str] | None:
    """The state, and its highest office, that a 、 or 兼 parts from ``start``."""
    office = ends.get(start - 1)
    state = ends.get(office.start) if office and office.kind == OFFICE else None
    if office is None or state is None or state.kind != COUNTRY or shadow[start - 1] not in _JOINTS:
        return None
    title = shadow[office.start : office.end]
    heads = grammar.offices.rank(title) >= HEAD_OF_GOVERNMENT
    former = shadow.endswith(grammar.offices.former, 0, state.start)
    return (state, title) if heads and not former else None
