"""What a report implies: the body, the meeting or the two states that it named last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.mentions import (
    COUNTRY,
    DOCUMENT,
    INITIATIVE,
    LEADER,
    ORGANISATION,
    PARTIES,
    PROJECT,
    SUMMIT,
)
from kg.reading import place_key

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

    from kg.meetings import Meeting
    from kg.mentions import Mention
    from kg.reading import Reading

#: What one can join, and that is no body.
JOINED = frozenset((DOCUMENT, INITIATIVE, PROJECT))


def last_body(mentions: Sequence[Mention], before: str, others: Container[str]) -> str:
    """The last organisation among ``mentions``; "" if one of ``others`` came since.

    ``before`` if there is neither.
    """
    for mention in reversed(mentions):
        if mention.kind == ORGANISATION:
            return place_key(mention)
        if mention.kind == SUMMIT and mention.value.organisations:
            return str(mention.value.organisations[0])
        if mention.kind in others:
            return ""
    return before


def only_meeting(reading: Reading) -> Meeting | None:
    """The only meeting that an interview or a comment has named so far."""
    agenda = reading.agenda
    named = [item for item in agenda.meetings if not item.relative]
    return named[0] if len(named) == 1 and reading.comment and not agenda.live else None


def last_two(mentions: Sequence[Mention], before: tuple[str, ...]) -> tuple[str, ...]:
    """The states among ``mentions`` if they are two, else (); ``before`` if there are none."""
    states = tuple(dict.fromkeys(_states(mentions)))
    return (states if len(states) == len(("one", "other")) else ()) if states else before


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
