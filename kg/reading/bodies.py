"""The body, or the two states, that a report named last; what it calls a body."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.gazetteers.curated import body_of
from kg.grammar.mentions import (
    COUNTRY,
    DOCUMENT,
    INITIATIVE,
    LEADER,
    ORGANISATION,
    PARTIES,
    PROJECT,
    SERIES,
    SUMMIT,
)
from kg.reading.initiatives import bare
from kg.reading.reading import place_key
from kg.text.normalise import normalise

if TYPE_CHECKING:
    import re
    from collections.abc import Container, Iterable, Iterator, Sequence

    from kg.gazetteers.lexicon import Hit
    from kg.grammar.mentions import Masked, Mention
    from kg.reading.reading import Reading

_TWO = 2
#: What one can join, and that is no body.
JOINED = frozenset((DOCUMENT, INITIATIVE, PROJECT))


def body_named(reading: Reading, match: re.Match[str], sentence: Masked) -> str:
    """The organisation that was named last, itself or in the name of a meeting; "" if none was."""
    return last_body(reading, sentence.within(0, match.start()), reading.body, ())


def body_counted(reading: Reading, match: re.Match[str], sentence: Masked) -> str:
    """The same; "" after a body whose members are counted: 甲国、乙国和某组织15个成员国."""
    who = sentence.within(*match.span())[0]
    last = max(who.value, key=lambda one: one.mention.start) if who.kind == PARTIES else None
    return "" if last and _is_body(last.actor) else body_named(reading, match, sentence)


def body_told_of(reading: Reading, match: re.Match[str], sentence: Masked) -> str:
    """The same, or whose head the sentence named last: 某组织秘书长A说,该组织…."""
    for mention in reversed(sentence.within(0, match.start())):
        if mention.kind == LEADER and any(map(_is_body, mention.value.represents)):
            return str(next(filter(_is_body, mention.value.represents)))
        if mention.kind in (ORGANISATION, SUMMIT):
            break
    return body_named(reading, match, sentence)


def _is_body(key: str) -> bool:
    return key.startswith("organisation/")


def body_joined(reading: Reading, match: re.Match[str], sentence: Masked) -> str:
    """The same, or of the match; "" if a text or an initiative, which one can join, came since."""
    return last_body(reading, sentence.within(0, match.end()), reading.joined, JOINED)


def last_body(
    reading: Reading, mentions: Sequence[Mention], before: str, others: Container[str]
) -> str:
    """The last organisation among ``mentions``; "" if one of ``others`` came since.

    ``before`` if there is neither.
    """
    for mention in reversed(mentions):
        if mention.kind == ORGANISATION:
            return body_of(place_key(mention))
        if mention.kind == SUMMIT and (body := _whose(reading, mention)):
            own = before and reading.knowledge.gazetteer.parents.get(body) == before
            return before if own else body  # a council of the body meets
        if mention.kind in others:
            return ""
    return before


def _whose(reading: Reading, summit: Mention) -> str:
    """The body in the name of a meeting; of a counted one (第七届首脑会议) the one it is of."""
    name = summit.value
    if name.organisations:
        return str(name.organisations[0])
    opens = "\n" in reading.document.shadow[reading.until : summit.start]  # a line of a chronicle
    meeting = reading.meant.get(summit.start) if name.edition and opens else None
    return meeting.organisation if meeting else ""


def last_two(mentions: Sequence[Mention], before: tuple[str, ...]) -> tuple[str, ...]:
    """The states among ``mentions`` if they are two, else (); ``before`` if there are none."""
    states = tuple(dict.fromkeys(_states(mentions)))
    return (states if len(states) == _TWO else ()) if states else before


def _states(mentions: Sequence[Mention]) -> Iterator[str]:
    for mention in mentions:
        if mention.kind == COUNTRY:
            yield place_key(mention)
        elif mention.kind == LEADER:
            yield from _of_states(mention.value.represents)
        elif mention.kind == PARTIES:
            for party in mention.value:
                yield from _of_states(party.person.represents if party.person else (party.actor,))


def _of_states(keys: Iterable[str]) -> Iterator[str]:
    return (key for key in keys if key.startswith("country/"))


def named_within(reading: Reading, key: str) -> tuple[str, ...]:
    """How an organisation is called that stands only in the names of its meetings."""
    names: dict[str, None] = {}
    for meeting in reading.agenda.meetings:
        if key in (meeting.organisation, *meeting.series.split("+")):
            names |= dict.fromkeys(_names_in(reading, meeting.names, key))
    return tuple(names)


def _names_in(reading: Reading, texts: Iterable[str], key: str) -> Iterator[str]:
    """The names of an organisation in names as the report writes them."""
    for text in texts:
        shadow = normalise(text)
        places = shadow.offsets or range(len(text) + 1)
        for hit in reading.knowledge.lexicon.find(shadow.text):
            if _means(reading, hit, shadow.text[hit.start : hit.end], key):
                yield bare(text[places[hit.start] : places[hit.end]])


def _means(reading: Reading, hit: Hit, words: str, key: str) -> bool:
    """Whether words name a body, or are short for its name in that of a meeting (金砖峰会)."""
    if hit.kind not in (ORGANISATION, SERIES) or hit.keys[0] != key:
        return False
    known = reading.knowledge.gazetteer.entities.get(key)
    if hit.kind == ORGANISATION or known is None:
        return hit.kind == ORGANISATION
    plus = "+" in words and f"{words}合作" in known.names  # “17+1”会晤
    return plus or known.names[0] == f"{words}国家"
