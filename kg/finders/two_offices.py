"""Who heads a state and has the chair of a body, too: 甲国总统、某组织轮值主席A."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.finders.offices import HEAD_OF_GOVERNMENT
from kg.grammar.mentions import COUNTRY, OFFICE, ORGANISATION

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

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
        joint = mention.start - 1
        office, body = ends.get(joint), starts.get(mention.start)
        if (
            mention.value.title in grammar.offices.in_turn
            and body is not None
            and body.kind == ORGANISATION
            and shadow[joint] in _JOINTS
            and office is not None
            and office.kind == OFFICE
            and (state := ends.get(office.start))
            and state.kind == COUNTRY
            and not shadow.endswith(grammar.offices.former, 0, state.start)
        ):
            yield _with_both(shadow, mention, (state, office, body), grammar)
        else:
            yield mention


def _with_both(
    shadow: str, mention: Mention, told: tuple[Hit, Hit, Hit], grammar: NameGrammar
) -> Mention:
    state, office, body = told
    title = shadow[office.start : office.end]
    if grammar.offices.ranks.get(title, 0) < HEAD_OF_GOVERNMENT:
        return mention
    person = mention.value._replace(title=title, represents=state.keys[:1], chairs=body)
    return mention._replace(start=state.start, value=person)
