"""The body, or the two states, that a report named last."""

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
    SUMMIT,
)
from kg.reading.reading import place_key

if TYPE_CHECKING:
    import re
    from collections.abc import Container, Iterable, Iterator, Sequence

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
